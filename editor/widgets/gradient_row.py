"""A gradient in a form: a bar with its colours, which are dragged, added and taken away."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from editor.document.kinds.fill.colours import (
    MOST_STOPS,
    Stop,
    colours_at,
    read_colour,
    read_stops,
    write_colour,
    write_stops,
)
from editor.widgets.colour_row import ColourRow, colour_of, paint_checker

BAR_PX = 22
MARK_PX = 11
INSET_PX = 9
GRAB_PX = 9
AWAY_PX = 24
_NUDGE = 0.01


class GradientBar(QWidget):
    """The gradient and a mark below each of its colours; one of them is chosen."""

    changed = Signal()
    chosen_changed = Signal()

    def __init__(self, title: str, stops: tuple[Stop, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stops: list[Stop] = list(stops)
        self.chosen = 0
        self._is_held = False
        self.setAccessibleName(title)
        self.setToolTip(
            "Press below the bar to add a colour, drag its mark to move it,\n"
            "pull it away or press Delete to remove it."
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(200, BAR_PX + MARK_PX + 3)

    def choose(self, number: int) -> None:
        self.chosen = max(0, min(number, len(self.stops) - 1))
        self.chosen_changed.emit()
        self.update()

    def add(self, place: float) -> None:
        """A colour where there was none: the one that the gradient has there already."""
        if len(self.stops) >= MOST_STOPS:
            return
        red, green, blue, alpha = map(float, colours_at(self.stops, np.array([place]))[0])
        self._put((place, (red, green, blue, alpha)))

    def move_chosen(self, place: float) -> None:
        _, colour = self.stops.pop(self.chosen)
        self._put((min(max(place, 0.0), 1.0), colour))

    def remove(self) -> None:
        """Take the chosen colour away; two always stay."""
        if len(self.stops) > 2:
            self.stops.pop(self.chosen)
            self.choose(self.chosen)
            self.changed.emit()

    def _put(self, stop: Stop) -> None:
        self.stops.append(stop)
        self.stops.sort(key=lambda one: one[0])
        self.choose(next(n for n, one in enumerate(self.stops) if one is stop))
        self.changed.emit()

    # ---- mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        x = event.position().x()
        gaps = [abs(self._x(place) - x) for place, _ in self.stops]
        nearest = gaps.index(min(gaps))
        if gaps[nearest] <= GRAB_PX:
            self.choose(nearest)
        else:
            self.add(self._place(x))
        self._is_held = True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if not self._is_held:
            return
        if event.position().y() > self.height() + AWAY_PX and len(self.stops) > 2:
            self._is_held = False
            self.remove()
        else:
            self.move_chosen(self._place(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._is_held = False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key = event.key()
        steps = {Qt.Key.Key_Left: -_NUDGE, Qt.Key.Key_Right: _NUDGE}
        if key in steps:
            self.move_chosen(self.stops[self.chosen][0] + steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            step = 1 if key == Qt.Key.Key_PageUp else -1
            self.choose((self.chosen + step) % len(self.stops))
        else:
            super().keyPressEvent(event)

    # ---- painting

    def _x(self, place: float) -> float:
        return INSET_PX + place * (self.width() - 2 * INSET_PX)

    def _place(self, x: float) -> float:
        return min(max((x - INSET_PX) / max(1, self.width() - 2 * INSET_PX), 0.0), 1.0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(INSET_PX, 1, self.width() - 2 * INSET_PX, BAR_PX)
        paint_checker(painter, body)
        shades = QLinearGradient(body.topLeft(), body.topRight())
        for place, colour in self.stops:
            shades.setColorAt(place, colour_of(write_colour(colour)))
        role = QPalette.ColorRole.Highlight if self.hasFocus() else QPalette.ColorRole.Mid
        painter.setPen(QPen(self.palette().color(role), 1))
        painter.setBrush(QBrush(shades))
        painter.drawRoundedRect(body, 3, 3)
        for number, (place, colour) in enumerate(self.stops):
            self._paint_mark(painter, place, write_colour(colour), number == self.chosen)

    def _paint_mark(self, painter: QPainter, place: float, colour: str, is_chosen: bool) -> None:  # noqa: FBT001
        x, top = self._x(place), BAR_PX + 2.0
        house = [(0, 0), (5, 5), (5, MARK_PX), (-5, MARK_PX), (-5, 5)]
        role = QPalette.ColorRole.Highlight if is_chosen else QPalette.ColorRole.Text
        painter.setPen(QPen(self.palette().color(role), 1.5 if is_chosen else 1))
        painter.setBrush(colour_of(colour[:7]))
        painter.drawPolygon(QPolygonF([QPointF(x + dx, top + dy) for dx, dy in house]))


class GradientRow(QWidget):
    """A name, the bar, and the colour of the chosen mark."""

    value_changed = Signal(str)

    def __init__(self, title: str, default: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._default = default
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        label = QLabel(title, self)
        label.setContentsMargins(9, 0, 0, 0)
        self.bar = GradientBar(title, read_stops(default), self)
        self.colour = ColourRow("Chosen colour", "#000000", self)
        layout.addWidget(label)
        layout.addWidget(self.bar)
        layout.addWidget(self.colour)
        self.setFocusProxy(self.bar)
        self._show_chosen()
        self.bar.changed.connect(lambda: self.value_changed.emit(self.value))
        self.bar.chosen_changed.connect(self._show_chosen)
        self.colour.value_changed.connect(self._take_colour)

    @property
    def value(self) -> str:
        return write_stops(self.bar.stops)

    def set_value(self, value: str) -> None:
        if value != self.value:
            self.bar.stops = list(read_stops(value))
            self.bar.choose(self.bar.chosen)

    def reset(self) -> None:
        self.set_value(self._default)
        self.value_changed.emit(self.value)

    def _show_chosen(self) -> None:
        self.colour.blockSignals(True)
        self.colour.set_value(write_colour(self.bar.stops[self.bar.chosen][1]))
        self.colour.blockSignals(False)

    def _take_colour(self, text: str) -> None:
        place, _ = self.bar.stops[self.bar.chosen]
        self.bar.stops[self.bar.chosen] = (place, read_colour(text))
        self.bar.update()
        self.value_changed.emit(self.value)
