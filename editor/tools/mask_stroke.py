"""One stroke on the mask, from the first touch to its step in the history."""

from __future__ import annotations

from dataclasses import replace

from editor.document.brush import Brush
from editor.document.document import Document
from editor.document.stroke import PaintMode, StrokeSession
from editor.document.targets import SelectionTarget
from editor.tools.path_smoothing import SmoothPath, Touch
from editor.tools.tool import PointerEvent


class MaskStroke:
    """Paints while it runs; `finish` makes it one step, `abort` leaves no trace."""

    def __init__(
        self, document: Document, brush: Brush, mode: PaintMode, *, steadiness: float
    ) -> None:
        self._document = document
        self._session = StrokeSession(document, SelectionTarget(), brush, mode)
        self._path = SmoothPath(steadiness)
        self._last: PointerEvent | None = None

    def add(self, event: PointerEvent) -> None:
        self._last = event
        for touch in self._path.add(Touch(event.x, event.y, event.pressure)):
            self._session.add(touch.x, touch.y, touch.pressure, event.time_s)

    def finish(self, event: PointerEvent, *, closes_loops: bool) -> None:
        """The stroke ends at `event`, which no longer presses: the last pressure holds on."""
        if self._last is not None and (event.x, event.y) != (self._last.x, self._last.y):
            self.add(replace(event, pressure=self._last.pressure))
        for touch in self._path.finish():
            self._session.add(touch.x, touch.y, touch.pressure)
        if closes_loops and self._session.is_loop():
            self._session.fill_loop()
        change = self._session.finish()
        if change is not None:
            self._document.history.push_done(change)

    def abort(self) -> None:
        self._session.abort()
