"""The finest level tile by tile, for holes whose picture would not fit into memory at once."""

# numpy's stubs forget float32 where the code keeps it.
# pyright: reportArgumentType=false, reportReturnType=false

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.patch.atlas import Atlas, Tile, tiles_of, window_of
from ml.patch.engine import Engine, Rung
from ml.patch.melding import Check, sampled
from ml.patch.options import Effort
from ml.patch.pyramid import Bools, Floats, Layer

Ints = NDArray[np.int32]

OVERLAP_PX = 24
"""So much more of the hole is filled on every side of a tile, and let go: what is kept has seen
what the next tile will put beside it. Even."""

LEVEL_BYTES = 45
"""What the finest level takes for each pixel of the crop."""

SHARE = 0.25
"""Of the machine's memory, what the finest level may take at once."""

LARGE_TILE_PX = 2048
"""What is worked on at once where memory has not run out yet but would get scarce."""


@dataclass(frozen=True)
class Finish:
    """How the finest level is settled. `start`, `end`: what to tell the progress."""

    engine: Engine
    effort: Effort
    guide_weight: float
    seed: int
    tile_px: int


def tile_for(pixels: int, wanted: int | None) -> int | None:
    """The side of the tiles for a crop of so many pixels; None: all at once."""
    if wanted is not None:
        return wanted + wanted % 2
    there = _memory_bytes()
    return LARGE_TILE_PX if there and pixels * LEVEL_BYTES > SHARE * there else None


def settle_in_tiles(
    layer: Layer, coarse: Rung, finish: Finish, check: Check
) -> tuple[Ints, Floats]:
    """For each hole pixel where it is copied from (n x 2), and what was voted there (n x 3).

    All tiles start from the same coarse level, so that they agree where they meet. Beside a tile
    lies no more than its own matches need: see `Atlas`.
    """
    found = coarse.found()
    guess = np.array(coarse.layer.colour)
    guess[coarse.layer.hole] = coarse.colours()
    copies = np.full((*layer.hole.shape, 2), -1, np.int32)
    soft = np.empty((int(np.count_nonzero(layer.hole)), 3), np.float32)
    tiles = list(tiles_of(layer.hole, finish.tile_px, OVERLAP_PX))
    first = np.concatenate(([0], np.cumsum(np.count_nonzero(layer.hole, axis=1))))
    for number, tile in enumerate(tiles):
        work = _TileWork(
            layer, tile, finish, lambda share, n=number: check((n + share) / len(tiles))
        )
        at, come, colours = work.run(found, guess)
        copies[tuple(at.T)] = come
        soft[_numbers(layer.hole, first, at)] = colours
    return copies[layer.hole], soft


@dataclass(frozen=True)
class _TileWork:
    """One tile, from what the coarse level has found to what is copied."""

    layer: Layer
    tile: Tile
    finish: Finish
    check: Check

    def run(self, found: Ints, guess: Floats) -> tuple[Ints, Ints, Floats]:
        """The core's places, where each is copied from, and its voted colours."""
        window = window_of(self.tile, self.layer.hole.shape)
        corner = np.array([side.start for side in window], np.int32)
        soft = np.array(self.layer.colour[window], np.float32)
        inside = np.argwhere(self.layer.hole[window]).astype(np.int32)
        soft[tuple(inside.T)] = _enlarged(guess, inside + corner)
        everywhere = np.argwhere(np.ones(soft.shape[:2], bool)).astype(np.int32) + corner
        matches = _doubled(found, everywhere)
        row, column = matches.T
        rows, columns = self.layer.hole.shape
        fits = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
        fits[fits] = self.layer.source[tuple(matches[fits].T)]
        matches = matches[fits] if fits.any() else np.argwhere(self.layer.source)[:1]
        atlas = Atlas(self.layer, self.tile, soft, matches)
        size = self.finish
        rung = size.engine.rung(atlas.layer, size.effort, size.guide_weight)
        wanted = _doubled(
            found, np.minimum(rung.targets + corner, np.array(self.layer.hole.shape) - 1)
        )
        rung.adopt(atlas.to_atlas(wanted), _enlarged(guess, np.argwhere(atlas.layer.hole) + corner))
        rounds = size.effort.rounds_at(0)
        for turn in range(rounds):
            if rung.improve(size.seed + turn, self._part(turn, rounds + 1)) < size.effort.settled:
                break
        come = atlas.to_layer(rung.choose(self._part(rounds, rounds + 1)))
        at = np.argwhere(atlas.layer.hole).astype(np.int32) + corner
        kept = np.ones(len(at), bool)
        for axis, side in enumerate(self.tile.core):
            kept &= (at[:, axis] >= side.start) & (at[:, axis] < side.stop)
        return at[kept], come[kept], rung.colours()[kept]

    def _part(self, turn: int, turns: int) -> Callable[[float], None]:
        return lambda share: self.check((turn + share) / turns)


def _doubled(found: Ints, places: Ints) -> Ints:
    """What a level of half the size has found for places of this one; -1: nothing."""
    half = np.minimum(places // 2, np.array(found.shape[:2]) - 1)
    match = found[tuple(half.T)]
    return np.where(match >= 0, 2 * match + places - 2 * half, -1).astype(np.int32)


def _enlarged(guess: Floats, places: NDArray[np.integer]) -> Floats:
    return sampled(guess, (places - 0.5) / 2)


def _numbers(hole: Bools, first: NDArray[np.int64], at: Ints) -> NDArray[np.int64]:
    """Which of the hole's pixels, in reading order, the places are; they are in that order too."""
    rows = np.unique(at[:, 0])
    before = np.empty(len(at), np.int64)
    starts = np.searchsorted(at[:, 0], (*rows, rows[-1] + 1))
    for row, low, high in zip(rows, starts, starts[1:], strict=False):
        passed = np.cumsum(hole[row]) - 1
        before[low:high] = first[row] + passed[at[low:high, 1]]
    return before


def _memory_bytes() -> int:
    """The machine's main memory; 0 where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return 0
