"""The compiled loops that look for the place in a reference that each place of a picture shows.

A *match* is four numbers: the place in the reference (x and y in pixel edges), the logarithm of
how many pixels of the reference show one pixel of the large picture, and the turn in radians.
`scores` are correlations of the luminance of two patches, -1 where nothing was compared; they do
not see exposure or contrast. All looks of a reference lie one after the other in `values`.
"""

# numpy's stubs forget float32 where the code keeps it; numba types its own arguments.
# pyright: reportArgumentType=false, reportReturnType=false

from __future__ import annotations

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]

RADIUS = 3
SIDE = 2 * RADIUS + 1
HALVES = 2.0
"""Looks for each doubling of the softness."""

_FLAGS = {"reassoc", "contract", "arcp", "nsz"}
"""Fast, but what may not be used is no number and must stay so."""


class Looks(NamedTuple):
    """A reference at several softnesses, each 2 ** 0.5 times the one before.

    values: luminance, all looks flattened; not a number where nothing may be taken from. starts,
    rows, columns: where each look lies and how large it is. steps: pixels of the reference from
    sample to sample. finest: the logarithm (base 2, in halves) of the first look's softness over
    that of the picture.
    """

    values: Floats
    starts: Whole
    rows: Whole
    columns: Whole
    steps: Floats
    finest: int


class Field(NamedTuple):
    """rows x columns x 4 matches and rows x columns scores."""

    matches: Floats
    scores: Floats


class Plan(NamedTuple):
    """How one pass goes.

    pixel: pixels of the large picture in one of this level. coarser: how often the level was
    halved. forward: the direction. first, last: rows. anywhere: tries at random places. reach:
    how far the first try around the best goes, in pixels of this level. tries: how many such.
    """

    pixel: float
    coarser: int
    forward: bool
    first: int
    last: int
    anywhere: int
    reach: float
    tries: int
    seed: int


@numba.njit(cache=True, nogil=True, inline="always")
def _step(state: np.uint64) -> np.uint64:
    """One step of xorshift64 (Marsaglia 2003)."""
    state ^= state << np.uint64(13)
    state ^= state >> np.uint64(7)
    state ^= state << np.uint64(17)
    return state


@numba.njit(cache=True, nogil=True, inline="always")
def _unit(state: np.uint64) -> float:
    """A number in -1..1."""
    return np.float64(state >> np.uint64(40)) / 8388608.0 - 1.0


@numba.njit(cache=True, nogil=True, fastmath=_FLAGS)
def _load(picture: Floats, y: int, x: int, patch: Floats) -> float:
    """The patch around a place without its mean; its sum of squares. Borders repeat."""
    rows, columns = picture.shape
    total = np.float32(0.0)
    for j in range(SIDE):
        q = min(max(y + j - RADIUS, 0), rows - 1)
        for i in range(SIDE):
            value = picture[q, min(max(x + i - RADIUS, 0), columns - 1)]
            patch[j * SIDE + i] = value
            total += value
    mean = total / np.float32(SIDE * SIDE)
    energy = np.float32(0.0)
    for k in range(SIDE * SIDE):
        patch[k] -= mean
        energy += patch[k] * patch[k]
    return energy


@numba.njit(cache=True, nogil=True, fastmath=_FLAGS)
def _score(  # noqa: PLR0913 - loose numbers stay in registers
    patch: Floats, energy: float, looks: Looks, plan: Plan, u: float, v: float, z: float, t: float
) -> float:
    """The correlation with the patch around u, v at scale e ** z and turn t; -1 off the picture."""
    index = int(np.floor(HALVES * (z / 0.6931471805599453 + plan.coarser) + 0.5)) - looks.finest
    index = min(max(index, 0), looks.steps.shape[0] - 1)
    step, rows, columns = looks.steps[index], looks.rows[index], looks.columns[index]
    start = looks.starts[index]
    size = np.exp(z) * plan.pixel / step
    a, b = np.float32(size * np.cos(t)), np.float32(size * np.sin(t))
    left, top = np.float32(u / step - 0.5), np.float32(v / step - 0.5)
    far = np.float32(RADIUS) * (abs(a) + abs(b))
    if left - far < 0 or top - far < 0 or left + far >= columns - 1 or top + far >= rows - 1:
        return -1.0
    total, squares, both = np.float32(0.0), np.float32(0.0), np.float32(0.0)
    for j in range(SIDE):
        dy = np.float32(j - RADIUS)
        for i in range(SIDE):
            dx = np.float32(i - RADIUS)
            x, y = left + a * dx - b * dy, top + b * dx + a * dy
            p, q = int(x), int(y)
            fx, fy = x - np.float32(p), y - np.float32(q)
            k = start + q * columns + p
            upper = looks.values[k] + fx * (looks.values[k + 1] - looks.values[k])
            k += columns
            lower = looks.values[k] + fx * (looks.values[k + 1] - looks.values[k])
            value = upper + fy * (lower - upper)
            total += value
            squares += value * value
            both += value * patch[j * SIDE + i]
    spread = squares - total * total / np.float32(SIDE * SIDE)
    floor = np.float32(SIDE * SIDE * 2e-5)
    found = both / np.sqrt((max(spread, np.float32(0.0)) + floor) * (energy + floor))
    return found if found == found else -1.0


@numba.njit(cache=True, nogil=True)
def measure(picture: Floats, looks: Looks, field: Field, plan: Plan) -> None:
    """Score the matches as they stand."""
    patch = np.empty(SIDE * SIDE, np.float32)
    for y in range(plan.first, plan.last):
        for x in range(picture.shape[1]):
            energy = _load(picture, y, x, patch)
            m = field.matches[y, x]
            field.scores[y, x] = _score(patch, energy, looks, plan, m[0], m[1], m[2], m[3])


@numba.njit(cache=True, nogil=True)
def offer(picture: Floats, looks: Looks, field: Field, plan: Plan, ways: Floats) -> None:
    """Try whole maps (n x 8: the affine map of a place in the large picture, scale, turn)."""
    patch = np.empty(SIDE * SIDE, np.float32)
    for y in range(plan.first, plan.last):
        for x in range(picture.shape[1]):
            energy = _load(picture, y, x, patch)
            across, down = (x + 0.5) * plan.pixel, (y + 0.5) * plan.pixel
            for w in range(ways.shape[0]):
                u = ways[w, 0] * across + ways[w, 1] * down + ways[w, 2]
                v = ways[w, 3] * across + ways[w, 4] * down + ways[w, 5]
                z, t = ways[w, 6], ways[w, 7]
                found = _score(patch, energy, looks, plan, u, v, z, t)
                if found > field.scores[y, x]:
                    field.scores[y, x] = found
                    _put(field, y, x, u, v, z, t)


@numba.njit(cache=True, nogil=True)
def plant(picture: Floats, looks: Looks, field: Field, plan: Plan, pairs: Floats) -> None:
    """Try pairs of points (n x 6: x, y here, x, y there, scale, turn) at the place they lie in."""
    patch = np.empty(SIDE * SIDE, np.float32)
    for k in range(pairs.shape[0]):
        x, y = int(pairs[k, 0] / plan.pixel), int(pairs[k, 1] / plan.pixel)
        if not (0 <= y < picture.shape[0] and 0 <= x < picture.shape[1]):
            continue
        energy = _load(picture, y, x, patch)
        z, t = pairs[k, 4], pairs[k, 5]
        across = np.exp(z) * ((x + 0.5) * plan.pixel - pairs[k, 0])
        down = np.exp(z) * ((y + 0.5) * plan.pixel - pairs[k, 1])
        u = pairs[k, 2] + np.cos(t) * across - np.sin(t) * down
        v = pairs[k, 3] + np.sin(t) * across + np.cos(t) * down
        found = _score(patch, energy, looks, plan, u, v, z, t)
        if found > field.scores[y, x]:
            field.scores[y, x] = found
            _put(field, y, x, u, v, z, t)


@numba.njit(cache=True, nogil=True, inline="always")
def _put(field: Field, y: int, x: int, u: float, v: float, z: float, t: float) -> None:  # noqa: PLR0913
    field.matches[y, x, 0], field.matches[y, x, 1] = u, v
    field.matches[y, x, 2], field.matches[y, x, 3] = z, t


Match = tuple[float, float, float, float]


@numba.njit(cache=True, nogil=True, inline="always")
def _moved(match: Floats, across: float, down: float, pixel: float) -> Match:
    """What a match says of a place so many pixels of this level further."""
    z, t = match[2], match[3]
    x, y = np.exp(z) * pixel * across, np.exp(z) * pixel * down
    u = match[0] + np.cos(t) * x - np.sin(t) * y
    return u, match[1] + np.sin(t) * x + np.cos(t) * y, z, t


@numba.njit(cache=True, nogil=True)
def _drawn(chance: NDArray[np.uint64]) -> float:
    """A number in -1..1; moves the state on."""
    chance[0] = _step(chance[0])
    return _unit(chance[0])


@numba.njit(cache=True, nogil=True)
def _anywhere(chance: NDArray[np.uint64], limits: Floats) -> Match:
    """Any place, nearly upright and nearly in its own size."""
    u = (0.5 + 0.5 * _drawn(chance)) * limits[0]
    v = (0.5 + 0.5 * _drawn(chance)) * limits[1]
    return u, v, 0.2 * _drawn(chance), 0.1 * _drawn(chance)


@numba.njit(cache=True, nogil=True)
def _near(chance: NDArray[np.uint64], match: Floats, reach: float, pixel: float) -> Match:
    """A match changed a little: `reach` in pixels of this level."""
    size, bend = reach * np.exp(match[2]) * pixel, min(0.1, 0.1 * reach)
    u, v = match[0] + size * _drawn(chance), match[1] + size * _drawn(chance)
    return u, v, match[2] + bend * _drawn(chance), match[3] + bend * _drawn(chance)


@numba.njit(cache=True, nogil=True)
def sweep(picture: Floats, looks: Looks, field: Field, plan: Plan, limits: Floats) -> None:
    """One pass of PatchMatch (Barnes et al. 2010, with scale and turn) over some rows.

    Each place tries what the two neighbours just visited would say here, places anywhere, and
    places ever closer around the best. `limits`: width, height, least and most scale, most turn.
    """
    rows, columns = picture.shape
    patch = np.empty(SIDE * SIDE, np.float32)
    chance = np.empty(1, np.uint64)
    chance[0] = np.uint64(plan.seed) * np.uint64(2654435761) + np.uint64(88172645463325252)
    way = 1 if plan.forward else -1
    for row in range(plan.last - plan.first):
        y = plan.first + row if plan.forward else plan.last - 1 - row
        for column in range(columns):
            x = column if plan.forward else columns - 1 - column
            energy = _load(picture, y, x, patch)
            for turn in range(2 + plan.anywhere + plan.tries):
                if turn < 2:
                    q, p = y - way * turn, x - way * (1 - turn)
                    if not (0 <= q < rows and 0 <= p < columns):
                        continue
                    beside = field.matches[q, p]
                    u, v, z, t = _moved(beside, way * (1 - turn), way * turn, plan.pixel)
                elif turn < 2 + plan.anywhere:
                    u, v, z, t = _anywhere(chance, limits)
                else:
                    reach = plan.reach * 0.5 ** (turn - 2 - plan.anywhere)
                    u, v, z, t = _near(chance, field.matches[y, x], reach, plan.pixel)
                if not (limits[2] <= z <= limits[3] and abs(t) <= limits[4]):
                    continue
                found = _score(patch, energy, looks, plan, u, v, z, t)
                if found > field.scores[y, x]:
                    field.scores[y, x] = found
                    _put(field, y, x, u, v, z, t)
