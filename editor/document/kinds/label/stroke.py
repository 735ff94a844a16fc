"""One stroke over label numbers: hard edges, whole pixels, one step of the history."""

from __future__ import annotations

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
_COLUMNS = np.arange(TILE_PX)


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
        self._last: tuple[Point, float] | None = None
        self._whole = np.full((TILE_PX, TILE_PX), 65535, np.uint16)

    def touch(self, *touches: Touch) -> Box:
        """The pen went through these places on the canvas; the box on it that changed."""
        dx, dy = self._tiles.origin
        changed = NOTHING
        for touch in touches:
            size = self._tip.size_px * (touch.pressure if self._tip.follows_pressure else 1.0)
            for sweep in self._way_to((touch.x - dx, touch.y - dy), max(1.0, size)):
                changed = changed.union(self._cover(sweep))
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

    def _way_to(self, place: Point, size_px: float) -> list[Sweep]:
        """From the last touch to here, in pieces along which the tip stays the same."""
        start, begun_px = self._last or (place, size_px)
        self._last = (place, size_px)
        pieces = max(1, round(abs(size_px - begun_px) / _PRESSURE_STEP_PX))
        made: list[Sweep] = []
        for number in range(pieces):
            tip = Tip(begun_px + (size_px - begun_px) * (number + 1) / pieces, self._tip.is_square)
            one, other = (
                _along(start, place, number / pieces),
                _along(start, place, (number + 1) / pieces),
            )
            made.append(tip.sweep(tip.settled(*one), tip.settled(*other)))
        return made

    def _cover(self, sweep: Sweep) -> Box:
        """Paint what is swept; the box, in the plane's frame, where anything changed."""
        changed = NOTHING
        area = sweep.box.intersection(self._tiles.canvas)
        for key in keys_of(area):
            place = box_of(key)
            part = place.intersection(area)
            first, last = sweep.runs(part.top, part.bottom)
            columns = _COLUMNS[part.left - place.left : part.right - place.left] + place.left
            cover = (columns >= first[:, None]) & (columns < last[:, None])
            if self._put(key, part.moved(-place.left, -place.top), cover):
                changed = changed.union(part)
        return changed

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


def _along(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
