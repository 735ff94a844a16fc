"""The compiled loops that level light over a hole, kept as a list of its pixels and their links."""

# numba types its own arguments.
# pyright: reportArgumentType=false, reportReturnType=false

from __future__ import annotations

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Flags = NDArray[np.uint8]
Bools = NDArray[np.bool_]

NEAR_PX = 2
"""How far around a rim pixel known ones are looked for."""


@numba.njit(cache=True, nogil=True)
def link(place: Ints, links: Ints) -> None:
    """Writes to ``links`` (n x 4) which pixel lies above, left, below and right; -1: none.

    place: n x 2 in reading order, so that one walk finds all.
    """
    links[:] = -1
    above = 0
    for t in range(place.shape[0]):
        y, x = place[t, 0], place[t, 1]
        while place[above, 0] < y - 1 or (place[above, 0] == y - 1 and place[above, 1] < x):
            above += 1
        if place[above, 0] == y - 1 and place[above, 1] == x:
            links[t, 0], links[above, 2] = above, t
        if t > 0 and place[t - 1, 0] == y and place[t - 1, 1] == x - 1:
            links[t, 1], links[t - 1, 3] = t - 1, t


@numba.njit(cache=True, nogil=True, inline="always")
def _is_usable(usable: Flags, y: int, x: int) -> bool:
    return 0 <= y < usable.shape[0] and 0 <= x < usable.shape[1] and usable[y, x] > 0


@numba.njit(cache=True, nogil=True)
def wish(
    picture: Floats,
    usable: Flags,
    place: Ints,
    work: tuple[Ints, Ints],
    out: tuple[Floats, Floats],
) -> None:
    """Writes what each hole pixel wants of its neighbours, and how many it has.

    usable: 1 where a pixel may be copied. work: the source of each pixel (n x 2), and its links.
    out: n x 3 and n. Between a pixel and its neighbour each side says how its own source goes on;
    where both know, the mean of the two is wanted; where neither, no difference. What the known
    neighbours and all wanted differences add up to is a constant of the equation.
    """
    (copies, links), (wanted, mass) = work, out
    for t in range(place.shape[0]):
        y, x, wanted[t], mass[t] = place[t, 0], place[t, 1], 0.0, 0.0
        here_y, here_x = copies[t, 0], copies[t, 1]
        for k in range(4):
            dy, dx = (k - 1) * (1 - k % 2), (k - 2) * (k % 2)
            q, p = y + dy, x + dx
            if not (0 <= q < usable.shape[0] and 0 <= p < usable.shape[1]):
                continue
            other, there_y, there_x = links[t, k], q, p
            if other >= 0:
                there_y, there_x = copies[other, 0], copies[other, 1]
            mine = _is_usable(usable, here_y + dy, here_x + dx)
            theirs = _is_usable(usable, there_y - dy, there_x - dx)
            mass[t] += np.float32(1.0)
            for c in range(3):
                step, heard = np.float32(0.0), 0
                if mine:
                    step += picture[here_y + dy, here_x + dx, c] - picture[here_y, here_x, c]
                    heard += 1
                if theirs:
                    step += picture[there_y, there_x, c] - picture[there_y - dy, there_x - dx, c]
                    heard += 1
                wanted[t, c] -= step / np.float32(max(heard, 1))
                if other < 0:
                    wanted[t, c] += picture[q, p, c]


@numba.njit(cache=True, nogil=True)
def known_around(picture: Floats, hole: Bools, place: Ints, out: tuple[Floats, Bools]) -> None:
    """Writes the mean of the known pixels around each place (n x 3), and whether there are any."""
    mean, heard = out
    height, width = hole.shape
    for t in range(place.shape[0]):
        mean[t], count = 0.0, 0
        for y in range(max(0, place[t, 0] - NEAR_PX), min(height, place[t, 0] + NEAR_PX + 1)):
            for x in range(max(0, place[t, 1] - NEAR_PX), min(width, place[t, 1] + NEAR_PX + 1)):
                if not hole[y, x]:
                    count += 1
                    for c in range(3):
                        mean[t, c] += picture[y, x, c]
        heard[t] = count > 0
        for c in range(3):
            mean[t, c] /= np.float32(max(count, 1))


@numba.njit(cache=True, nogil=True, fastmath=True)
def relax(colours: Floats, links: Ints, wanted: Floats, mass: Floats, over: float) -> None:
    """One sweep of over-relaxation, in place, in reading order.

    Minimises the screened Poisson energy of Darabi et al. 2012 (section 3.2).
    """
    for t in range(colours.shape[0]):
        pull = np.float32(over) / mass[t]
        up, left, down, right = links[t, 0], links[t, 1], links[t, 2], links[t, 3]
        for c in range(3):
            total = wanted[t, c]
            if up >= 0:
                total += colours[up, c]
            if left >= 0:
                total += colours[left, c]
            if down >= 0:
                total += colours[down, c]
            if right >= 0:
                total += colours[right, c]
            colours[t, c] += pull * total - np.float32(over) * colours[t, c]
