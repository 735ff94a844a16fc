"""A tone curve that is bent by its points, over the histogram of what it changes."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor.document.adjustments.curves import (
    MOST_POINTS,
    STRAIGHT,
    Point,
    bend,
    read_points,
    write_points,
)
from editor.widgets.histogram import CHANNEL_COLOURS, Counts, paint_histogram

HEIGHT_PX = 236
GRAB_PX = 11.0
AWAY_PX = 26.0
DOT_PX = 4.0
INSET_PX = 6.0
_NUDGE = 1 / 255
_GAP = 1 / 512
_ARROWS = {
    Qt.Key.Key_Left: (-_NUDGE, 0.0),
    Qt.Key.Key_Right: (_NUDGE, 0.0),
    Qt.Key.Key_Up: (0.0, _NUDGE),
    Qt.Key.Key_Down: (0.0, -_NUDGE),
}


class CurveEditor(QWidget):
    """Press to set a point, drag it, pull it out or press Delete to take it away.

    The value is the curve as text, see `adjustments.curves`. Arrows move the chosen point by one
    step of 255, Page Up and Page Down choose another; double-click straightens the curve.
    """

    value_changed = Signal(str)

    def __init__(self, title: str, default: str = STRAIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._default = default
        self._points: list[Point] = list(read_points(default))
        self._chosen = 0
        self._is_held = False
        self._away: Point | None = None
        self.channel = "master"
        self.counts: Counts | None = None
        self.setAccessibleName(title)
        self.setToolTip(
            "Press to set a point and drag it; pull it out or press Delete to take it away.\n"
            "Arrows move the chosen point, double-click straightens the curve."
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)

    # ---- the value

    @property
    def value(self) -> str:
        return write_points(self._points)

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(self._points)

    def set_value(self, text: str) -> None:
        if text != self.value:
            self._points = list(read_points(text))
            self._chosen = min(self._chosen, len(self._points) - 1)
            self.update()

    def reset(self) -> None:
        self.set_value(self._default)
        self._tell()

    def show_channel(self, channel: str, counts: Counts | None) -> None:
        """Colour and histogram: “master”, “red”, “green” or “blue”."""
        self.channel, self.counts = channel, counts
        self.update()

    # ---- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        place = event.position()
        near = self._near(place)
        if event.button() == Qt.MouseButton.RightButton:
            if near is not None:
                self._chosen = near
                self.remove_point()
            return
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if near is None:
            self.add_point(*self._at(place))
        else:
            self._chosen = near
        self._is_held = True
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if not self._is_held:
            return
        if self._is_away(event.position()) and len(self._points) > 2:
            if self._away is None:
                self._away = self._points.pop(self._chosen)
                self._tell()
            return
        x, y = self._at(event.position())
        if self._away is not None:
            self._away = None
            self.add_point(x, y)
        else:
            self.move_point(x, y)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._is_held, self._away = False, None
        self._chosen = min(self._chosen, len(self._points) - 1)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self.reset()

    # ---- the keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key = Qt.Key(event.key())
        if key in _ARROWS:
            dx, dy = _ARROWS[key]
            x, y = self._points[self._chosen]
            self.move_point(x + dx, y + dy)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_point()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            step = 1 if key == Qt.Key.Key_PageUp else -1
            self._chosen = (self._chosen + step) % len(self._points)
            self.update()
        else:
            super().keyPressEvent(event)

    # ---- points

    def add_point(self, x: float, y: float) -> None:
        """A new point, which is then the chosen one; too many, or one on another, are refused."""
        taken = any(abs(x - other) < _GAP for other, _ in self._points)
        if taken or len(self._points) >= MOST_POINTS:
            return
        self._points.append((x, y))
        self._points.sort()
        self._chosen = self._points.index((x, y))
        self._tell()

    def move_point(self, x: float, y: float) -> None:
        """Bring the chosen point there; it stays between its neighbours."""
        at = self._chosen
        low = self._points[at - 1][0] + _GAP if at > 0 else 0.0
        high = self._points[at + 1][0] - _GAP if at + 1 < len(self._points) else 1.0
        self._points[at] = (min(max(x, low), high), min(max(y, 0.0), 1.0))
        self._tell()

    def remove_point(self) -> None:
        """Take the chosen point away; two always stay."""
        if len(self._points) > 2:
            self._points.pop(self._chosen)
            self._chosen = min(self._chosen, len(self._points) - 1)
            self._tell()

    def _tell(self) -> None:
        self.setAccessibleDescription(self.value)
        self.value_changed.emit(self.value)
        self.update()

    # ---- places

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(HEIGHT_PX, HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(120, HEIGHT_PX)

    def _body(self) -> QRectF:
        return QRectF(self.rect()).adjusted(INSET_PX, INSET_PX, -INSET_PX, -INSET_PX)

    def place_of(self, point: Point) -> QPointF:
        """Where a point is drawn."""
        body = self._body()
        return QPointF(
            body.left() + point[0] * body.width(), body.bottom() - point[1] * body.height()
        )

    def _at(self, place: QPointF) -> Point:
        body = self._body()
        x = (place.x() - body.left()) / body.width()
        y = (body.bottom() - place.y()) / body.height()
        return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)

    def _near(self, place: QPointF) -> int | None:
        gaps = [(self.place_of(point) - place).manhattanLength() for point in self._points]
        nearest = int(np.argmin(gaps))
        return nearest if gaps[nearest] <= GRAB_PX else None

    def _is_away(self, place: QPointF) -> bool:
        body = self._body().adjusted(-AWAY_PX, -AWAY_PX, AWAY_PX, AWAY_PX)
        return not body.contains(place)

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body, colours = self._body(), self.palette()
        text = colours.color(QPalette.ColorRole.Text)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(body, 4, 4)
        paint_histogram(painter, body, self.counts, self.channel, text)
        self._paint_grid(painter, body)
        self._paint_curve(painter, body, text)

    def _paint_grid(self, painter: QPainter, body: QRectF) -> None:
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        for part in (0.25, 0.5, 0.75):
            x, y = body.left() + part * body.width(), body.top() + part * body.height()
            painter.drawLine(QPointF(x, body.top()), QPointF(x, body.bottom()))
            painter.drawLine(QPointF(body.left(), y), QPointF(body.right(), y))
        painter.drawLine(body.bottomLeft(), body.topRight())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        role = QPalette.ColorRole.Highlight if self.hasFocus() else QPalette.ColorRole.Mid
        painter.setPen(QPen(self.palette().color(role), 1))
        painter.drawRoundedRect(body, 4, 4)

    def _paint_curve(self, painter: QPainter, body: QRectF, text: QColor) -> None:
        across = np.linspace(0, 1, max(2, int(body.width()) // 2))
        path = QPainterPath()
        for number, (x, y) in enumerate(zip(across, bend(self._points, across), strict=True)):
            place = self.place_of((float(x), float(y)))
            path.moveTo(place) if number == 0 else path.lineTo(place)
        colour = QColor(CHANNEL_COLOURS.get(self.channel, text.name()))
        painter.setPen(QPen(colour, 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        for number, point in enumerate(self._points):
            is_chosen = number == self._chosen and (self.hasFocus() or self._is_held)
            painter.setBrush(accent if is_chosen else colour)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Base), 1.5))
            painter.drawEllipse(self.place_of(point), DOT_PX, DOT_PX)
