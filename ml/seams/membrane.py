"""Stretches values given at the border of a hole smoothly over its inside (Laplace's equation)."""

from __future__ import annotations

from collections.abc import Callable

import numba
import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]
Cells = NDArray[np.bool_]

_SMALLEST_PX = 4
_LEAST_SWEEPS = 16
_MOST_SWEEPS = 300
_UPDATES = 4_000_000  # relaxations a grid may take beyond the least: small holes come out exact
_OVERRELAXATION = 1.6
_FINISHING_SWEEPS = 4  # without overshoot


def stretch(
    values: Field, fixed: Cells, inside: Cells, check: Callable[[], None] | None = None
) -> Field:
    """Solve Laplace's equation on `inside` with `values` (HxWxC) given where `fixed`.

    Everything that is neither inside nor fixed reflects: no value flows in from there. The
    solution is found on halved grids first and relaxed on each finer one; its values never leave
    the range of the given ones. Parts of `inside` that touch no given value come out as 0.
    `check` is called after every bit of bounded work and may raise to stop.
    """
    if not fixed.any():
        return np.zeros_like(values)
    given = values[fixed]
    field = _solve(
        np.where(fixed[..., None], values, np.float32(0)),
        (fixed, inside & ~fixed),
        check or _go_on,
    )
    np.clip(field, given.min(axis=0), given.max(axis=0), out=field)
    field[~(fixed | inside)] = 0
    return field


def _go_on() -> None:
    """Nobody wants to stop."""


def _solve(values: Field, cells: tuple[Cells, Cells], check: Callable[[], None]) -> Field:
    fixed, free = cells
    if min(free.shape) <= _SMALLEST_PX or not free.any():
        return _relax_in_bits(_start(values, fixed, free), free, fixed | free, check)
    coarse_values, *coarse_cells = _halve(values, fixed, free)
    coarse = _solve(coarse_values, (coarse_cells[0], coarse_cells[1]), check)
    field = np.repeat(np.repeat(coarse, 2, axis=0), 2, axis=1)
    field = np.ascontiguousarray(field[: free.shape[0], : free.shape[1]])
    field[fixed] = values[fixed]
    field[~(fixed | free)] = 0
    return _relax_in_bits(field, free, fixed | free, check)


def _relax_in_bits(field: Field, free: Cells, known: Cells, check: Callable[[], None]) -> Field:
    """The relaxed field; the work is cut so that `check` is called several times a second."""
    wide = np.pad(field, ((1, 1), (1, 1), (0, 0)))
    cells = np.pad(free, 1), np.pad(known, 1).astype(np.float32)
    count = max(1, int(free.sum()))
    sweeps = min(_MOST_SWEEPS, max(_LEAST_SWEEPS, _UPDATES // count))
    at_once = max(2, _UPDATES // count)
    while sweeps > _FINISHING_SWEEPS:
        now = min(at_once, sweeps - _FINISHING_SWEEPS)
        _relax(wide, *cells, (now, _OVERRELAXATION))
        sweeps -= now
        check()
    _relax(wide, *cells, (sweeps, 1.0))
    check()
    return np.ascontiguousarray(wide[1:-1, 1:-1])


def _start(values: Field, fixed: Cells, free: Cells) -> Field:
    field = values.copy()
    if fixed.any():
        field[free] = values[fixed].mean(axis=0)
    return field


def _halve(values: Field, fixed: Cells, free: Cells) -> tuple[Field, Cells, Cells]:
    """Every 2x2 block becomes a cell: fixed at the mean of its given values, else free if any is.

    A block that holds both stays fixed, so that no value given at a thin border is lost.
    """
    height, width = free.shape
    pad = ((0, height % 2), (0, width % 2))
    weight = np.pad(fixed, pad).reshape((height + 1) // 2, 2, (width + 1) // 2, 2)
    blocks = np.pad(values * fixed[..., None], (*pad, (0, 0)))
    summed = blocks.reshape(*weight.shape, -1).sum(axis=(1, 3), dtype=np.float32)
    count = weight.sum(axis=(1, 3))
    coarse_fixed = count > 0
    coarse_free = np.pad(free, pad).reshape(weight.shape).any(axis=(1, 3)) & ~coarse_fixed
    mean = summed / np.maximum(count, 1)[..., None].astype(np.float32)
    return mean.astype(np.float32), coarse_fixed, coarse_free


@numba.njit(cache=True, nogil=True)
def _relax(field: Field, free: Cells, known: Field, plan: tuple[int, float]) -> None:
    """Over-relaxed Gauss-Seidel sweeps, forwards and backwards in turn.

    All arrays have a rim of one unknown cell. A free cell moves towards the mean of its
    neighbours; those that are not `known` (0 instead of 1) are left out of it.
    """
    sweeps, relaxation = plan
    height, width, channels = field.shape
    for sweep in range(sweeps):
        forwards = sweep % 2 == 0
        for step_y in range(1, height - 1):
            y = step_y if forwards else height - 1 - step_y
            for step_x in range(1, width - 1):
                x = step_x if forwards else width - 1 - step_x
                if not free[y, x]:
                    continue
                up, down = known[y - 1, x], known[y + 1, x]
                left, right = known[y, x - 1], known[y, x + 1]
                count = up + down + left + right
                if count == 0:
                    continue
                pull = np.float32(relaxation) / count
                for channel in range(channels):
                    total = up * field[y - 1, x, channel] + down * field[y + 1, x, channel]
                    total += left * field[y, x - 1, channel] + right * field[y, x + 1, channel]
                    field[y, x, channel] += pull * (total - count * field[y, x, channel])
