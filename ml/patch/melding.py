"""Levels the steps of light between copied pieces, so that they meet without an edge."""

# numpy's and OpenCV's stubs forget float32 where the code keeps it; numba types its own arguments.
# pyright: reportArgumentType=false, reportReturnType=false

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.patch import meld_kernels
from ml.patch.pyramid import Bools, Floats, depth_of, extend

PULL = 0.00001
"""How strongly melded colours are held at the voted ones: weakly, against drift."""

GUIDED_PULL = 0.01
"""The same where a guide says how bright the hole should be."""

RIM_PX = 2
"""Hole pixels nearer than this to what is known tell how far the light of the vote is off."""

CELL_PX = 2
"""What the rim tells is spread over the hole on a grid of such cells: it is smooth anyway."""

STRIP = 500_000
"""Hole pixels that are looked up at once."""

Ints = NDArray[np.int32]
Check = Callable[[float], None]
"""Told the share of the present call that is done, after bounded work; may raise to stop it."""


@dataclass(frozen=True)
class Patchwork:
    """A hole and what is to be copied into it.

    picture: rows x columns x 3. hole, source: rows x columns; what is filled, what may be copied.
    copies: n x 2, the source of each hole pixel in reading order. soft: n x 3, the voted colours.
    pull: how strongly the result is held at `soft`. sweeps: the most that may be spent.
    """

    picture: Floats
    hole: Bools
    source: Bools
    copies: Ints
    soft: Floats
    pull: float
    sweeps: int


@dataclass(frozen=True)
class Equation:
    """What is to be relaxed, as a list of the hole's pixels.

    colours: n x 3, where to start. links: n x 4, the pixels above, left, below and right (-1:
    none in the hole). wanted: n x 3 and mass: n, what a pixel is pulled to and its weight.
    """

    colours: Floats
    links: Ints
    wanted: Floats
    mass: Floats
    sweeps: int

    @property
    def arrays(self) -> tuple[Ints, Floats, Floats]:
        return self.links, self.wanted, self.mass


def meld(work: Patchwork, check: Check) -> Floats:
    """n x 3: the copies with the steps between them levelled out.

    Keeps the copies' own detail and lets only their brightness drift (Darabi et al. 2012).
    """
    check(0.0)
    equation = prepare(work)
    for sweep in range(equation.sweeps):
        check(sweep / equation.sweeps)
        over = relaxation(sweep, equation.sweeps)
        meld_kernels.relax(equation.colours, *equation.arrays, over)
    return np.clip(equation.colours, 0, 1, out=equation.colours)


def prepare(work: Patchwork) -> Equation:
    """The equation of a patchwork, in which what is known already is a number."""
    depth = depth_of(work.hole)[work.hole]
    place = np.argwhere(work.hole).astype(np.int32)
    links = np.empty((len(place), 4), np.int32)
    meld_kernels.link(place, links)
    wanted = np.empty((len(place), 3), np.float32)
    mass = np.empty(len(place), np.float32)
    source = work.source.view(np.uint8)
    meld_kernels.wish(work.picture, source, place, (work.copies, links), (wanted, mass))
    wanted += np.float32(work.pull) * work.soft
    mass += np.float32(work.pull)
    # As many sweeps as light needs to reach across the hole, within what may be spent.
    sweeps = int(np.clip(2 * depth.max(), 30, work.sweeps))
    return Equation(work.soft + rim_error(work, place, depth), links, wanted, mass, sweeps)


def relaxation(sweep: int, reach: int) -> float:
    """The best over-relaxation for a domain as wide as the sweeps can reach across.

    The last sweeps are plain, because over-relaxed ones leave a fine pattern.
    """
    return 2 / (1 + np.pi / reach) if sweep < reach - 2 else 1.0


def rim_error(work: Patchwork, place: Ints, depth: Floats) -> Floats:
    """n x 3: how far the light of the vote is off at the rim, spread smoothly over the hole."""
    rim = depth < RIM_PX
    at = np.ascontiguousarray(place[rim])
    around = np.empty((len(at), 3), np.float32)
    heard = np.empty(len(at), np.bool_)
    meld_kernels.known_around(work.picture, work.hole, at, (around, heard))
    error = (around - work.soft[rim])[heard]
    low, high = place.min(axis=0), place.max(axis=0) + 1
    grid = _spread(error, (at[heard] - low) // CELL_PX, (high - low - 1) // CELL_PX + 1)
    result = np.empty((len(place), 3), np.float32)
    for first in range(0, len(place), STRIP):
        part = slice(first, first + STRIP)
        result[part] = sampled(grid, (place[part] - low + 0.5) / CELL_PX - 0.5)
    return result


def _spread(error: Floats, cell: Ints, shape: Ints) -> Floats:
    """The means of the cells that have any, carried smoothly into all others."""
    rows, columns = int(shape[0]), int(shape[1])
    number = cell[:, 0].astype(np.int64) * columns + cell[:, 1]
    count = np.bincount(number, minlength=rows * columns).reshape(rows, columns)
    grid = np.empty((rows, columns, 3), np.float32)
    for channel in range(3):
        total = np.bincount(number, error[:, channel], rows * columns).reshape(rows, columns)
        grid[..., channel] = total / np.maximum(count, 1)
    return extend(grid, (count > 0).astype(np.float32)) if count.any() else grid


def sampled(grid: NDArray[np.floating | np.integer], where: Floats) -> Floats:
    """Bilinear values of a grid at n x 2 rows and columns, held at its edges."""
    last = np.array(grid.shape[:2]) - 1
    where = np.clip(where, 0, last).astype(np.float32)
    low = where.astype(np.int64)
    high = np.minimum(low + 1, last)
    down, across = np.split(where - low.astype(np.float32), 2, axis=1)
    upper = grid[low[:, 0], low[:, 1]] * (1 - across) + grid[low[:, 0], high[:, 1]] * across
    lower = grid[high[:, 0], low[:, 1]] * (1 - across) + grid[high[:, 0], high[:, 1]] * across
    return upper * (1 - down) + lower * down
