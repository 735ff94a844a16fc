"""The compiled inner loops of synthesis by labels: match patches, vote, choose what to copy.

Pictures are float32, rows x (columns * 3), so that one row of a patch is one contiguous run.
``kind`` holds what each pixel is made of, -1 where nothing is; ``free`` whether it may be copied;
``pure`` whether all of the patch around it is of one kind. Every array is padded so far that no
patch around a target or around what is free leaves it. ``match`` holds the source's row and column
for each target pixel.
"""

# numba types its own arguments.
# pyright: reportArgumentType=false, reportReturnType=false

from __future__ import annotations

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Kinds = NDArray[np.int16]
Flags = NDArray[np.uint8]

_FAR = np.float32(3.0e38)
_LOW = np.uint64(0xFFFFFFFF)


class Side(NamedTuple):
    """The picture that is made, or the material, at one size.

    colour: rows x (columns * 3). kind, free, pure: rows x columns; free: what may be copied.
    place: rows x columns x n, where in its region a pixel lies, already weighted.
    """

    colour: Floats
    kind: Kinds
    free: Flags
    pure: Flags
    place: Floats


class Scene(NamedTuple):
    """Both sides and what the search needs to know.

    firm: 1 where a vote must be of the pixel's own kind. crowd: rows x columns of the material,
    what it costs to use a place once more. picks, first: the material's places by kind, and where
    each kind begins. mismatch: what a pixel of the wrong kind costs.
    """

    target: Side
    source: Side
    firm: Flags
    crowd: Floats
    picks: Ints
    first: Ints
    radius: int
    mismatch: float


class Field(NamedTuple):
    """The answer: per pixel the row and column of its match (-1: none), and the distance."""

    match: Ints
    cost: Floats


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


@numba.njit(cache=True, nogil=True, fastmath=True)
def _run(mine: Floats, start: int, theirs: Floats, begin: int, size: int) -> float:
    total = np.float32(0.0)
    for k in range(size):
        gap = mine[start + k] - theirs[begin + k]
        total += gap * gap
    return total


@numba.njit(cache=True, nogil=True, fastmath=True)
def _mixed(scene: Scene, y: int, x: int, q: int, p: int) -> float:
    """One row of patches that hold several kinds: pixels of another kind cost a constant."""
    target, source, total = scene.target, scene.source, np.float32(0.0)
    for i in range(-scene.radius, scene.radius + 1):
        if target.kind[y, x + i] == source.kind[q, p + i]:
            for c in range(3):
                gap = target.colour[y, (x + i) * 3 + c] - source.colour[q, (p + i) * 3 + c]
                total += gap * gap
        else:
            total += np.float32(scene.mismatch)
    return total


@numba.njit(cache=True, nogil=True, fastmath=True)
def _distance(  # noqa: PLR0913 - two places and where to stop
    scene: Scene, y: int, x: int, q: int, p: int, limit: float
) -> float:
    """How far apart two patches are and how differently they lie; stops at ``limit``."""
    target, source, radius = scene.target, scene.source, scene.radius
    total = scene.crowd[q, p]
    for k in range(target.place.shape[2]):
        gap = target.place[y, x, k] - source.place[q, p, k]
        total += gap * gap
    if total >= limit:
        return total
    side = 2 * radius + 1
    share = np.float32(1.0 / (side * side))
    even = target.pure[y, x] > 0 and source.pure[q, p] > 0
    for j in range(-radius, radius + 1):
        if even:
            total += share * _run(
                target.colour[y + j],
                (x - radius) * 3,
                source.colour[q + j],
                (p - radius) * 3,
                side * 3,
            )
        else:
            total += share * _mixed(scene, y + j, x, q + j, p)
        if total >= limit:
            return total
    return total


@numba.njit(cache=True, nogil=True, inline="always")
def _fits(scene: Scene, kind: int, q: int, p: int) -> bool:
    source = scene.source
    if not (0 <= q < source.kind.shape[0] and 0 <= p < source.kind.shape[1]):
        return False
    return source.kind[q, p] == kind and source.free[q, p] > 0


@numba.njit(cache=True, nogil=True, inline="always")
def _near(state: np.uint64, y: int, x: int, window: int) -> tuple[int, int]:
    """A place in a window around another, each as likely as any."""
    down = _below(state >> np.uint64(32), 2 * window + 1)
    return y - window + down, x - window + _below(state & _LOW, 2 * window + 1)


@numba.njit(cache=True, nogil=True, inline="always")
def _picked(scene: Scene, kind: int, state: np.uint64) -> tuple[int, int]:
    """A place of the material of a kind, each as likely as any."""
    low = np.int64(scene.first[kind])
    pick = low + _below(state >> np.uint64(32), np.int64(scene.first[kind + 1]) - low)
    return np.int64(scene.picks[pick, 0]), np.int64(scene.picks[pick, 1])


@numba.njit(cache=True, nogil=True, fastmath=True)
def search(scene: Scene, field: Field, targets: Ints, plan: tuple[int, int, int]) -> None:
    """One PatchMatch pass (Barnes et al. 2009) over the targets; every match is of their kind.

    plan: how far to look around the best (0: not at all), how many draws from anywhere, the seed;
    a negative seed walks backwards.
    """
    reach, draws, seed = plan
    match, way = field.match, 1 if seed >= 0 else -1
    state = np.uint64(abs(seed)) * np.uint64(2654435761) + np.uint64(88172645463325252)
    for n in range(targets.shape[0]):
        t = n if way > 0 else targets.shape[0] - 1 - n
        y, x = np.int64(targets[t, 0]), np.int64(targets[t, 1])
        kind = scene.target.kind[y, x]
        best_y, best_x, best = np.int64(match[y, x, 0]), np.int64(match[y, x, 1]), _FAR
        if best_y >= 0:
            best = _distance(scene, y, x, best_y, best_x, _FAR)
        window = reach
        for turn in range(2 + draws + 32):
            if turn < 2:
                down, across = way * (1 - turn), way * turn
                if match[y - down, x - across, 0] < 0:
                    continue
                q = np.int64(match[y - down, x - across, 0]) + down
                p = np.int64(match[y - down, x - across, 1]) + across
            elif turn < 2 + draws:
                state = _step(state)
                q, p = _picked(scene, kind, state)
            elif window >= 1 and best_y >= 0:
                state = _step(state)
                q, p = _near(state, best_y, best_x, window)
                window //= 2
            else:
                break
            if _fits(scene, kind, q, p):
                found = _distance(scene, y, x, q, p, best)
                if found < best:
                    best, best_y, best_x = found, q, p
        match[y, x, 0], match[y, x, 1], field.cost[y, x] = best_y, best_x, best


@numba.njit(cache=True, nogil=True, fastmath=True)
def gather(scene: Scene, field: Field, targets: Ints, share: Floats, votes: Floats) -> None:
    """Adds each target's matched patch, weighted, to ``votes`` (rows x columns x 4).

    A pixel of a patch is heard where it is of the kind that is wanted there (Wexler et al. 2007
    with labels), or where the border between two kinds may wander.
    """
    target, source, radius = scene.target, scene.source, scene.radius
    for t in range(targets.shape[0]):
        y, x = targets[t, 0], targets[t, 1]
        q, p = field.match[y, x, 0], field.match[y, x, 1]
        if q < 0:
            continue
        for j in range(-radius, radius + 1):
            for i in range(-radius, radius + 1):
                kind = source.kind[q + j, p + i]
                if not source.free[q + j, p + i] or (
                    kind != target.kind[y + j, x + i] and scene.firm[y + j, x + i]
                ):
                    continue
                votes[y + j, x + i, 3] += share[t]
                for c in range(3):
                    votes[y + j, x + i, c] += share[t] * source.colour[q + j, (p + i) * 3 + c]


@numba.njit(cache=True, nogil=True)
def settle(colour: Floats, where: Ints, votes: Floats) -> float:
    """Makes the votes the colours at the places ``where``; returns the mean change."""
    change = 0.0
    for t in range(where.shape[0]):
        y, x = where[t, 0], where[t, 1]
        heard = votes[y, x, 3]
        if heard <= 0.0:
            continue
        for c in range(3):
            new = votes[y, x, c] / heard
            change += abs(new - colour[y, x * 3 + c])
            colour[y, x * 3 + c] = new
    return change / max(1, 3 * where.shape[0])


@numba.njit(cache=True, nogil=True)
def count_uses(match: Ints, targets: Ints, uses: Floats) -> None:
    """Adds one at the source of each target."""
    for t in range(targets.shape[0]):
        y, x = targets[t, 0], targets[t, 1]
        if match[y, x, 0] >= 0:
            uses[match[y, x, 0], match[y, x, 1]] += 1.0


@numba.njit(cache=True, nogil=True, fastmath=True)
def _gap(  # noqa: PLR0913 - two pixels
    mine: Floats, y: int, x: int, theirs: Floats, q: int, p: int
) -> float:
    total = np.float32(0.0)
    for c in range(3):
        gap = mine[y, x * 3 + c] - theirs[q, p * 3 + c]
        total += gap * gap
    return total


@numba.njit(cache=True, nogil=True, inline="always")
def _may(scene: Scene, y: int, x: int, q: int, p: int) -> bool:
    """Whether the pixel q, p may be copied to y, x."""
    same = scene.source.kind[q, p] == scene.target.kind[y, x]
    return scene.source.free[q, p] > 0 and (same or not scene.firm[y, x])


@numba.njit(cache=True, nogil=True, fastmath=True)
def _seams(  # noqa: PLR0913 - a pixel, its proposed source, and where others come from
    scene: Scene, copies: Ints, y: int, x: int, q: int, p: int
) -> float:
    """The visible step between pixel y, x copied from q, p and its neighbours of its own kind."""
    target, source, total = scene.target, scene.source, np.float32(0.0)
    for k in range(4):
        dy, dx = (k - 1) * (1 - k % 2), (k - 2) * (k % 2)
        ny, nx = np.int64(copies[y + dy, x + dx, 0]), np.int64(copies[y + dy, x + dx, 1])
        if ny < 0:
            # What is known and stays: the copy should go on as it does.
            if target.kind[y + dy, x + dx] == target.kind[y, x]:
                total += _gap(source.colour, q + dy, p + dx, target.colour, y + dy, x + dx)
            continue
        if ny == q + dy and nx == p + dx:
            continue
        if target.kind[y, x] != target.kind[y + dy, x + dx]:
            continue
        total += _gap(source.colour, q, p, source.colour, ny - dy, nx - dx)
        total += _gap(source.colour, ny, nx, source.colour, q + dy, p + dx)
    return total


@numba.njit(cache=True, nogil=True, fastmath=True)
def choose(  # noqa: C901 - one loop that a compiler keeps in registers
    scene: Scene, field: Field, where: Ints, copies: Ints, pull: tuple[float, float]
) -> int:
    """Picks for each place the one source pixel to copy, so that seams run where they hide.

    Every patch over it proposes one, which pays for the distance to the voted colour, its own match
    and visible steps (Kwatra et al. 2003). pull: what a seam and a match count. Returns changes.
    """
    target, source, radius, match = scene.target, scene.source, scene.radius, field.match
    side, changed = 2 * scene.radius + 1, 0
    for t in range(where.shape[0]):
        y, x = np.int64(where[t, 0]), np.int64(where[t, 1])
        best, best_y, best_x = _FAR, np.int64(copies[y, x, 0]), np.int64(copies[y, x, 1])
        last_y = last_x = np.int64(-1)
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
            if q < 0 or (q == last_y and p == last_x):
                continue
            if not _may(scene, y, x, q, p):
                continue
            last_y, last_x = q, p
            total = np.float32(pull[1] * own)
            if total < best:
                total += _gap(target.colour, y, x, source.colour, q, p)
            if total < best:
                total += np.float32(pull[0]) * _seams(scene, copies, y, x, q, p)
            if total < best:
                best, best_y, best_x = total, q, p
        if best_y != copies[y, x, 0] or best_x != copies[y, x, 1]:
            copies[y, x, 0], copies[y, x, 1] = best_y, best_x
            changed += 1
    return changed


@numba.njit(cache=True, nogil=True)
def wish(scene: Scene, copies: Ints, place: Ints, links: Ints, out: tuple[Floats, Floats]) -> None:
    """Writes what each place wants of its neighbours (n x 3), and how many count (n).

    Between two pixels each side says how its own source goes on, and the mean is wanted. Where
    two kinds meet that were not copied together nothing is wanted: that step is no seam.
    """
    target, source = scene.target, scene.source
    (wanted, mass), step = out, np.zeros(3, np.float32)
    for t in range(place.shape[0]):
        y, x = place[t, 0], place[t, 1]
        q, p = copies[y, x, 0], copies[y, x, 1]
        wanted[t], mass[t] = 0.0, 0.0
        for k in range(4):
            dy, dx = (k - 1) * (1 - k % 2), (k - 2) * (k % 2)
            other = links[t, k]
            if other < 0:
                known = target.kind[y + dy, x + dx]
                if known != target.kind[y, x] or source.kind[q + dy, p + dx] != known:
                    continue
                mass[t] += np.float32(1.0)
                for c in range(3):
                    wanted[t, c] += (
                        target.colour[y + dy, (x + dx) * 3 + c]
                        + source.colour[q, p * 3 + c]
                        - source.colour[q + dy, (p + dx) * 3 + c]
                    )
                continue
            r, s = copies[y + dy, x + dx, 0], copies[y + dy, x + dx, 1]
            together = r == q + dy and s == p + dx
            if not together and source.kind[q, p] != source.kind[r, s]:
                links[t, k] = -1
                continue
            heard = _steps(source, (q, p), (r, s), (dy, dx), step)
            mass[t] += np.float32(1.0)
            for c in range(3):
                wanted[t, c] -= step[c] / np.float32(max(1, heard))


@numba.njit(cache=True, nogil=True)
def _steps(
    source: Side, here: tuple[int, int], there: tuple[int, int], way: tuple[int, int], step: Floats
) -> int:
    """Sums up how each of two copied pixels goes on towards the other; how many of them do."""
    (q, p), (r, s), (dy, dx) = here, there, way
    mine, theirs = source.kind[q + dy, p + dx] >= 0, source.kind[r - dy, s - dx] >= 0
    for c in range(3):
        step[c] = np.float32(0.0)
        if mine:
            step[c] += source.colour[q + dy, (p + dx) * 3 + c] - source.colour[q, p * 3 + c]
        if theirs:
            step[c] += source.colour[r, s * 3 + c] - source.colour[r - dy, (s - dx) * 3 + c]
    return int(mine) + int(theirs)
