"""One stroke of any brush, from the first touch to its step in the history."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from editor.document.brush import Touch
from editor.document.document import Document
from editor.document.tile_change import TileChange
from editor.tools.path_smoothing import SmoothPath
from editor.tools.tool import PointerEvent
from ml.api.regions import Box


class Session(Protocol):
    """What a brush does while it is drawn."""

    def touch(self, *touches: Touch) -> Box: ...

    def finish(self) -> TileChange | None: ...

    def abort(self) -> Box: ...


class PaintStroke:
    """Paints while it runs; `finish` makes it one step, `abort` leaves no trace."""

    def __init__(self, document: Document, session: Session, *, steadiness: float = 0.0) -> None:
        self._document = document
        self._session = session
        self._path = SmoothPath(steadiness)
        self._last: PointerEvent | None = None

    def add(self, event: PointerEvent) -> None:
        self._last = event
        pen = Touch(event.x, event.y, event.pressure, event.tilt_x, event.tilt_y)
        self._session.touch(*self._path.add(pen))

    def finish(self, event: PointerEvent) -> None:
        """The stroke ends at `event`, which no longer presses: the last pressure holds on."""
        self.end_at(event)
        change = self._session.finish()
        if change is not None:
            self._document.history.push_done(change)

    def end_at(self, event: PointerEvent) -> None:
        """Draw the rest of the line."""
        last = self._last
        if last is not None and (event.x, event.y) != (last.x, last.y):
            lean = {"tilt_x": last.tilt_x, "tilt_y": last.tilt_y}
            self.add(replace(event, pressure=last.pressure, **lean))
        self._session.touch(*self._path.finish())

    def abort(self) -> None:
        self._session.abort()
