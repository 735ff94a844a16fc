"""One stroke on the mask, which may close to a loop."""

from __future__ import annotations

from editor.document.brush import Brush
from editor.document.document import Document
from editor.document.stroke import PaintMode, StrokeSession
from editor.document.targets import SelectionTarget
from editor.tools.paint_stroke import PaintStroke
from editor.tools.tool import PointerEvent


class MaskStroke:
    """Paints while it runs; `finish` makes it one step, `abort` leaves no trace."""

    def __init__(
        self, document: Document, brush: Brush, mode: PaintMode, *, steadiness: float
    ) -> None:
        self._session = StrokeSession(document, SelectionTarget(), brush, mode)
        self._stroke = PaintStroke(document, self._session, steadiness=steadiness)

    def add(self, event: PointerEvent) -> None:
        self._stroke.add(event)

    def finish(self, event: PointerEvent, *, closes_loops: bool) -> None:
        """A loop is filled with what the stroke paints, if that is wished."""
        self._stroke.end_at(event)
        if closes_loops and self._session.is_loop():
            self._session.fill_loop()
        self._stroke.finish(event)

    def abort(self) -> None:
        self._session.abort()
