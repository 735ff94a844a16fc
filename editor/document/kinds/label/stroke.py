"""One stroke over label numbers: hard edges, whole pixels, one step of the history."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from editor.document.brush import Touch
from editor.document.document import Document
from editor.document.kinds.label.layer import LabelLayer
from editor.document.kinds.label.rules import LabelPaint, require_open
from editor.document.kinds.label.spans import Point, Sweep, Tip
from editor.document.mask import Mask
from editor.document.painting_tiles import NOTHING, TouchedTiles
from editor.document.targets import LayerLabels
from editor.document.tile_change import TileChange
from editor.document.tiles import TILE_PX, Key, box_of, keys_of
from ml.api.regions import Box

PAINT, ERASE = "Paint labels", "Erase labels"
_HALF = 32768
_HALF_COVER = 128
_PRESSURE_STEP_PX = 0.5
_STRAIGHT_PX = 0.35
_MOST_JOINED = 24
_COLUMNS = np.arange(TILE_PX)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the middle of the tip was, in the plane's frame, and how large it was."""

    at: Point
    size_px: float


@dataclass(slots=True)
class _Cover:
    """What of one tile is to be painted; all of it lies in `part`."""

    part: Box = NOTHING
    bits: NDArray[np.bool_] = field(default_factory=lambda: np.zeros((TILE_PX, TILE_PX), bool))


class LabelStroke:
    """Visible while it is drawn; nothing outside the canvas, the selection or the rule changes.

    A selection counts where it covers at least half of a pixel.
    """

    def __init__(self, document: Document, layer: LabelLayer, paint: LabelPaint, tip: Tip) -> None:
        """Raises NotPaintable where the label or the layer is locked."""
        target = LayerLabels(layer.id)
        document.require_paintable(target)
        index = paint.index
        require_open(layer, index)
        self._tiles = TouchedTiles(document, target)
        self.title = ERASE if index == layer.palette.unlabelled else PAINT
        self._tip = tip
        self._held = np.array(layer.labels.code(index), layer.labels.depth)
        self._allowed = paint.rule.allowed(layer, index)
        self._is_free = bool(np.delete(self._allowed, int(self._held)).all())
        self._limits: dict[Key, NDArray[np.bool_] | None] = {}
        self._last: _Place | None = None
        self._whole = np.full((TILE_PX, TILE_PX), 65535, np.uint16)

    def touch(self, *touches: Touch) -> Box:
        """The pen went through these places on the canvas; the box on it that changed."""
        dx, dy = self._tiles.origin
        places = [_Place((touch.x - dx, touch.y - dy), self._size(touch)) for touch in touches]
        covers: dict[Key, _Cover] = {}
        for sweep in self._way_through(places):
            self._cover(sweep, covers)
        changed = NOTHING
        for key, cover in covers.items():
            tile = box_of(key)
            if self._put(key, cover.part, cover.bits[cover.part.slices]):
                changed = changed.union(cover.part.moved(tile.left, tile.top))
        return self._tiles.announce(changed)

    def pour(self, mask: Mask) -> Box:
        """Paint what `mask`, on the canvas, covers by half or more; the box that changed."""
        dx, dy = self._tiles.origin
        changed = NOTHING
        area = mask.bounds.moved(-dx, -dy).intersection(self._tiles.canvas)
        for key in keys_of(area):
            place = box_of(key)
            part = place.intersection(area)
            cover = mask.coverage(part.moved(dx, dy)) >= _HALF_COVER
            if self._put(key, part.moved(-place.left, -place.top), cover):
                changed = changed.union(part)
        return self._tiles.announce(changed)

    def finish(self) -> TileChange | None:
        """The whole stroke as one step that is done already; None where it changed nothing."""
        return self._tiles.change(self.title)

    def abort(self) -> Box:
        """Take everything back; the box on the canvas that changed."""
        self._last = None
        return self._tiles.restore()

    # ---- inside

    def _size(self, touch: Touch) -> float:
        return max(1.0, self._tip.size_px * (touch.pressure if self._tip.follows_pressure else 1.0))

    def _way_through(self, places: list[_Place]) -> Iterator[Sweep]:
        """From the last touch through all of these, in as few pieces as keep the way."""
        if self._last is None and places:
            # The first touch leaves a dab of its own.
            yield from self._way_to(places[0])
        if self._last is not None:
            for end in _simplified([self._last, *places]):
                yield from self._way_to(end)

    def _way_to(self, end: _Place) -> Iterator[Sweep]:
        """From the last touch to here, in pieces along which the tip stays the same."""
        start = self._last or end
        self._last = end
        grown = end.size_px - start.size_px
        pieces = max(1, round(abs(grown) / _PRESSURE_STEP_PX))
        for number in range(pieces):
            share = (number + 1) / pieces
            tip = Tip(start.size_px + grown * share, self._tip.is_square)
            one = tip.settled(*_along(start.at, end.at, number / pieces))
            yield tip.sweep(one, tip.settled(*_along(start.at, end.at, share)))

    def _cover(self, sweep: Sweep, covers: dict[Key, _Cover]) -> None:
        """Add what is swept to what is to be painted in each tile."""
        area = sweep.box.intersection(self._tiles.canvas)
        if area.is_empty:
            return
        first, last = (run[:, None] for run in sweep.runs(area.top, area.bottom))
        for key in keys_of(area):
            place = box_of(key)
            part = place.intersection(area)
            rows = np.s_[part.top - area.top : part.bottom - area.top]
            columns = _COLUMNS[part.left - place.left : part.right - place.left] + place.left
            inner = part.moved(-place.left, -place.top)
            cover = covers.setdefault(key, _Cover())
            cover.part = cover.part.union(inner)
            cover.bits[inner.slices] |= (columns >= first[rows]) & (columns < last[rows])

    def _put(self, key: Key, part: Box, cover: NDArray[np.bool_]) -> bool:
        limit = self._limit(key)
        if limit is not None:
            cover &= limit[part.slices]
        now = self._tiles.plane.tile(*key)
        held = None if now is None else now[part.slices]
        if held is None:
            cover &= self._allowed[0]
        elif self._is_free:
            cover &= held != self._held
        else:
            cover &= self._allowed[held]
        if not cover.any():
            return False
        out = self._tiles.now(key)
        np.copyto(out[part.slices], self._held, where=cover)
        self._tiles.put(key, out)
        return True

    def _limit(self, key: Key) -> NDArray[np.bool_] | None:
        if key not in self._limits:
            kept = self._tiles.held_back(key, self._whole, Box(0, 0, TILE_PX, TILE_PX))
            self._limits[key] = None if kept is self._whole else kept >= _HALF
        return self._limits[key]


def _simplified(places: list[_Place]) -> Iterator[_Place]:
    """The places that say where the way bends; all others lie within half a pixel of it."""
    start = 0
    for end in range(1, len(places)):
        is_last = end == len(places) - 1
        if is_last or not _is_straight(places[start : end + 2]):
            yield places[end]
            start = end


def _is_straight(places: list[_Place]) -> bool:
    """Whether those between the first and the last lie on the line between them, about."""
    (x0, y0), (x1, y1) = places[0].at, places[-1].at
    if places[0].size_px != places[-1].size_px or len(places) > _MOST_JOINED:
        return False
    length = math.hypot(x1 - x0, y1 - y0)
    if length == 0:
        return False
    for place in places[1:-1]:
        x, y = place.at
        along = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length
        away = abs((x - x0) * (y1 - y0) - (y - y0) * (x1 - x0)) / length
        if away > _STRAIGHT_PX or not 0 <= along <= length:
            return False
    return True


def _along(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
