"""The small title bar of a dock that stands alone; beside others, its tab carries the name."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from editor.language import tr
from editor.widgets.buttons import icon_button
from editor.widgets.icons import Icons

HEIGHT_PX = 30


class DockTitle(QWidget):
    """A name, and two quiet buttons: tear off, close. It takes no room while `is_tabbed`."""

    float_asked = Signal()
    close_asked = Signal()

    def __init__(self, title: str, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dockTitle")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._is_tabbed = False
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 6, 0)
        row.setSpacing(0)
        self.words = QLabel(title, self)
        self.words.setObjectName("heading")
        row.addWidget(self.words, 1)
        for icon, words, signal in (
            ("panel", tr("Tear off {dock}").format(dock=title), self.float_asked),
            ("cancel", tr("Close {dock}").format(dock=title), self.close_asked),
        ):
            button = icon_button(icons.icon(icon, "secondary"), words, parent=self)
            button.setIconSize(QSize(14, 14))
            button.setFixedSize(22, 22)
            button.clicked.connect(signal)
            row.addWidget(button)

    def set_tabbed(self, is_tabbed: bool) -> None:  # noqa: FBT001 - a setter in Qt's manner
        if is_tabbed != self._is_tabbed:
            self._is_tabbed = is_tabbed
            for part in self.findChildren(QWidget):
                part.setVisible(not is_tabbed)
            self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        usual = super().sizeHint()
        return QSize(usual.width(), 0 if self._is_tabbed else max(HEIGHT_PX, usual.height()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.sizeHint()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A double click tears off, and puts back what was torn off."""
        self.float_asked.emit()
