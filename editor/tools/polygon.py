"""The polygon: corners set one by one; their closed line joins the selection."""

from __future__ import annotations

import math
from collections.abc import Callable

from editor.document.document import Document
from editor.document.mask import Mask
from editor.document.mask_operations import polygon
from editor.tools.errands import Errands
from editor.tools.joining import JoinOptions
from editor.tools.region import RegionTool
from editor.tools.tool import Modifiers, PointerEvent, Sketch
from ml.api.regions import Box

Point = tuple[float, float]

# This near to the first corner (in pixels of the view) a click closes the line.
CLOSE_PX = 8.0
_CORNERS = 3
_DIRECTION = math.pi / 4


class MaskPolygon(RegionTool):
    """Each click is a corner; a click on the first one, a double click or Enter closes the line.

    Backspace takes a corner back, Esc all of them; Shift turns the next side by steps of 45°. What
    is held at the first click says how the polygon joins the selection.
    """

    id = "polygon"
    title = "Polygon"

    def __init__(self, options: JoinOptions | None = None, errands: Errands | None = None) -> None:
        super().__init__(options, errands)
        self._points: list[Point] = []
        self._pointer: Point | None = None
        self._mark_px = CLOSE_PX

    @property
    def sketch(self) -> Sketch | None:
        if not self._points:
            return super().sketch
        line = self._points if self._pointer is None else [*self._points, self._pointer]
        return Sketch(tuple(line) if len(line) > 1 else tuple(line * 2), others=(self._first(),))

    def press(self, document: Document, event: PointerEvent) -> None:
        if not self._points:
            super().press(document, event)
            return
        if event.clicks > 1 or self._is_at_first(event):
            self.accept()
        else:
            self._points.append(self._turned(event))
            self._pointer = None

    def begin(self, event: PointerEvent) -> None:
        if self._moving is not None:
            return
        self._points = [(event.x, event.y)]
        self._pointer = None
        self.hover_size(event)

    def follow(self, event: PointerEvent) -> None:
        """Until the button is let go the new corner follows the pointer."""
        if not self._points:
            return
        if len(self._points) == 1:
            self._points[0] = (event.x, event.y)
        else:
            self._points[-1] = self._turned(event, self._points[-2])

    def release(self, event: PointerEvent) -> None:
        if not self._points:
            super().release(event)
        else:
            self.follow(event)

    def hover(self, document: Document, event: PointerEvent) -> None:
        if self._points:
            self.hover_size(event)
            self._pointer = self._turned(event)

    def hover_size(self, event: PointerEvent) -> None:
        """How large the first corner's mark is, for it is as large as what a hand can hit."""
        self._mark_px = CLOSE_PX * event.view_px

    def accept(self) -> bool:
        document = self._document
        if document is None or not self._points:
            return False
        if len(self._points) < _CORNERS:
            self.cancel()
            return True
        self.finish(document, self._how)
        return True

    def step_back(self) -> bool:
        if not self._points:
            return False
        self._points.pop()
        if not self._points:
            self.cancel()
        return True

    def cancel(self) -> None:
        super().cancel()
        self._points = []
        self._pointer = None

    def outline(self) -> tuple[Point, ...]:
        return tuple(self._points)

    def drawn(self) -> Callable[[Box], Mask]:
        points = tuple(self._points)
        return lambda canvas: polygon(points, canvas)

    def _is_at_first(self, event: PointerEvent) -> bool:
        near = CLOSE_PX * event.view_px
        return len(self._points) >= _CORNERS and math.dist(self._points[0], _place(event)) <= near

    def _turned(self, event: PointerEvent, start: Point | None = None) -> Point:
        """Where the next corner is; with Shift in one of eight directions from the last one."""
        x, y = start or self._points[-1]
        if not event.modifiers & Modifiers.SHIFT:
            return _place(event)
        length = math.dist((x, y), _place(event))
        angle = round(math.atan2(event.y - y, event.x - x) / _DIRECTION) * _DIRECTION
        return x + length * math.cos(angle), y + length * math.sin(angle)

    def _first(self) -> tuple[Point, ...]:
        """A small square on the first corner."""
        x, y = self._points[0]
        half = self._mark_px / 2
        return (
            (x - half, y - half),
            (x + half, y - half),
            (x + half, y + half),
            (x - half, y + half),
        )


def _place(event: PointerEvent) -> Point:
    return event.x, event.y
