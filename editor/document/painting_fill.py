"""Covers large areas with a medium, tile by tile and away from the window's thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from editor.document.document import Document
from editor.document.mask import Mask
from editor.document.painting_media import Medium, Place
from editor.document.painting_tiles import TouchedTiles
from editor.document.targets import Target
from editor.document.tile_change import TileChange
from editor.document.tiles import TILE_PX, Key, Pixels, box_of, keys_of

_WIDE = 65535 // 255


@dataclass(frozen=True)
class Made:
    """Tiles that were made in the background: what each was made from, and what it became."""

    tiles: dict[Key, tuple[Pixels | None, Pixels]]


class Pour:
    """A medium over `mask` (all of the canvas without one), as far as the selection lets it.

    `make` works on the document as it was when this was built and may run in any thread; `step`
    makes the change fit the document as it has become meanwhile.
    """

    def __init__(
        self, document: Document, target: Target, medium: Medium, mask: Mask | None = None
    ) -> None:
        """`mask` lies on the canvas."""
        self._document = document
        self._target = target
        self._medium = medium
        self._mask = mask
        self._twin = document.snapshot()

    def make(self, mask: Mask | None = None) -> Made:
        """All tiles; a mask that was only found now takes the place of the other."""
        self._mask = mask or self._mask
        tiles = TouchedTiles(self._twin, self._target)
        made: dict[Key, tuple[Pixels | None, Pixels]] = {}
        for key in self._keys(tiles):
            out = self._tile(tiles, key)
            if out is not None:
                made[key] = tiles.plane.tile(*key), out
        return Made(made)

    def step(self, made: Made, title: str) -> TileChange | None:
        """The change, not done yet; tiles that were painted on meanwhile are made again."""
        now = TouchedTiles(self._document, self._target)
        after: dict[Key, Pixels | None] = {}
        before: dict[Key, Pixels | None] = {}
        for key, (was, out) in made.tiles.items():
            tile = now.plane.tile(*key)
            before[key] = tile
            after[key] = out
            if tile is not was:
                again = self._tile(now, key)
                after[key] = tile if again is None else again
        changed = [key for key in after if not _equal(after[key], before[key])]
        if not changed:
            return None
        old = {key: before[key] for key in changed}
        return TileChange(self._target, old, {key: after[key] for key in changed}, title)

    def _keys(self, tiles: TouchedTiles) -> Iterable[Key]:
        area = tiles.canvas
        if self._mask is not None:
            dx, dy = tiles.origin
            area = self._mask.bounds.moved(-dx, -dy).intersection(area)
        return keys_of(area)

    def _tile(self, tiles: TouchedTiles, key: Key) -> Pixels | None:
        """One tile as it becomes; None where nothing of it is covered."""
        left, top = key[1] * TILE_PX, key[0] * TILE_PX
        part = box_of(key).intersection(tiles.canvas).moved(-left, -top)
        place = Place(key, part)
        cover = np.zeros((TILE_PX, TILE_PX), np.uint16)
        cover[part.slices] = self._coverage(tiles, place)
        cover = tiles.held_back(key, cover, part)
        if not cover[part.slices].any():
            return None
        before = tiles.before(key)
        out = before.copy()
        self._medium.put(out, before, cover, place)
        out.flags.writeable = False
        return out

    def _coverage(self, tiles: TouchedTiles, place: Place) -> Pixels | int:
        if self._mask is None:
            return 65535
        return self._mask.coverage(place.box.moved(*tiles.origin)).astype(np.uint16) * _WIDE


def _equal(one: Pixels | None, other: Pixels | None) -> bool:
    if one is None or other is None:
        present = one if other is None else other
        return present is None or not present.any()
    return np.array_equal(one, other)
