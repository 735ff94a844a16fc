"""Draws how often each tone is in a picture, behind curves and levels."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPolygonF

Counts = NDArray[np.floating[Any]]
"""(3, n): for red, green and blue, how often each of n tones is there."""

CHANNEL_COLOURS = {"red": "#e05548", "green": "#58a94f", "blue": "#4f86e0"}
_NAMES = tuple(CHANNEL_COLOURS)
_TALLEST = 0.985
"""The few tones that stand out most may be cut off, so that the others can be seen."""


def paint_histogram(
    painter: QPainter, body: QRectF, counts: Counts | None, channel: str, plain: QColor
) -> None:
    """Fill `body` with the counts of one channel, or of all in grey."""
    if counts is None or counts.max() <= 0:
        return
    chosen = counts.sum(axis=0) if channel not in _NAMES else counts[_NAMES.index(channel)]
    tall = float(np.quantile(chosen, _TALLEST)) or float(chosen.max())
    heights = np.minimum(chosen / tall, 1.0) * body.height()
    step = body.width() / chosen.size
    points = [QPointF(body.left(), body.bottom())]
    for number, height in enumerate(heights):
        points.append(QPointF(body.left() + (number + 0.5) * step, body.bottom() - float(height)))
    points.append(QPointF(body.right(), body.bottom()))
    colour = QColor(CHANNEL_COLOURS[channel]) if channel in _NAMES else QColor(plain)
    colour.setAlphaF(0.34 if channel in _NAMES else 0.22)
    painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF(points))
