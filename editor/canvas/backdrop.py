"""What lies around and behind the picture: surround, soft shadow, hairline and checkerboard."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPixmap

from editor.canvas.colours import CanvasColours
from ml.api.regions import Box

SHADOW_PX = 14
SHADOW_DROP_PX = 3
CHECKER_PX = 8


def rect_of(box: Box) -> QRect:
    return QRect(box.left, box.top, box.width, box.height)


def box_of_rect(rect: QRect) -> Box:
    return Box(rect.x(), rect.y(), rect.x() + rect.width(), rect.y() + rect.height())


class Backdrop:
    """Paints in device pixels; squares and shadow have one size on the screen at every zoom."""

    def __init__(self, colours: CanvasColours, ratio: float) -> None:
        self._surround = QColor(colours.surround)
        self._hairline = QColor(colours.hairline)
        self._strength = colours.shadow_strength
        self._shadow_px = round(SHADOW_PX * ratio)
        self._drop_px = round(SHADOW_DROP_PX * ratio)
        self._checker = _checker_brush(colours, max(1, round(CHECKER_PX * ratio)))

    @property
    def reach_px(self) -> int:
        """How far from the picture anything is painted."""
        return self._shadow_px + self._drop_px + 1

    def paint_surround(self, painter: QPainter, area: Box, picture: Box) -> None:
        """Everything in `area` that is not the picture."""
        if picture.contains(area):
            return
        painter.fillRect(rect_of(area), self._surround)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        dropped = picture.moved(0, self._drop_px)
        for distance in range(self._shadow_px, 0, -1):
            # The square of the distance falls off like a soft lamp; rings do not overlap.
            near = 1.0 - distance / self._shadow_px
            colour = QColor(0, 0, 0, round(255 * self._strength * near * near))
            _outline(painter, dropped.padded(distance), colour)
        _outline(painter, picture.padded(1), self._hairline)

    def paint_checker(self, painter: QPainter, area: Box, picture: Box) -> None:
        """The squares behind what is transparent; they stay with the picture when it is moved."""
        painter.setBrushOrigin(picture.left, picture.top)
        painter.fillRect(rect_of(area), self._checker)


def _outline(painter: QPainter, box: Box, colour: QColor) -> None:
    for edge in (
        QRect(box.left, box.top, box.width, 1),
        QRect(box.left, box.bottom - 1, box.width, 1),
        QRect(box.left, box.top + 1, 1, box.height - 2),
        QRect(box.right - 1, box.top + 1, 1, box.height - 2),
    ):
        painter.fillRect(edge, colour)


def _checker_brush(colours: CanvasColours, side_px: int) -> QBrush:
    squares = QPixmap(2 * side_px, 2 * side_px)
    squares.fill(QColor(colours.checker_light))
    painter = QPainter(squares)
    dark = QColor(colours.checker_dark)
    painter.fillRect(side_px, 0, side_px, side_px, dark)
    painter.fillRect(0, side_px, side_px, side_px, dark)
    painter.end()
    return QBrush(squares)
