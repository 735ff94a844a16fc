"""A drag that moves the outline of the selection and leaves the pixels where they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from editor.document.commands import replace_mask
from editor.document.document import Document
from editor.document.history import Command
from editor.document.mask_operations import move
from editor.document.mask_outline import outlines
from editor.document.targets import SelectionTarget
from editor.document.tile_change import TileChange
from editor.tools.tool import Modifiers, PointerEvent, Sketch

TITLE = "Move the selection"


@dataclass(frozen=True, eq=False)
class OutlineNudge(TileChange):
    """A step of the arrow keys; those that follow one another gather into one."""

    def merge(self, later: Command) -> Command | None:
        if not isinstance(later, OutlineNudge):
            return None
        before, after = {**later.before, **self.before}, {**self.after, **later.after}
        return OutlineNudge(self.target, before, after, self.title)


@runtime_checkable
class Nudging(Protocol):
    """A tool with which the arrow keys move the outline of the selection."""

    def nudge_outline(self, document: Document, dx: int, dy: int) -> bool:
        """Move it by whole pixels; whether there was anything to move."""
        ...


def nudge_outline(document: Document, dx: int, dy: int) -> bool:
    """The selection, not its pixels, goes aside; False where nothing is selected."""
    if document.selection.is_empty:
        return False
    moved = move(document.selection, dx, dy, document.canvas)
    step = OutlineNudge.between(SelectionTarget(), document.selection, moved, TITLE)
    if step is not None:
        document.apply(step)
    return True


class OutlineMove:
    """Whole pixels from the press on; Shift keeps to one direction. Nothing changes before the end.

    The outline that follows the pointer is drawn as coarsely as the pointer needs it.
    """

    def __init__(self, document: Document, event: PointerEvent) -> None:
        self._document = document
        self._start = (event.x, event.y)
        self._shift = (0, 0)
        self._lines = outlines(document.selection, document.canvas)

    @property
    def is_click(self) -> bool:
        return self._shift == (0, 0)

    @property
    def sketch(self) -> Sketch | None:
        dx, dy = self._shift
        moved = [tuple((x + dx, y + dy) for x, y in line) for line in self._lines]
        return Sketch(moved[0], closed=True, others=tuple(moved[1:])) if moved else None

    def follow(self, event: PointerEvent) -> None:
        dx, dy = round(event.x - self._start[0]), round(event.y - self._start[1])
        if event.modifiers & Modifiers.SHIFT:
            dx, dy = (dx, 0) if abs(dx) >= abs(dy) else (0, dy)
        self._shift = (dx, dy)

    def finish(self) -> None:
        """The outline stays where it is now, as one step."""
        document = self._document
        moved = move(document.selection, *self._shift, document.canvas)
        step = replace_mask(document, SelectionTarget(), moved, TITLE)
        if step is not None:
            document.apply(step)
