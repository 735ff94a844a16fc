"""Where things click into place: guides, grid, rim and middle of the picture, other layers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from psygnal import Signal

from editor.document.document import Document
from editor.document.geometry import Point
from editor.document.layers import EVERYWHERE
from ml.api.regions import Box

# So near, in pixels of the view, something clicks into place.
REACH_PX = 8.0
WIDEST_GRID_PX = 4096


@dataclass(frozen=True, slots=True)
class AidState:
    """What is shown to align things by, and what things click to; `spacing_px` is the grid's."""

    rulers: bool = False
    guides: bool = True
    grid: bool = False
    spacing_px: int = 64
    snap: bool = True
    to_guides: bool = True
    to_grid: bool = True
    to_canvas: bool = True
    to_layers: bool = True


class Aids:
    """The one owner of how things are aligned in this window."""

    changed = Signal()

    def __init__(self) -> None:
        self.now = AidState()

    def change(self, **changes: bool | int) -> None:
        fresh = replace(self.now, **changes)  # type: ignore[arg-type]
        if fresh != self.now:
            self.now = fresh
            self.changed.emit()

    def values(self) -> dict[str, bool | int]:
        """All of it by name, to be remembered."""
        return {field.name: getattr(self.now, field.name) for field in fields(self.now)}

    def recall(self, values: Mapping[str, object]) -> None:
        """Be as remembered; what does not fit is left as it is."""
        known = self.values()
        kept: dict[str, bool | int] = {}
        for name, value in values.items():
            if isinstance(value, int) and type(value) is type(known.get(name)):
                kept[name] = value
        if not 1 <= kept.get("spacing_px", 1) <= WIDEST_GRID_PX:
            del kept["spacing_px"]
        self.change(**kept)


@dataclass(frozen=True, slots=True)
class Snapper:
    """The upright (`down`) and level (`across`) lines that things click to.

    Grid lines are found by counting, not listed: `spacing_px` is 0 without a grid.
    """

    down: tuple[float, ...] = ()
    across: tuple[float, ...] = ()
    spacing_px: int = 0

    @classmethod
    def of(cls, document: Document, state: AidState, besides: Sequence[str] = ()) -> Snapper:
        """The lines of a document; layers `besides` (those that move) are none."""
        if not state.snap:
            return cls()
        xs: list[float] = []
        ys: list[float] = []
        if state.to_guides and state.guides:
            xs += document.guides.down
            ys += document.guides.across
        boxes = [document.canvas] if state.to_canvas else []
        if state.to_layers:
            boxes += _layer_boxes(document, set(besides))
        for box in boxes:
            xs += [box.left, (box.left + box.right) / 2, box.right]
            ys += [box.top, (box.top + box.bottom) / 2, box.bottom]
        grid = state.spacing_px if state.to_grid and state.grid else 0
        return cls(tuple(sorted(set(xs))), tuple(sorted(set(ys))), grid)

    def point(self, x: float, y: float, reach: float) -> Point:
        """The place, or the nearest line's in each direction."""
        return (
            x + self._pull((x,), self.down, reach),
            y + self._pull((y,), self.across, reach),
        )

    def step(self, box: Box, dx: float, dy: float, reach: float) -> Point:
        """A step for `box` such that one of its sides or its middle meets a line."""
        xs = [part + dx for part in (box.left, (box.left + box.right) / 2, box.right)]
        ys = [part + dy for part in (box.top, (box.top + box.bottom) / 2, box.bottom)]
        return dx + self._pull(xs, self.down, reach), dy + self._pull(ys, self.across, reach)

    def _pull(self, places: Iterable[float], lines: Sequence[float], reach: float) -> float:
        """By how much the nearest of the places must go to lie on a line; 0 where none is near."""
        best = 0.0
        nearest = reach
        for place in places:
            for line in self._near(place, lines):
                if abs(line - place) < nearest:
                    best, nearest = line - place, abs(line - place)
        return best

    def _near(self, place: float, lines: Sequence[float]) -> Iterator[float]:
        yield from lines
        if self.spacing_px:
            yield round(place / self.spacing_px) * self.spacing_px


def _layer_boxes(document: Document, besides: set[str]) -> list[Box]:
    boxes = []
    for layer in document.layers:
        box = layer.bounds
        if layer.visible and layer.id not in besides and box != EVERYWHERE and not box.is_empty:
            boxes.append(box)
    return boxes
