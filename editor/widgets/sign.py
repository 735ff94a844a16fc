"""A drawing that cannot be pressed, painted in the colours of the theme that is worn."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget


class Sign(QWidget):
    """Shows one icon; decoration for eyes only, so screen readers pass it over."""

    def __init__(self, icon: QIcon, size: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setFixedSize(size)

    def show_icon(self, icon: QIcon) -> None:
        self._icon = icon
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()
