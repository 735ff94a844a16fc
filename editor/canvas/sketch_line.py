"""The line of a running gesture: the lasso's path or the rectangle's sides."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from editor.canvas.viewport import Viewport
from editor.tools.tool import Band, Sketch

_DARK = QColor(0, 0, 0, 190)
_LIGHT = QColor(255, 255, 255, 240)
_VEIL = QColor(255, 255, 255, 110)
_DASHES = (4.0, 4.0)
_CROSS_PX = 7


class SketchLine:
    """A hair line in black and white, readable on any picture."""

    def __init__(self) -> None:
        self.sketch: Sketch | None = None

    def bounds(self, viewport: Viewport) -> QRect:
        """The logical pixels that it touches."""
        if self.sketch is None:
            return QRect()
        bands = [band.points for band in self.sketch.bands]
        lines = (self.sketch.points, *self.sketch.others, *bands, self.sketch.crosses)
        places = [viewport.to_view(*point) for line in lines for point in line]
        if not places:
            return QRect()
        left, right = min(x for x, _ in places), max(x for x, _ in places)
        top, bottom = min(y for _, y in places), max(y for _, y in places)
        rim = 3 + self._reach(viewport)
        corner = math.floor(left) - rim, math.floor(top) - rim
        return QRect(*corner, math.ceil(right - left) + 2 * rim, math.ceil(bottom - top) + 2 * rim)

    def _reach(self, viewport: Viewport) -> int:
        """How far the widest part goes beyond its points."""
        if self.sketch is None:
            return 0
        widths = [math.ceil(_width(band, viewport) / 2) for band in self.sketch.bands]
        return max([*widths, _CROSS_PX if self.sketch.crosses else 0, 1])

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        if self.sketch is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for band in self.sketch.bands:
            self._paint_band(painter, band, viewport)
        if len(self.sketch.points) > 1:
            line = _seen(self.sketch.points, viewport)
            self._paint_line(painter, line, closed=self.sketch.closed)
            for other in self.sketch.others:
                self._paint_line(painter, _seen(other, viewport), closed=True)
        for x, y in self.sketch.crosses:
            self._paint_cross(painter, QPointF(*viewport.to_view(x, y)))

    def _paint_band(self, painter: QPainter, band: Band, viewport: Viewport) -> None:
        """One even veil, however often the line crosses itself."""
        line = _seen(band.points, viewport)
        path = QPainterPath()
        path.addPolygon(line)
        # A line of no length is a dot as wide as the brush.
        path.lineTo(path.currentPosition() + QPointF(0.01, 0))
        round_cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        width = max(1.0, _width(band, viewport))
        painter.setPen(QPen(_VEIL, width, Qt.PenStyle.SolidLine, round_cap, join))
        painter.drawPath(path)

    def _paint_cross(self, painter: QPainter, middle: QPointF) -> None:
        for pen in (QPen(_DARK, 3.0), QPen(_LIGHT, 1.0)):
            painter.setPen(pen)
            painter.drawLine(middle - QPointF(_CROSS_PX, 0), middle + QPointF(_CROSS_PX, 0))
            painter.drawLine(middle - QPointF(0, _CROSS_PX), middle + QPointF(0, _CROSS_PX))

    def _paint_line(self, painter: QPainter, line: QPolygonF, *, closed: bool) -> None:
        light = QPen(_LIGHT, 1.0)
        light.setDashPattern(_DASHES)
        for pen in (QPen(_DARK, 1.5), light):
            painter.setPen(pen)
            if closed:
                painter.drawPolygon(line)
            else:
                painter.drawPolyline(line)


def _width(band: Band, viewport: Viewport) -> float:
    return band.width_px * viewport.scale / viewport.ratio


def _seen(points: tuple[tuple[float, float], ...], viewport: Viewport) -> QPolygonF:
    """Where the points are seen, through the middle of pixels, so that straight lines are crisp."""
    line = QPolygonF([QPointF(*viewport.to_view(*point)) for point in points])
    line.translate(0.5, 0.5)
    return line
