"""The brush's true outline under the pointer, visible on every ground."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from editor.canvas.viewport import Viewport
from editor.tools.tool import Points

# Below this a ring cannot be told from a dot: a cross shows where the brush is.
_SMALLEST_RING_PX = 2.5
_CROSS_PX = 6
_DARK = QColor(0, 0, 0, 170)
_LIGHT = QColor(255, 255, 255, 235)


class BrushOutline:
    """A circle of the brush's size in the document, at a view position."""

    def __init__(self) -> None:
        self.radius_px = 0.0
        self.form: Points = ()
        self.centre: tuple[float, float] | None = None
        self.shown = True

    def bounds(self, viewport: Viewport) -> QRect:
        """The logical pixels that it touches."""
        if self.centre is None or not self.shown:
            return QRect()
        reach = max(self._radius(viewport), self._form_reach(viewport), _CROSS_PX) + 3
        x, y = self.centre
        return QRect(int(x - reach), int(y - reach), int(2 * reach) + 2, int(2 * reach) + 2)

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        if self.centre is None or not self.shown:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        middle = QPointF(*self.centre)
        radius = self._radius(viewport)
        # Dark outside, light inside: one of the two stands out from any colour.
        if radius < _SMALLEST_RING_PX:
            self._paint_cross(painter, middle)
            return
        if self.form:
            self._paint_form(painter, middle, viewport)
            return
        painter.setPen(QPen(_DARK, 1.0))
        painter.drawEllipse(middle, radius + 0.5, radius + 0.5)
        painter.setPen(QPen(_LIGHT, 1.0))
        painter.drawEllipse(middle, radius - 0.5, radius - 0.5)

    def _paint_form(self, painter: QPainter, middle: QPointF, viewport: Viewport) -> None:
        """The rim of a dab that is no circle, as the view turns and mirrors it."""
        x, y = viewport.to_document(middle.x(), middle.y())
        line = [QPointF(*viewport.to_view(x + dx, y + dy)) for dx, dy in self.form]
        for pen in (QPen(_DARK, 3.0), QPen(_LIGHT, 1.0)):
            painter.setPen(pen)
            painter.drawPolygon(line)

    def _form_reach(self, viewport: Viewport) -> float:
        """A form may lie beside the pointer: one of whole pixels does."""
        away = max((max(abs(x), abs(y)) for x, y in self.form), default=0.0)
        return 1.5 * away * viewport.scale / viewport.ratio

    def _radius(self, viewport: Viewport) -> float:
        return self.radius_px * viewport.scale / viewport.ratio

    def _paint_cross(self, painter: QPainter, middle: QPointF) -> None:
        for pen in (QPen(_DARK, 3.0), QPen(_LIGHT, 1.0)):
            painter.setPen(pen)
            for along in (QPointF(1, 0), QPointF(0, 1)):
                for side in (-1, 1):
                    start, end = middle + along * (2 * side), middle + along * (_CROSS_PX * side)
                    painter.drawLine(start, end)
