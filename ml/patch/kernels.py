"""The compiled inner loops of patch matching, kept together so that another device can mirror them.

Every image here is a *feature image*: float32, rows x (columns * CHANNELS), so that one row of a
patch is one contiguous run of numbers. The last channel is 1 everywhere, so that weighted sums of
patches carry their own normaliser. The caller pads every array so far that no patch around a
target or an allowed source centre leaves it. ``match`` holds, per pixel, the row and the column
of the source centre that it is matched with; ``cost`` the distance of that match.
"""

# numpy's and OpenCV's stubs forget float32 where the code keeps it; numba types its own arguments.
# pyright: reportArgumentType=false, reportReturnType=false

from __future__ import annotations

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from ml.patch.features import CHANNELS

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Flags = NDArray[np.uint8]

_FAR = np.float32(3.0e38)
_LOW = np.uint64(0xFFFFFFFF)


class View(NamedTuple):
    """One level as the kernels see it.

    image: the features with the hole's present guess. source: the same with every pixel that may
    not be copied set to 0, the constant channel too, so that a patch which reaches over such
    pixels pays for them and votes only with the rest. trust: how far each pixel of ``image`` is
    believed. channel_weight: what a difference counts in each channel.
    """

    image: Floats
    source: Floats
    trust: Floats
    channel_weight: Floats
    radius: int


class Sites(NamedTuple):
    """Where to look: target centres (n x 2), source centres (n x 2), and a map of the latter."""

    targets: Ints
    sources: Ints
    allowed: Flags


class Field(NamedTuple):
    """The answer: per pixel the row and column of its match (-1: none), and the distance."""

    match: Ints
    cost: Floats


class Plan(NamedTuple):
    """Which targets to visit (first > last walks backwards), how far to look, and the seed."""

    first: int
    last: int
    reach: int
    seed: int


class Pull(NamedTuple):
    """What a copied pixel pays for a visible seam, and for the distance of its patch."""

    seam: float
    match: float


@numba.njit(cache=True, nogil=True, inline="always")
def _step(state: np.uint64) -> np.uint64:
    """One step of the generator xorshift64 (Marsaglia 2003)."""
    state ^= state << np.uint64(13)
    state ^= state >> np.uint64(7)
    state ^= state << np.uint64(17)
    return state


@numba.njit(cache=True, nogil=True, inline="always")
def _below(bits: np.uint64, count: int) -> int:
    """32 random bits mapped to 0..count-1 without a division."""
    return np.int64((bits * np.uint64(count)) >> np.uint64(32))


@numba.njit(cache=True, nogil=True, inline="always")
def _inside(y: int, x: int, cells: Flags) -> bool:
    return 0 <= y < cells.shape[0] and 0 <= x < cells.shape[1]


@numba.njit(cache=True, nogil=True, fastmath=True)
def _row(patch: Floats, weight: Floats, line: Floats, start: int, size: int) -> float:
    total = np.float32(0.0)
    for k in range(size):
        gap = patch[k] - line[start + k]
        total += weight[k] * gap * gap
    return total


@numba.njit(cache=True, nogil=True, fastmath=True)
def _distance(  # noqa: PLR0913 - loose arrays stay in registers, a tuple of them does not
    source: Floats, y: int, x: int, patch: Floats, weight: Floats, radius: int, limit: float
) -> float:
    """Weighted squared distance of a loaded target patch to the source patch around y, x.

    Stops as soon as ``limit`` is reached. The constant run lengths let the compiler vectorise.
    """
    start = (x - radius) * CHANNELS
    total = np.float32(0.0)
    for j in range(2 * radius + 1):
        line = source[y - radius + j]
        if radius == 3:
            total += _row(patch[j], weight[j], line, start, 56)
        elif radius == 2:
            total += _row(patch[j], weight[j], line, start, 40)
        else:
            total += _row(patch[j], weight[j], line, start, (2 * radius + 1) * CHANNELS)
        if total >= limit:
            return total
    return total


@numba.njit(cache=True, nogil=True, fastmath=True)
def _load(view: View, y: int, x: int, patch: Floats, weight: Floats) -> None:
    """Copies the target patch around y, x and its weights; the trusts are scaled to sum to one."""
    image, trust, radius = view.image, view.trust, view.radius
    side = 2 * radius + 1
    total = np.float32(1e-6)
    for j in range(side):
        for i in range(side):
            total += trust[y - radius + j, x - radius + i]
    for j in range(side):
        line = image[y - radius + j]
        start = (x - radius) * CHANNELS
        for i in range(side):
            share = trust[y - radius + j, x - radius + i] / total
            for c in range(CHANNELS):
                patch[j, i * CHANNELS + c] = line[start + i * CHANNELS + c]
                weight[j, i * CHANNELS + c] = share * view.channel_weight[c]


@numba.njit(cache=True, nogil=True, fastmath=True)
def search(view: View, sites: Sites, field: Field, plan: Plan) -> None:
    """One PatchMatch pass (Barnes et al. 2009) over the targets that ``plan`` names.

    A target tries its last match (measured anew, since the image changed), the shifted matches of
    the two neighbours just visited, one source anywhere, and others in windows that halve.
    """
    source, radius, match, allowed = view.source, view.radius, field.match, sites.allowed
    patch = np.empty((2 * radius + 1, (2 * radius + 1) * CHANNELS), np.float32)
    weight = np.empty_like(patch)
    state = np.uint64(plan.seed) * np.uint64(2654435761) + np.uint64(88172645463325252)
    way = 1 if plan.first <= plan.last else -1
    for t in range(plan.first, plan.last, way):
        y, x = sites.targets[t, 0], sites.targets[t, 1]
        _load(view, y, x, patch, weight)
        best_y, best_x, best = np.int64(match[y, x, 0]), np.int64(match[y, x, 1]), _FAR
        if best_y >= 0:
            best = _distance(source, best_y, best_x, patch, weight, radius, _FAR)
        window = plan.reach
        for turn in range(64):
            if turn < 2:
                # No match is -1, which lies in the padding, where nothing is allowed.
                down, across = way * (1 - turn), way * turn
                q = np.int64(match[y - down, x - across, 0]) + down
                p = np.int64(match[y - down, x - across, 1]) + across
            elif turn == 2:
                state = _step(state)
                pick = _below(state >> np.uint64(32), sites.sources.shape[0])
                q, p = np.int64(sites.sources[pick, 0]), np.int64(sites.sources[pick, 1])
            elif window >= 1:
                state = _step(state)
                q = best_y - window + _below(state >> np.uint64(32), 2 * window + 1)
                p = best_x - window + _below(state & _LOW, 2 * window + 1)
                window //= 2
            else:
                break
            if _inside(q, p, allowed) and allowed[q, p] > 0:
                found = _distance(source, q, p, patch, weight, radius, best)
                if found < best:
                    best, best_y, best_x = found, q, p
        match[y, x, 0], match[y, x, 1], field.cost[y, x] = best_y, best_x, best


@numba.njit(cache=True, nogil=True, fastmath=True)
def search_all(view: View, sites: Sites, field: Field, plan: Plan) -> None:
    """The exact nearest source patch of each target from first to last; for tiny images only."""
    source, radius = view.source, view.radius
    patch = np.empty((2 * radius + 1, (2 * radius + 1) * CHANNELS), np.float32)
    weight = np.empty_like(patch)
    for t in range(plan.first, plan.last):
        y, x = sites.targets[t, 0], sites.targets[t, 1]
        _load(view, y, x, patch, weight)
        best, chosen = _FAR, 0
        for s in range(sites.sources.shape[0]):
            q, p = np.int64(sites.sources[s, 0]), np.int64(sites.sources[s, 1])
            found = _distance(source, q, p, patch, weight, radius, best)
            if found < best:
                best, chosen = found, s
        field.match[y, x, 0] = sites.sources[chosen, 0]
        field.match[y, x, 1] = sites.sources[chosen, 1]
        field.cost[y, x] = best


@numba.njit(cache=True, nogil=True, fastmath=True)
def gather_votes(
    view: View, targets: Ints, match: Ints, vote_weight: Floats, votes: Floats
) -> None:
    """Adds each target's matched patch, weighted, to ``votes`` (Wexler et al. 2007).

    Afterwards the constant channel holds the sum of the weights.
    """
    radius = view.radius
    run = (2 * radius + 1) * CHANNELS
    for t in range(targets.shape[0]):
        y, x = targets[t, 0], targets[t, 1]
        share = vote_weight[y, x]
        if match[y, x, 0] < 0 or share <= 0.0:
            continue
        to, come = (x - radius) * CHANNELS, (match[y, x, 1] - radius) * CHANNELS
        for j in range(2 * radius + 1):
            line = view.source[match[y, x, 0] - radius + j]
            out = votes[y - radius + j]
            for k in range(run):
                out[to + k] += share * line[come + k]


@numba.njit(cache=True, nogil=True, fastmath=True)
def _gap(  # noqa: PLR0913 - two pixels and what their difference counts
    one: Floats, y: int, x: int, other: Floats, q: int, p: int, channel_weight: Floats
) -> float:
    """Weighted squared difference between a pixel of one picture and one of another."""
    total = np.float32(0.0)
    for c in range(CHANNELS):
        d = one[y, x * CHANNELS + c] - other[q, p * CHANNELS + c]
        total += channel_weight[c] * d * d
    return total


@numba.njit(cache=True, nogil=True, fastmath=True)
def _seams(  # noqa: PLR0913 - a pixel, its proposed source, and where its neighbours come from
    image: Floats, copies: Ints, y: int, x: int, q: int, p: int, channel_weight: Floats
) -> float:
    """The visible step between pixel y, x copied from q, p and its four neighbours."""
    total = np.float32(0.0)
    for k in range(4):
        dy, dx = (k - 1) * (1 - k % 2), (k - 2) * (k % 2)
        ny, nx = np.int64(copies[y + dy, x + dx, 0]), np.int64(copies[y + dy, x + dx, 1])
        if ny < 0:
            ny, nx = y + dy, x + dx
        if ny == q + dy and nx == p + dx:
            continue
        total += _gap(image, q, p, image, ny - dy, nx - dx, channel_weight)
        total += _gap(image, ny, nx, image, q + dy, p + dx, channel_weight)
    return total


@numba.njit(cache=True, nogil=True, fastmath=True)
def choose_copies(view: View, field: Field, hole: Ints, copies: Ints, pull: Pull) -> int:
    """Picks for each hole pixel the one source pixel to copy, so that seams run where they hide.

    Every patch over the pixel proposes one source. A proposal pays for its distance to the voted
    image, for its own match, and for each of the four neighbours that continues another source
    the visible step (the energy of Kwatra et al. 2003, descended pixel by pixel). ``copies``
    holds the chosen source pixel, -1 outside the hole. Returns the changes.
    """
    image, source, radius, weight = view.image, view.source, view.radius, view.channel_weight
    match, side, changed = field.match, 2 * view.radius + 1, 0
    for t in range(hole.shape[0]):
        y, x = hole[t, 0], hole[t, 1]
        best, best_y, best_x = _FAR, copies[y, x, 0], copies[y, x, 1]
        last_y, last_x = np.int32(-1), np.int32(-1)
        for k in range(-1, side * side):
            q, p, own = copies[y, x, 0], copies[y, x, 1], field.cost[y, x]
            if k >= 0:
                dy, dx = radius - k // side, radius - k % side
                if match[y - dy, x - dx, 0] < 0:
                    continue
                q, p = match[y - dy, x - dx, 0] + dy, match[y - dy, x - dx, 1] + dx
                own = field.cost[y - dy, x - dx]
            if (q == last_y and p == last_x) or source[q, p * CHANNELS + CHANNELS - 1] <= 0.0:
                continue
            last_y, last_x = q, p
            total = _gap(source, q, p, image, y, x, weight) + np.float32(pull.match) * own
            if total < best:
                total += np.float32(pull.seam) * _seams(image, copies, y, x, q, p, weight)
            if total < best:
                best, best_y, best_x = total, q, p
        if best_y != copies[y, x, 0] or best_x != copies[y, x, 1]:
            copies[y, x, 0], copies[y, x, 1] = best_y, best_x
            changed += 1
    return changed
