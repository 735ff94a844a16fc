"""The compiled inner loops of patch matching; `torch_kernels` is their twin on tensors.

Every image here is a *feature image*: int16 or float32, rows x (columns * CHANNELS), so that one
row of a patch is one contiguous run of numbers. The last channel is ONE where the pixel may be
copied and 0 where it may not, as in the hole, which holds the present guess. A source patch that
reaches over such pixels pays for them as for nought, and votes only with the rest. The caller pads
every array so far that no patch around a target or an allowed source centre leaves it. ``match``
holds, per pixel, the row and the column of the source centre that it is matched with (-1: none);
``cost`` the distance of that match.
"""

# numpy's and OpenCV's stubs forget float32 where the code keeps it; numba types its own arguments.
# pyright: reportArgumentType=false, reportReturnType=false

from __future__ import annotations

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from ml.patch.features import CHANNELS, ONE, VOTED, Features

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Flags = NDArray[np.uint8]

_FAR = np.float32(3.0e38)
_LOW = np.uint64(0xFFFFFFFF)


class View(NamedTuple):
    """One level as the kernels see it.

    image: the features. trust: how far each pixel of the image is believed as a target.
    channel_weight: what a squared difference counts in each channel, as the features are stored.
    """

    image: Features
    trust: Flags
    channel_weight: Floats
    radius: int


class Sites(NamedTuple):
    """Where to look.

    targets: n x 2. allowed: per pixel 0 where no source patch may lie, 1 where some of it may be
    copied, 2 where all may. runs: the allowed pixels row by row, as m x 2 first pixels of runs;
    passed: how many lie before each run, and at the end the count of all.
    """

    targets: Ints
    allowed: Flags
    runs: Ints
    passed: Ints


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


@numba.njit(cache=True, nogil=True, inline="always")
def _pick(state: np.uint64, sites: Sites) -> tuple[int, int]:
    """A source centre, each as likely as any other."""
    count = sites.passed.shape[0] - 1
    pick = _below(state >> np.uint64(32), sites.passed[count])
    low, high = 0, count
    while high - low > 1:
        middle = (low + high) // 2
        if sites.passed[middle] <= pick:
            low = middle
        else:
            high = middle
    return np.int64(sites.runs[low, 0]), np.int64(sites.runs[low, 1] + pick - sites.passed[low])


@numba.njit(cache=True, nogil=True, fastmath=True)
def _row(patch: Floats, weight: Floats, line: Features, start: int, size: int) -> float:
    total = np.float32(0.0)
    for k in range(size):
        gap = patch[k] - np.float32(line[start + k])
        total += weight[k] * gap * gap
    return total


@numba.njit(cache=True, nogil=True, fastmath=True)
def _partial_row(patch: Floats, weight: Floats, line: Features, start: int, size: int) -> float:
    """The same where some pixels may not be copied: they count as 0 in every channel."""
    total = np.float32(0.0)
    for i in range(0, size, CHANNELS):
        there = np.float32(line[start + i + CHANNELS - 1] > 0)
        for c in range(CHANNELS):
            gap = patch[i + c] - there * np.float32(line[start + i + c])
            total += weight[i + c] * gap * gap
    return total


@numba.njit(cache=True, nogil=True, fastmath=True)
def _distance(  # noqa: PLR0913 - loose arrays stay in registers, a tuple of them does not
    image: Features,
    y: int,
    x: int,
    patch: Floats,
    weight: Floats,
    radius: int,
    whole: bool,
    limit: float,
) -> float:
    """Weighted squared distance of a loaded target patch to the source patch around y, x.

    Stops as soon as ``limit`` is reached. The constant run lengths let the compiler vectorise.
    """
    start, size = (x - radius) * CHANNELS, (2 * radius + 1) * CHANNELS
    total = np.float32(0.0)
    for j in range(2 * radius + 1):
        line = image[y - radius + j]
        if not whole:
            total += _partial_row(patch[j], weight[j], line, start, size)
        elif radius == 3:
            total += _row(patch[j], weight[j], line, start, 56)
        else:
            total += _row(patch[j], weight[j], line, start, size)
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
            total += np.float32(trust[y - radius + j, x - radius + i])
    for j in range(side):
        line = image[y - radius + j]
        start = (x - radius) * CHANNELS
        for i in range(side):
            share = np.float32(trust[y - radius + j, x - radius + i]) / total
            for c in range(CHANNELS):
                patch[j, i * CHANNELS + c] = np.float32(line[start + i * CHANNELS + c])
                weight[j, i * CHANNELS + c] = share * view.channel_weight[c]
            patch[j, i * CHANNELS + CHANNELS - 1] = np.float32(ONE)


@numba.njit(cache=True, nogil=True, fastmath=True)
def search(view: View, sites: Sites, field: Field, plan: Plan) -> None:
    """One PatchMatch pass (Barnes et al. 2009) over the targets that ``plan`` names.

    A target tries its last match (measured anew, since the image changed), the shifted matches of
    the two neighbours just visited, one source anywhere, and others in windows that halve.
    """
    image, radius, match, allowed = view.image, view.radius, field.match, sites.allowed
    patch = np.empty((2 * radius + 1, (2 * radius + 1) * CHANNELS), np.float32)
    weight = np.empty_like(patch)
    state = np.uint64(plan.seed) * np.uint64(2654435761) + np.uint64(88172645463325252)
    way = 1 if plan.first <= plan.last else -1
    for t in range(plan.first, plan.last, way):
        y, x = sites.targets[t, 0], sites.targets[t, 1]
        _load(view, y, x, patch, weight)
        best_y, best_x, best = np.int64(match[y, x, 0]), np.int64(match[y, x, 1]), _FAR
        if best_y >= 0:
            whole = allowed[best_y, best_x] > 1
            best = _distance(image, best_y, best_x, patch, weight, radius, whole, _FAR)
        window = plan.reach
        for turn in range(64):
            if turn < 2:
                # No match is -1, which lies in the padding, where nothing is allowed.
                down, across = way * (1 - turn), way * turn
                q = np.int64(match[y - down, x - across, 0]) + down
                p = np.int64(match[y - down, x - across, 1]) + across
            elif turn == 2:
                state = _step(state)
                q, p = _pick(state, sites)
            elif window >= 1:
                state = _step(state)
                q = best_y - window + _below(state >> np.uint64(32), 2 * window + 1)
                p = best_x - window + _below(state & _LOW, 2 * window + 1)
                window //= 2
            else:
                break
            if _inside(q, p, allowed) and allowed[q, p] > 0:
                found = _distance(image, q, p, patch, weight, radius, allowed[q, p] > 1, best)
                if found < best:
                    best, best_y, best_x = found, q, p
        match[y, x, 0], match[y, x, 1], field.cost[y, x] = best_y, best_x, best


@numba.njit(cache=True, nogil=True, fastmath=True)
def search_all(view: View, sites: Sites, field: Field, plan: Plan) -> None:
    """The exact nearest source patch of each target from first to last; for tiny images only."""
    image, radius, allowed = view.image, view.radius, sites.allowed
    patch = np.empty((2 * radius + 1, (2 * radius + 1) * CHANNELS), np.float32)
    weight = np.empty_like(patch)
    for t in range(plan.first, plan.last):
        y, x = sites.targets[t, 0], sites.targets[t, 1]
        _load(view, y, x, patch, weight)
        # The last match is a good one to beat: most others are left after a row or two.
        best_y, best_x = np.int64(field.match[y, x, 0]), np.int64(field.match[y, x, 1])
        best = _FAR
        if best_y >= 0:
            whole = allowed[best_y, best_x] > 1
            best = _distance(image, best_y, best_x, patch, weight, radius, whole, _FAR)
        for r in range(sites.runs.shape[0]):
            q = np.int64(sites.runs[r, 0])
            for k in range(sites.passed[r + 1] - sites.passed[r]):
                p = np.int64(sites.runs[r, 1] + k)
                whole = allowed[q, p] > 1
                found = _distance(image, q, p, patch, weight, radius, whole, best)
                if found < best:
                    best, best_y, best_x = found, q, p
        field.match[y, x, 0], field.match[y, x, 1] = best_y, best_x
        field.cost[y, x] = best


@numba.njit(cache=True, nogil=True, fastmath=True)
def gather_votes(
    view: View, targets: Ints, field: Field, share: Floats, band: tuple[Floats, int]
) -> None:
    """Adds each target's matched patch, weighted, to a band of votes (Wexler et al. 2007).

    share: how much each target says. band: rows x (columns * CHANNELS), and its first row in the
    image. Afterwards the last channel holds the sum of the weights, times ONE.
    """
    radius, match = view.radius, field.match
    votes, top = band
    side = 2 * radius + 1
    for t in range(targets.shape[0]):
        y, x = targets[t, 0], targets[t, 1]
        if match[y, x, 0] < 0 or share[t] <= 0.0:
            continue
        to, come = (x - radius) * CHANNELS, (match[y, x, 1] - radius) * CHANNELS
        for j in range(side):
            line = view.image[match[y, x, 0] - radius + j]
            out = votes[y - top - radius + j]
            for i in range(side):
                if line[come + i * CHANNELS + CHANNELS - 1] > 0:
                    for c in range(CHANNELS):
                        k = i * CHANNELS + c
                        out[to + k] += share[t] * np.float32(line[come + k])


@numba.njit(cache=True, nogil=True, fastmath=True)
def settle_votes(image: Features, where: Ints, band: tuple[Floats, int], change: Floats) -> None:
    """Makes the votes of a band the guess at the places ``where``.

    Adds to ``change`` how much luma and chroma changed in all, and how many places heard a vote.
    """
    votes, top = band
    for t in range(where.shape[0]):
        y, start = where[t, 0], where[t, 1] * CHANNELS
        heard = votes[y - top, start + CHANNELS - 1] / np.float32(ONE)
        if heard <= 0.0:
            continue
        change[1] += 1.0
        for c in range(VOTED):
            new = votes[y - top, start + c] / heard
            if c < 3:
                change[0] += abs(new - np.float32(image[y, start + c])) / np.float32(ONE)
            image[y, start + c] = np.rint(new)


@numba.njit(cache=True, nogil=True, fastmath=True)
def _gap(  # noqa: PLR0913 - two pixels and what a difference counts
    image: Features, y: int, x: int, q: int, p: int, channel_weight: Floats
) -> float:
    """Weighted squared difference between two pixels."""
    total = np.float32(0.0)
    for c in range(CHANNELS - 1):
        d = np.float32(image[y, x * CHANNELS + c]) - np.float32(image[q, p * CHANNELS + c])
        total += channel_weight[c] * d * d
    return total


@numba.njit(cache=True, nogil=True, fastmath=True)
def _seams(  # noqa: PLR0913 - a pixel, its proposed source, and where its neighbours come from
    image: Features, copies: Ints, y: int, x: int, q: int, p: int, channel_weight: Floats
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
        total += _gap(image, q, p, ny - dy, nx - dx, channel_weight)
        total += _gap(image, ny, nx, q + dy, p + dx, channel_weight)
    return total


@numba.njit(cache=True, nogil=True, fastmath=True)
def choose_copies(view: View, field: Field, hole: Ints, copies: Ints, pull: Pull) -> int:
    """Picks for each hole pixel the one source pixel to copy, so that seams run where they hide.

    Every patch over the pixel proposes one source. A proposal pays for its distance to the voted
    image, for its own match, and for each of the four neighbours that continues another source
    the visible step (the energy of Kwatra et al. 2003, descended pixel by pixel). ``copies``
    holds the chosen source pixel, -1 outside the hole. Returns the changes.
    """
    image, radius, weight = view.image, view.radius, view.channel_weight
    match, side, changed = field.match, 2 * view.radius + 1, 0
    for t in range(hole.shape[0]):
        y, x = hole[t, 0], hole[t, 1]
        best, best_y, best_x = _FAR, np.int64(copies[y, x, 0]), np.int64(copies[y, x, 1])
        last_y, last_x = np.int64(-1), np.int64(-1)
        for k in range(-1, side * side):
            q, p = np.int64(copies[y, x, 0]), np.int64(copies[y, x, 1])
            own = field.cost[y, x]
            if k >= 0:
                dy, dx = radius - k // side, radius - k % side
                if match[y - dy, x - dx, 0] < 0:
                    continue
                q = np.int64(match[y - dy, x - dx, 0]) + dy
                p = np.int64(match[y - dy, x - dx, 1]) + dx
                own = field.cost[y - dy, x - dx]
            if (q == last_y and p == last_x) or image[q, p * CHANNELS + CHANNELS - 1] <= 0:
                continue
            last_y, last_x = q, p
            total = np.float32(pull.match) * own
            if total < best:
                total += _gap(image, q, p, y, x, weight)
            if total < best:
                total += np.float32(pull.seam) * _seams(image, copies, y, x, q, p, weight)
            if total < best:
                best, best_y, best_x = total, q, p
        if best_y != copies[y, x, 0] or best_x != copies[y, x, 1]:
            copies[y, x, 0], copies[y, x, 1] = best_y, best_x
            changed += 1
    return changed
