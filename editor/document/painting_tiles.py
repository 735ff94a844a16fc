"""Tiles that a gesture is painting, each remembered as it was, until they become one step."""

from __future__ import annotations

import numpy as np

from editor.document.document import Document
from editor.document.selection import limit
from editor.document.targets import LayerPixels, Target
from editor.document.tile_change import TileChange, with_alpha_of
from editor.document.tiles import Key, Pixels, box_of
from ml.api.regions import Box

NOTHING = Box(0, 0, 0, 0)
_FULL = 255


class TouchedTiles:
    """`change` is what was done as one step; `restore` leaves no trace of it.

    Boxes are in the frame of the target's plane.
    """

    def __init__(self, document: Document, target: Target) -> None:
        self.document = document
        self.target = target
        self.plane = document.plane(target)
        self.origin = document.origin(target)
        self.canvas = document.canvas.moved(-self.origin[0], -self.origin[1])
        self._before: dict[Key, Pixels | None] = {}
        self._limits: dict[Key, Pixels | None] = {}
        self._blank = np.zeros(self.plane.tile_shape, self.plane.depth)
        self._blank.flags.writeable = False

    @property
    def is_grey(self) -> bool:
        """Whether the plane has one channel, as masks have."""
        return self.plane.channels == 1

    def before(self, key: Key) -> Pixels:
        """The tile as it was when the gesture began; read-only."""
        if key not in self._before:
            self._before[key] = self.plane.tile(*key)
        tile = self._before[key]
        return self._blank if tile is None else tile

    def now(self, key: Key) -> Pixels:
        """A copy of the tile as it is."""
        self.before(key)
        tile = self.plane.tile(*key)
        return np.zeros_like(self._blank) if tile is None else tile.copy()

    def put(self, key: Key, tile: Pixels) -> None:
        """Give the plane a tile; `before` or `now` was asked for it."""
        self.plane.put(*key, tile)

    def held_back(self, key: Key, cover: Pixels, part: Box) -> Pixels:
        """The coverage (256, 256; 0..65535) as far as the selection lets it; good in `part`."""
        if key not in self._limits:
            self._limits[key] = limit(self.document, self.target, box_of(key))
        veil = self._limits[key]
        if veil is None:
            return cover
        kept = np.empty_like(cover)
        inside = part.slices
        kept[inside] = cover[inside].astype(np.uint32) * veil[inside] // _FULL
        return kept

    def announce(self, box: Box) -> Box:
        """Tell that `box` changed; the same box on the canvas."""
        if not box.is_empty:
            self.document.announce(self.target, box)
        return box.moved(*self.origin)

    def change(self, title: str) -> TileChange | None:
        """Everything as one step that is done already; None where nothing is another.

        What a locked alpha forbids is taken back first, as doing the step again would.
        """
        self._heed_lock()
        after = {key: self.plane.tile(*key) for key in self._before}
        changed = [key for key, tile in after.items() if not _equal(tile, self._before[key])]
        if not changed:
            return None
        old = {key: self._before[key] for key in changed}
        return TileChange(self.target, old, {key: after[key] for key in changed}, title)

    def _heed_lock(self) -> None:
        target = self.target
        if not isinstance(target, LayerPixels):
            return
        if not self.document.layer(target.layer_id).locks.alpha:
            return
        for key, before in self._before.items():
            self.plane.put(*key, with_alpha_of(before, self.plane.tile(*key)))

    def restore(self) -> Box:
        """Take everything back; the box on the canvas that changed."""
        self.plane.take(self._before)
        total = NOTHING
        for key in self._before:
            total = total.union(box_of(key))
        self._before = {}
        return self.announce(total)


def _equal(one: Pixels | None, other: Pixels | None) -> bool:
    if one is None or other is None:
        return one is other
    return np.array_equal(one, other)
