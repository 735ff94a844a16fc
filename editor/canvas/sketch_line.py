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
        places = [viewport.to_view(*point) for point in self.sketch.points]
        left, right = min(x for x, _ in places), max(x for x, _ in places)
        top, bottom = min(y for _, y in places), max(y for _, y in places)
        corner = math.floor(left) - 3, math.floor(top) - 3
        return QRect(*corner, math.ceil(right - left) + 7, math.ceil(bottom - top) + 7)

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        if self.sketch is None or len(self.sketch.points) < 2:
            return
        line = QPolygonF([QPointF(*viewport.to_view(*point)) for point in self.sketch.points])
        # Through the middle of the pixel that the pointer names, so that straight lines are crisp.
        line.translate(0.5, 0.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        light = QPen(_LIGHT, 1.0)
        light.setDashPattern(_DASHES)
        for pen in (QPen(_DARK, 1.5), light):
            painter.setPen(pen)
            if self.sketch.closed:
                painter.drawPolygon(line)
            else:
                painter.drawPolyline(line)
