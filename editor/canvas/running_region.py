"""The region that a generator works on, whose border breathes faintly until it is done."""

from __future__ import annotations

import math

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from editor.canvas.viewport import Viewport
from ml.api.regions import Box

BREATH_S = 2.4
_FAINTEST, _STRONGEST = 0.25, 0.8


class RunningRegion:
    """A thin accent border; `time_s` is where in its breath it is, None holds it still."""

    def __init__(self) -> None:
        self.box: Box | None = None
        self.time_s: float | None = None

    def bounds(self, viewport: Viewport) -> QRect:
        """The logical pixels that it touches."""
        return self._rect(viewport).toAlignedRect().adjusted(-3, -3, 3, 3)

    @property
    def strength(self) -> float:
        if self.time_s is None:
            return _STRONGEST
        wave = 0.5 - 0.5 * math.cos(2 * math.pi * self.time_s / BREATH_S)
        return _FAINTEST + (_STRONGEST - _FAINTEST) * wave

    def paint(self, painter: QPainter, viewport: Viewport, accent: QColor) -> None:
        if self.box is None:
            return
        colour = QColor(accent)
        colour.setAlphaF(self.strength)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2.0))
        painter.drawRoundedRect(self._rect(viewport), 4, 4)

    def _rect(self, viewport: Viewport) -> QRectF:
        if self.box is None:
            return QRectF()
        left, top = viewport.to_view(self.box.left, self.box.top)
        right, bottom = viewport.to_view(self.box.right, self.box.bottom)
        return QRectF(left, top, right - left, bottom - top)
