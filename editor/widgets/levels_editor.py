"""Levels by hand: a histogram with marks for black, middle and white, and a ramp for the output."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import (
    QColor,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor.widgets.histogram import Counts, paint_histogram

HISTOGRAM_PX = 104
RAMP_PX = 12
MARK_PX = 11
INSET_PX = 9
_FULL = 255.0
_NAMES = ("black", "gamma", "white", "low", "high")
_LEAST_GAMMA, _MOST_GAMMA = 0.1, 9.99


class LevelsEditor(QWidget):
    """Drag the marks: black, middle and white below the histogram, output below the ramp.

    Values are those of one channel: black, white, low and high 0..255, gamma 0.1..9.99.
    """

    moved = Signal(str, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.values = {"black": 0.0, "gamma": 1.0, "white": _FULL, "low": 0.0, "high": _FULL}
        self.channel = "master"
        self.counts: Counts | None = None
        self._held: str | None = None
        self.setAccessibleName("Levels and histogram")
        self.setToolTip("Drag the marks; the rows below hold the same numbers")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(220, HISTOGRAM_PX + RAMP_PX + 2 * MARK_PX + 14)

    def show_values(self, values: dict[str, float]) -> None:
        self.values = {name: float(values[name]) for name in _NAMES}
        self.update()

    def show_channel(self, channel: str, counts: Counts | None) -> None:
        """Colour and histogram: “master”, “red”, “green” or “blue”."""
        self.channel, self.counts = channel, counts
        self.update()

    # ---- places

    def mark_x(self, name: str) -> float:
        """Where a mark stands; the middle lies where its tone becomes half."""
        if name != "gamma":
            return self._x(self.values[name])
        black, white = self.values["black"], self.values["white"]
        return self._x(black + (white - black) * 0.5 ** self.values["gamma"])

    def _x(self, level: float) -> float:
        return INSET_PX + level / _FULL * (self.width() - 2 * INSET_PX)

    def _level(self, x: float) -> float:
        share = (x - INSET_PX) / max(1, self.width() - 2 * INSET_PX)
        return min(max(share, 0.0), 1.0) * _FULL

    @property
    def _ramp_top(self) -> float:
        return HISTOGRAM_PX + MARK_PX + 8.0

    # ---- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        place = event.position()
        names = ("low", "high") if place.y() >= self._ramp_top else ("gamma", "black", "white")
        self._held = min(names, key=lambda name: abs(self.mark_x(name) - place.x()))
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        name = self._held
        if name is None:
            return
        level = self._level(event.position().x())
        if name == "gamma":
            value = self._gamma(level)
        elif name == "black":
            value = min(round(level), self.values["white"] - 1)
        elif name == "white":
            value = max(round(level), self.values["black"] + 1)
        else:
            value = round(level)
        self.values[name] = value
        self.moved.emit(name, value)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._held = None

    def _gamma(self, level: float) -> float:
        black, white = self.values["black"], self.values["white"]
        share = min(max((level - black) / max(white - black, 1.0), 0.001), 0.999)
        gamma = math.log(share) / math.log(0.5)
        return round(min(max(gamma, _LEAST_GAMMA), _MOST_GAMMA), 2)

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self.palette()
        body = QRectF(INSET_PX, 1, self.width() - 2 * INSET_PX, HISTOGRAM_PX - 1)
        painter.setPen(QPen(colours.color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(colours.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(body, 4, 4)
        text = colours.color(QPalette.ColorRole.Text)
        paint_histogram(painter, body.adjusted(1, 3, -1, -1), self.counts, self.channel, text)
        for name, shade in (("black", "#000000"), ("gamma", "#808080"), ("white", "#ffffff")):
            self._paint_mark(painter, name, HISTOGRAM_PX + 1.0, shade)
        ramp = QRectF(INSET_PX, self._ramp_top, body.width(), RAMP_PX)
        shades = QLinearGradient(ramp.topLeft(), ramp.topRight())
        shades.setColorAt(0, QColor("#000000"))
        shades.setColorAt(1, QColor("#ffffff"))
        painter.setPen(QPen(colours.color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(shades)
        painter.drawRoundedRect(ramp, 3, 3)
        for name, shade in (("low", "#000000"), ("high", "#ffffff")):
            self._paint_mark(painter, name, self._ramp_top + RAMP_PX + 1.0, shade)

    def _paint_mark(self, painter: QPainter, name: str, top: float, shade: str) -> None:
        x = self.mark_x(name)
        held = self._held == name
        role = QPalette.ColorRole.Highlight if held else QPalette.ColorRole.Text
        painter.setPen(QPen(self.palette().color(role), 1.5 if held else 1))
        painter.setBrush(QColor(shade))
        corners = ((0.0, 0.0), (5.5, MARK_PX - 1.0), (-5.5, MARK_PX - 1.0))
        painter.drawPolygon(QPolygonF([QPointF(x + dx, top + dy) for dx, dy in corners]))
