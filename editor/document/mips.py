"""Keeps smaller versions of a plane's tiles, so that a zoomed-out view reads few pixels."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import TYPE_CHECKING

import numpy as np

from editor.document.engine import kernels
from editor.document.spill import empty_tile, touch

if TYPE_CHECKING:
    from editor.document.tiles import Key, Pixels

_SAMPLE_STEP = 499

TileSource = Callable[[int, int], "Pixels | None"]


def is_blank(tile: Pixels) -> bool:
    """Whether all of a contiguous tile is zero, looked at eight bytes at a time."""
    words = tile.reshape(-1).view(np.uint64)
    # A few words tell most tiles that hold something.
    return not (words[::_SAMPLE_STEP].any() or words.any())


class Pyramid:
    """Tiles at 1/2, 1/4, ... of a plane, made when asked for and renewed only where it changed.

    Safe to ask from several threads. A tile that was handed out never changes.
    """

    def __init__(self, source: TileSource) -> None:
        self._source = source
        self._lock = RLock()
        self._levels: list[dict[Key, Pixels | None]] = []
        self._stale: list[dict[Key, int]] = []

    def share(self, source: TileSource) -> Pyramid:
        """A pyramid over `source`, which holds the same tiles at this moment."""
        twin = Pyramid(source)
        with self._lock:
            twin._levels = [dict(level) for level in self._levels]
            twin._stale = [dict(level) for level in self._stale]
        return twin

    def mark(self, row: int, col: int) -> None:
        """The plane's tile there changed: remember which quarter of each smaller tile is old."""
        for stale in self._stale:
            quarter = 1 << ((row & 1) * 2 + (col & 1))
            row, col = row >> 1, col >> 1
            stale[row, col] = stale.get((row, col), 0) | quarter

    def tile(self, level: int, row: int, col: int) -> Pixels | None:
        """The read-only tile of that level, None where it is blank."""
        touch()
        if level == 0:
            return self._source(row, col)
        with self._lock:
            self._reach(level)
            return self._fresh(level, row, col)

    def _reach(self, level: int) -> None:
        while len(self._levels) < level:
            self._stale.append({})
            self._levels.append({})

    def _fresh(self, level: int, row: int, col: int) -> Pixels | None:
        if level == 0:
            return self._source(row, col)
        known, key = self._levels[level - 1], (row, col)
        # The mark is taken before the children are read: a write in between marks anew.
        old = self._stale[level - 1].pop(key, 0)
        if key not in known:
            known[key] = self._shrunk(level, key, None, 0b1111)
        elif old:
            known[key] = self._shrunk(level, key, known[key], old)
        return known[key]

    def _shrunk(self, level: int, key: Key, base: Pixels | None, quarters: int) -> Pixels | None:
        """`base` with the given quarters made again from the four tiles one level below."""
        row, col = key
        children = {
            quarter: self._fresh(level - 1, row * 2 + (quarter >> 1), col * 2 + (quarter & 1))
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
                kernels().halve(parent, child, top, left)
        if is_blank(parent):
            return None
        parent.flags.writeable = False
        return parent
