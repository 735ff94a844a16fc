"""The measure: how far two places are apart, and in which direction."""

from __future__ import annotations

import math

from editor.document.document import Document
from editor.document.geometry import Point
from editor.tools.figure import Figure, Grip, Stroke, Words
from editor.tools.labour import Labour
from editor.tools.snapping import Aids, Snapper
from editor.tools.standing import StandingTool
from editor.tools.tool import Modifiers, PointerEvent
from ml.api.params import Params

MM_PER_INCH = 25.4


class MeasureOptions(Params):
    """There is nothing to set."""


class Measure(StandingTool[MeasureOptions]):
    """A line between two places, either of which can be dragged again; no pixel changes."""

    id = "measure"
    title = "Measure"

    def __init__(self, aids: Aids | None = None, labour: Labour | None = None) -> None:
        super().__init__(aids, labour)
        self.options = MeasureOptions()
        self.line: tuple[Point, Point] | None = None
        self._held: int | None = None
        self._lines = Snapper()

    @property
    def is_active(self) -> bool:
        return self._held is not None or self.line is not None

    @property
    def figure(self) -> Figure | None:
        if self.line is None or self._document is None:
            return None
        words = Words(self.line[1], self.said(self._document))
        return Figure((Stroke(self.line),), self.line, words=(words,))

    def said(self, document: Document) -> str:
        """Length, angle and steps; in millimetres too where the picture knows its DPI."""
        if self.line is None:
            return ""
        (x, y), (to_x, to_y) = self.line
        dx, dy = to_x - x, to_y - y
        # Angles are told as on paper: counter-clockwise from the right.
        angle = math.degrees(math.atan2(-dy if dy else 0.0, dx))
        said = f"{math.hypot(dx, dy):.1f} px   {angle:.1f}°   ↔ {abs(dx):.0f}   ↕ {abs(dy):.0f}"
        dpi = document.metadata.dpi
        if dpi is None or min(dpi) <= 0:
            return said
        across, down = dx / dpi[0] * MM_PER_INCH, dy / dpi[1] * MM_PER_INCH
        return (
            f"{said}\n{math.hypot(across, down):.1f} mm   ↔ {abs(across):.1f}   ↕ {abs(down):.1f}"
        )

    def grip_at(self, event: PointerEvent) -> Grip:
        return Grip.CROSS if self._end_at(event) is None else Grip.MOVE

    def leave(self) -> None:
        self.line = self._held = None
        super().leave()

    def press(self, document: Document, event: PointerEvent) -> None:
        self._document, self._lines = document, self.snapper(document)
        self._held = self._end_at(event)
        if self._held is None:
            start = self._lines.point(event.x, event.y, self.reach(event))
            self.line, self._held = (start, start), 1

    def move(self, event: PointerEvent) -> None:
        if self._held is None or self.line is None:
            return
        still = self.line[1 - self._held]
        place = self._lines.point(event.x, event.y, self.reach(event))
        if event.modifiers & Modifiers.SHIFT:
            place = _in_steps(still, place)
        self.line = (still, place) if self._held else (place, still)
        self.changed.emit()

    def release(self, event: PointerEvent) -> None:
        self.move(event)
        self._held = None
        if self.line is not None and self.line[0] == self.line[1]:
            self.line = None
        self.changed.emit()

    def cancel(self) -> None:
        self.line = self._held = None
        self.changed.emit()

    def _end_at(self, event: PointerEvent) -> int | None:
        for number, end in enumerate(self.line or ()):
            if math.dist(end, (event.x, event.y)) <= self.reach(event):
                return number
        return None


def _in_steps(start: Point, end: Point) -> Point:
    """The end at the nearest multiple of 15 degrees."""
    length = math.dist(start, end)
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    step = math.radians(15)
    angle = round(angle / step) * step
    return start[0] + length * math.cos(angle), start[1] + length * math.sin(angle)
