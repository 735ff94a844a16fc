"""What lies around and behind the picture: surround, soft shadow, hairline and checkerboard."""

from __future__ import annotations

import math

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QTransform

from editor.canvas.colours import CanvasColours
from editor.canvas.turning import device_polygon, turned_about_corner
from editor.canvas.viewport import Viewport
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
        self._corner = self._made_corner()
        self._checker = _checker_brush(colours, max(1, round(CHECKER_PX * ratio)))

    def paint_surround(self, painter: QPainter, area: Box, picture: Box) -> None:
        """Everything in `area` that is not the picture."""
        if picture.contains(area):
            return
        painter.fillRect(rect_of(area), self._surround)
        self._paint_shadow(painter, picture.moved(0, self._drop_px))
        _outline(painter, picture.padded(1), self._hairline)

    def _paint_shadow(self, painter: QPainter, box: Box) -> None:
        reach = self._shadow_px
        for distance in range(1, reach + 1):
            colour = QColor(0, 0, 0, self._darkness(distance))
            painter.fillRect(box.left, box.top - distance, box.width, 1, colour)
            painter.fillRect(box.left, box.bottom + distance - 1, box.width, 1, colour)
            painter.fillRect(box.left - distance, box.top, 1, box.height, colour)
            painter.fillRect(box.right + distance - 1, box.top, 1, box.height, colour)
        for x in (box.left - reach, box.right):
            for y in (box.top - reach, box.bottom):
                turned = self._corner.flipped(_flips(right=x == box.right, down=y == box.bottom))
                painter.drawImage(x, y, turned)

    # ---- the turned view

    def paint_turned_surround(self, painter: QPainter, area: Box, viewport: Viewport) -> None:
        """All of `area` (device pixels), with the shadow of a turned picture."""
        painter.fillRect(rect_of(area), self._surround)
        left, top = viewport.origin_px
        upright = Box(
            left,
            top,
            left + max(1, round(viewport.picture_width * viewport.scale)),
            top + max(1, round(viewport.picture_height * viewport.scale)),
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        turn = turned_about_corner(viewport, 1.0)
        painter.setTransform(QTransform.fromTranslate(-left, -top) * turn)
        self._paint_shadow(painter, upright)
        painter.restore()

    def paint_turned_ground(
        self, painter: QPainter, box: Box, viewport: Viewport, plain: QColor | None
    ) -> None:
        """Squares, or a plain colour, below a document box of a turned picture."""
        painter.setBrushOrigin(*viewport.origin_px)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._checker if plain is None else QBrush(plain))
        painter.drawPolygon(device_polygon(box, viewport))

    def paint_turned_edge(self, painter: QPainter, viewport: Viewport) -> None:
        """A soft hairline along the rim of a turned picture, over its uneven pixels."""
        canvas = Box.of_size(viewport.picture_width, viewport.picture_height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._hairline, 1.5))
        painter.drawPolygon(device_polygon(canvas, viewport))
        painter.restore()

    def _darkness(self, distance: float) -> int:
        # The square of the nearness falls off like a soft lamp.
        near = max(0.0, 1.0 - distance / self._shadow_px)
        return round(255 * self._strength * near * near)

    def _made_corner(self) -> QImage:
        """The upper left corner of the shadow."""
        side = self._shadow_px
        corner = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        for y in range(side):
            for x in range(side):
                away = math.hypot(side - x - 0.5, side - y - 0.5) + 0.5
                corner.setPixelColor(x, y, QColor(0, 0, 0, self._darkness(away)))
        return corner

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


def _flips(*, right: bool, down: bool) -> Qt.Orientation:
    """How to turn the upper left corner into another one."""
    flips = Qt.Orientation(0)
    if right:
        flips |= Qt.Orientation.Horizontal
    if down:
        flips |= Qt.Orientation.Vertical
    return flips


def _checker_brush(colours: CanvasColours, side_px: int) -> QBrush:
    # An image, not a pixmap: it may outlive the application.
    squares = QImage(2 * side_px, 2 * side_px, QImage.Format.Format_RGB32)
    squares.fill(QColor(colours.checker_light))
    painter = QPainter(squares)
    dark = QColor(colours.checker_dark)
    painter.fillRect(side_px, 0, side_px, side_px, dark)
    painter.fillRect(0, side_px, side_px, side_px, dark)
    painter.end()
    return QBrush(squares)
