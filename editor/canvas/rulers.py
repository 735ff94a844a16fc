"""Rulers along the upper and left side of the view, in pixels of the document."""

from __future__ import annotations

import math
from collections.abc import Iterator

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from editor.canvas.colours import CanvasColours
from editor.canvas.viewport import Viewport

RULER_PX = 20
# Numbers stand at least this far apart (pixels of the view).
_NUMBER_GAP_PX = 64.0
_TEXT_PX = 9
_LIGHT_INK, _DARK_INK = "#a8a8a8", "#505050"


class Rulers:
    """Shown or not; in a slanting view they measure along the view, not along the picture."""

    def __init__(self) -> None:
        self.shown = False
        self.place: tuple[float, float] | None = None

    def side_at(self, x: float, y: float) -> str:
        """`top`, `left`, or nothing where there is no ruler."""
        if not self.shown or (x < RULER_PX and y < RULER_PX):
            return ""
        if y < RULER_PX:
            return "top"
        return "left" if x < RULER_PX else ""

    def paint(self, painter: QPainter, viewport: Viewport, colours: CanvasColours) -> None:
        if not self.shown:
            return
        is_dark = QColor(colours.surround).lightnessF() < 0.5
        ink = QColor(_LIGHT_INK if is_dark else _DARK_INK)
        painter.save()
        font = QFont(painter.font())
        font.setPixelSize(_TEXT_PX)
        painter.setFont(font)
        width, height = viewport.view_width, viewport.view_height
        ground = QColor(colours.surround).darker(112)
        painter.fillRect(QRectF(0, 0, width, RULER_PX), ground)
        painter.fillRect(QRectF(0, 0, RULER_PX, height), ground)
        painter.setPen(QPen(ink, 1.0))
        for at, text in _marks(viewport, is_level=True):
            _paint_mark(painter, at, text, is_level=True)
        for at, text in _marks(viewport, is_level=False):
            _paint_mark(painter, at, text, is_level=False)
        painter.fillRect(QRectF(0, 0, RULER_PX, RULER_PX), ground)
        painter.setPen(QPen(QColor(colours.hairline), 1.0))
        edge = RULER_PX - 0.5
        painter.drawLine(QLineF(0, edge, width, edge))
        painter.drawLine(QLineF(edge, 0, edge, height))
        self._paint_place(painter, QColor(colours.accent))
        painter.restore()

    def _paint_place(self, painter: QPainter, accent: QColor) -> None:
        if self.place is None:
            return
        x, y = self.place
        painter.setPen(QPen(accent, 1.0))
        painter.drawLine(QLineF(x, 0, x, RULER_PX))
        painter.drawLine(QLineF(0, y, RULER_PX, y))


def step_for(scale: float) -> float:
    """Document pixels between two numbers: 1, 2 or 5 times a power of ten."""
    least = _NUMBER_GAP_PX / scale
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least)


def _marks(viewport: Viewport, *, is_level: bool) -> Iterator[tuple[float, str]]:
    """View positions of ticks, five to a number; a tick without a number has no text."""
    scale = viewport.scale / viewport.ratio
    step = max(step_for(scale), 1.0)
    upright = viewport.upright
    length = viewport.view_width if is_level else viewport.view_height
    x, y = upright.to_document(0.0, 0.0)
    first = math.floor((x if is_level else y) / step)
    for number in range(first, first + math.ceil(length / (step * scale)) + 2):
        for part in range(5):
            place = (number + part / 5) * step
            at = upright.to_view(place, place)[0 if is_level else 1]
            yield at, "" if part else f"{number * step:.0f}"


def _paint_mark(painter: QPainter, at: float, text: str, *, is_level: bool) -> None:
    short = RULER_PX - (RULER_PX if text else 4)
    at = math.floor(at) + 0.5
    if is_level:
        painter.drawLine(QLineF(at, short, at, RULER_PX))
    else:
        painter.drawLine(QLineF(short, at, RULER_PX, at))
    if not text:
        return
    if is_level:
        painter.drawText(QPointF(at + 3, _TEXT_PX + 1), text)
    else:
        painter.save()
        painter.translate(_TEXT_PX + 1, at - 3)
        painter.rotate(-90)
        painter.drawText(QPointF(0, 0), text)
        painter.restore()
