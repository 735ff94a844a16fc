"""The large frame that invites a picture to be dropped."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

RADIUS_PX = 14


class DropZone(QWidget):
    """A dashed round frame; it lights up while something is held over it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_over = False

    def light_up(self, *, over: bool) -> None:
        self._is_over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self.palette()
        ground = QColor(colours.color(QPalette.ColorRole.Window))
        ground.setAlphaF(1.0 if self._is_over else 0.45)
        painter.setBrush(ground)
        if self._is_over:
            pen = QPen(colours.color(QPalette.ColorRole.Highlight), 2)
        else:
            line = QColor(colours.color(QPalette.ColorRole.Text))
            line.setAlphaF(0.32)
            pen = QPen(line, 1.5, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern((4, 4))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_PX, RADIUS_PX)
