"""Keeps smaller versions of a plane's tiles, so that a zoomed-out view reads few pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import RLock
from typing import TYPE_CHECKING

import numpy as np

from editor.document.engine import kernels
from editor.document.spill import empty_tile, touch
from ml.api.regions import Box

if TYPE_CHECKING:
    from editor.document.tiles import Key, Pixels

SIDE_PX = 256
"""The side of a tile at each level."""
ALL_QUARTERS = 0b1111
_SAMPLE_STEP = 499

TileSource = Callable[[int, int], "Pixels | None"]
Reach = Callable[[], Box]
"""The box around all tiles of the plane, in its pixels."""


def is_blank(tile: Pixels) -> bool:
    """Whether all of a contiguous tile is zero, looked at eight bytes at a time."""
    words = tile.reshape(-1).view(np.uint64)
    # A few words tell most tiles that hold something.
    return not (words[::_SAMPLE_STEP].any() or words.any())


class Pyramid:
    """Tiles at 1/2, 1/4, ... of a plane, made when asked for and renewed only where it changed.

    What only led to a smaller tile is not kept: a picture seen whole holds no half of itself. It
    is kept once a part of it was renewed, because there somebody paints.

    Safe to ask from several threads. A tile that was handed out never changes.
    """

    def __init__(self, source: TileSource, reach: Reach) -> None:
        self._source, self._reach = source, reach
        self._lock = RLock()
        self._levels: list[dict[Key, Pixels | None]] = []
        self._stale: list[dict[Key, int]] = []

    def share(self, source: TileSource, reach: Reach) -> Pyramid:
        """A pyramid over `source`, which holds the same tiles at this moment."""
        twin = type(self)(source, reach)
        with self._lock:
            twin._levels = [dict(level) for level in self._levels]
            twin._stale = [dict(level) for level in self._stale]
        return twin

    def mark(self, keys: Iterable[Key]) -> None:
        """The plane's tiles there changed: remember which quarters of smaller tiles are old."""
        for stale in self._stale:
            above: dict[Key, None] = {}
            for row, col in keys:
                quarter = 1 << ((row & 1) * 2 + (col & 1))
                parent = row >> 1, col >> 1
                stale[parent] = stale.get(parent, 0) | quarter
                above[parent] = None
            keys = above

    def tile(self, level: int, row: int, col: int) -> Pixels | None:
        """The read-only tile of that level, None where it is blank."""
        touch()
        if level == 0:
            return self._source(row, col)
        with self._lock:
            self._grow_to(level)
            return self._fresh(level, row, col)

    def _grow_to(self, level: int) -> None:
        while len(self._levels) < level:
            self._stale.append({})
            self._levels.append({})

    def _fresh(self, level: int, row: int, col: int) -> Pixels | None:
        if level == 0:
            return self._source(row, col)
        if not self._is_reached(level, row, col):
            # Far levels are mostly empty ground: not one tile of it is looked at.
            return None
        known, key = self._levels[level - 1], (row, col)
        # The mark is taken before the children are read: a write in between marks anew.
        old = self._stale[level - 1].pop(key, 0)
        if key not in known:
            known[key] = self._shrunk(level, key, None, ALL_QUARTERS)
        elif old:
            known[key] = self._shrunk(level, key, known[key], old)
        return known[key]

    def _below(self, level: int, key: Key, *, kept: bool) -> Pixels | None:
        """A tile on the way to a smaller one; it stays known if it was, or if it is to be."""
        if level == 0:
            return self._source(*key)
        known = self._levels[level - 1]
        stays = kept or key in known
        tile = self._fresh(level, *key)
        if not stays and tile is not None:
            del known[key]
        return tile

    def _is_reached(self, level: int, row: int, col: int) -> bool:
        """Whether any of the plane's tiles may lie below the tile of that level."""
        box, side = self._reach(), SIDE_PX << level
        return (
            row * side < box.bottom
            and (row + 1) * side > box.top
            and col * side < box.right
            and (col + 1) * side > box.left
        )

    def _shrunk(self, level: int, key: Key, base: Pixels | None, quarters: int) -> Pixels | None:
        """`base` with the given quarters made again from the four tiles one level below."""
        row, col = key
        is_new = quarters == ALL_QUARTERS
        children = {
            quarter: self._below(
                level - 1, (row * 2 + (quarter >> 1), col * 2 + (quarter & 1)), kept=not is_new
            )
            for quarter in range(4)
            if quarters & (1 << quarter)
        }
        first = next((child for child in children.values() if child is not None), None)
        if first is None and base is None:
            return None
        model = base if first is None else first
        assert model is not None
        parent = empty_tile(model.shape, model.dtype)
        parent[...] = 0 if base is None else base
        half = parent.shape[0] // 2
        for quarter, child in children.items():
            top, left = (quarter >> 1) * half, (quarter & 1) * half
            if child is None:
                parent[top : top + half, left : left + half] = 0
            else:
                self._halve(parent, child, top, left)
        if is_blank(parent):
            return None
        parent.flags.writeable = False
        return parent

    def _halve(self, parent: Pixels, child: Pixels, top: int, left: int) -> None:
        """Write `child` at half size into `parent` at (top, left)."""
        kernels().halve(parent, child, top, left)
