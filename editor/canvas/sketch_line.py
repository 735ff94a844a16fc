"""The line of a running gesture: the lasso's path or the rectangle's sides."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from editor.canvas.viewport import Viewport
from editor.tools.tool import Sketch

_DARK = QColor(0, 0, 0, 190)
_LIGHT = QColor(255, 255, 255, 240)
_DASHES = (4.0, 4.0)


class SketchLine:
    """A hair line in black and white, readable on any picture."""

    def __init__(self) -> None:
        self.sketch: Sketch | None = None

    def bounds(self, viewport: Viewport) -> QRect:
        """The logical pixels that it touches."""
        if self.sketch is None or not self.sketch.points:
            return QRect()
        lines = (self.sketch.points, *self.sketch.others)
        places = [viewport.to_view(*point) for line in lines for point in line]
        left, right = min(x for x, _ in places), max(x for x, _ in places)
        top, bottom = min(y for _, y in places), max(y for _, y in places)
        corner = math.floor(left) - 3, math.floor(top) - 3
        return QRect(*corner, math.ceil(right - left) + 7, math.ceil(bottom - top) + 7)

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        if self.sketch is None or len(self.sketch.points) < 2:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._paint_line(painter, _seen(self.sketch.points, viewport), closed=self.sketch.closed)
        for line in self.sketch.others:
            self._paint_line(painter, _seen(line, viewport), closed=True)

    def _paint_line(self, painter: QPainter, line: QPolygonF, *, closed: bool) -> None:
        light = QPen(_LIGHT, 1.0)
        light.setDashPattern(_DASHES)
        for pen in (QPen(_DARK, 1.5), light):
            painter.setPen(pen)
            if closed:
                painter.drawPolygon(line)
            else:
                painter.drawPolyline(line)


def _seen(points: tuple[tuple[float, float], ...], viewport: Viewport) -> QPolygonF:
    """Where the points are seen, through the middle of pixels, so that straight lines are crisp."""
    line = QPolygonF([QPointF(*viewport.to_view(*point)) for point in points])
    line.translate(0.5, 0.5)
    return line
