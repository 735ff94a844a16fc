"""The middle of the window: the canvas or the invitation, with a notice over its upper edge."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from editor.widgets.notice import Notice, Sentence

MARGIN_PX = 12
NOTICE_PX = 640


class Stage(QWidget):
    """Shows one of its two faces; a notice never moves what lies below it."""

    def __init__(self, canvas: QWidget, empty: QWidget, notice: Notice) -> None:
        super().__init__()
        self._faces = QStackedWidget(self)
        self._canvas = canvas
        self._empty = empty
        self._faces.addWidget(empty)
        self._faces.addWidget(canvas)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._faces)
        self._notice = notice
        notice.setParent(self)
        notice.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def tell(self, sentence: Sentence) -> None:
        self._notice.tell(sentence)
        self._place()

    def show_canvas(self, shown: bool) -> None:  # noqa: FBT001 - a setter in Qt's manner
        self._faces.setCurrentWidget(self._canvas if shown else self._empty)
        self._notice.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        width = max(120, min(NOTICE_PX, self.width() - 2 * MARGIN_PX))
        self._notice.setFixedWidth(width)
        layout = self._notice.layout()
        high = layout.totalHeightForWidth(width) if layout else 0
        self._notice.setFixedHeight(max(40, high))
        self._notice.move((self.width() - width) // 2, MARGIN_PX)
        self._notice.raise_()
