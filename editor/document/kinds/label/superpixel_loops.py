"""The compiled loops of superpixels: assign pixels to centres, and leave no scattered ones."""

# The compiler's decorator has no types; what callers see is typed by `superpixels`.
# pyright: basic

from __future__ import annotations

import numpy as np
from numba import njit

_compiled = njit(nogil=True, cache=True, error_model="numpy")
_FAR = np.float32(1e30)


@_compiled
def slic(lab: np.ndarray, step: int, compactness: np.float32, rounds: int) -> np.ndarray:
    """The number of the nearest centre (h, w) in colour and place; `lab` is (h, w, 3) float32."""
    height, width, _ = lab.shape
    down, across = max(1, height // step), max(1, width // step)
    centres = np.empty((down * across, 5), np.float32)
    for number in range(down * across):
        y = min(height - 1, int((number // across + 0.5) * height / down))
        x = min(width - 1, int((number % across + 0.5) * width / across))
        centres[number, 0], centres[number, 1] = y, x
        for k in range(3):
            centres[number, 2 + k] = lab[y, x, k]
    numbers = np.zeros((height, width), np.int32)
    how = (step, np.float32((compactness / step) ** 2))
    for _ in range(rounds):
        best = np.full((height, width), _FAR)
        for number in range(down * across):
            _claim(lab, centres[number], number, how, (best, numbers))
        _move(lab, centres, numbers)
    return numbers


@_compiled
def _claim(
    lab: np.ndarray,
    centre: np.ndarray,
    number: int,
    how: tuple[int, np.floating],
    found: tuple[np.ndarray, np.ndarray],
) -> None:
    """Give a centre all pixels around it that no other one is nearer to."""
    height, width, _ = lab.shape
    step, weight = how
    best, numbers = found
    cy, cx = centre[0], centre[1]
    for y in range(max(0, int(cy) - 2 * step), min(height, int(cy) + 2 * step + 1)):
        for x in range(max(0, int(cx) - 2 * step), min(width, int(cx) + 2 * step + 1)):
            away = ((y - cy) ** 2 + (x - cx) ** 2) * weight
            for k in range(3):
                away += (lab[y, x, k] - centre[2 + k]) ** 2
            if away < best[y, x]:
                best[y, x] = away
                numbers[y, x] = number


@_compiled
def _move(lab: np.ndarray, centres: np.ndarray, numbers: np.ndarray) -> None:
    """Each centre goes to the mean of its pixels."""
    height, width, _ = lab.shape
    sums = np.zeros((centres.shape[0], 6), np.float64)
    for y in range(height):
        for x in range(width):
            number = numbers[y, x]
            sums[number, 0] += y
            sums[number, 1] += x
            for k in range(3):
                sums[number, 2 + k] += lab[y, x, k]
            sums[number, 5] += 1
    for number in range(centres.shape[0]):
        if sums[number, 5] > 0:
            for k in range(5):
                centres[number, k] = sums[number, k] / sums[number, 5]


@_compiled
def connected(lab: np.ndarray, numbers: np.ndarray, least_px: int) -> np.ndarray:
    """Every piece connected by its sides; those of fewer pixels join the one most like them."""
    height, width = numbers.shape
    out = np.full((height, width), -1, np.int32)
    queue = np.empty((height * width, 2), np.int32)
    count = 0
    for y in range(height):
        for x in range(width):
            if out[y, x] < 0:
                _flood(numbers, out, queue, (y, x), count)
                count += 1
    facts = _facts(lab, out, count)
    into = _nearest_pieces(out, facts, least_px)
    names = np.full(count, -1, np.int32)
    fresh = 0
    for y in range(height):
        for x in range(width):
            piece = out[y, x]
            while into[piece] != piece:
                piece = into[piece]
            if names[piece] < 0:
                names[piece] = fresh
                fresh += 1
            out[y, x] = names[piece]
    return out


@_compiled
def _facts(lab: np.ndarray, pieces: np.ndarray, count: int) -> np.ndarray:
    """The mean colour of each piece and, last, how many pixels it has (n, 4)."""
    facts = np.zeros((count, 4), np.float64)
    height, width = pieces.shape
    for y in range(height):
        for x in range(width):
            for k in range(3):
                facts[pieces[y, x], k] += lab[y, x, k]
            facts[pieces[y, x], 3] += 1
    for piece in range(count):
        facts[piece, :3] /= facts[piece, 3]
    return facts


@_compiled
def _nearest_pieces(pieces: np.ndarray, facts: np.ndarray, least_px: int) -> np.ndarray:
    """For each piece the one that it joins; itself where it is large enough.

    A small one only joins a larger one, so that all of them end somewhere.
    """
    height, width = pieces.shape
    into = np.arange(facts.shape[0])
    best = np.full(facts.shape[0], np.inf)
    for y in range(height):
        for x in range(width):
            for turn in range(2):
                ny, nx = min(height - 1, y + turn), min(width - 1, x + 1 - turn)
                for one, other in (
                    (pieces[y, x], pieces[ny, nx]),
                    (pieces[ny, nx], pieces[y, x]),
                ):
                    is_less = facts[one, 3] < facts[other, 3]
                    is_less = is_less or (facts[one, 3] == facts[other, 3] and one > other)
                    if facts[one, 3] >= least_px or not is_less:
                        continue
                    apart = ((facts[one, :3] - facts[other, :3]) ** 2).sum()
                    if apart < best[one]:
                        best[one] = apart
                        into[one] = other
    return into


@_compiled
def _flood(
    numbers: np.ndarray, out: np.ndarray, queue: np.ndarray, place: tuple[int, int], fresh: int
) -> int:
    """Give all that is connected with a place the number `fresh`; how many pixels that were."""
    height, width = numbers.shape
    queue[0, 0], queue[0, 1] = place
    out[place] = fresh
    count, at = 1, 0
    while at < count:
        y, x = queue[at, 0], queue[at, 1]
        at += 1
        for turn in range(4):
            ny = y + (1 if turn == 0 else -1 if turn == 1 else 0)
            nx = x + (1 if turn == 2 else -1 if turn == 3 else 0)
            is_inside = ny >= 0 and nx >= 0 and ny < height and nx < width
            if is_inside and out[ny, nx] < 0 and numbers[ny, nx] == numbers[place]:
                out[ny, nx] = fresh
                queue[count, 0], queue[count, 1] = ny, nx
                count += 1
    return count


@_compiled
def geodesic(lab: np.ndarray, seeds: np.ndarray, colour: np.float32, rounds: int) -> np.ndarray:
    """How far (h, w) each pixel is from `seeds`; a step costs its length and its change of colour.

    By sweeps there and back (Toivanen 1996); `rounds` of them come near the true distance.
    """
    height, width, _ = lab.shape
    far = np.where(seeds, np.float32(0), np.float32(1e9))
    for _ in range(rounds):
        for y in range(height):
            for x in range(width):
                _relax(lab, far, colour, (y, x), -1)
        for y in range(height - 1, -1, -1):
            for x in range(width - 1, -1, -1):
                _relax(lab, far, colour, (y, x), 1)
    return far


@_compiled
def _relax(
    lab: np.ndarray, far: np.ndarray, colour: np.float32, place: tuple[int, int], way: int
) -> None:
    """Reach a place from those of its neighbours that the sweep has passed."""
    height, width, _ = lab.shape
    y, x = place
    for turn in range(4):
        ny = y if turn == 0 else y + way
        nx = x + way if turn == 0 else x + turn - 2
        if ny < 0 or nx < 0 or ny >= height or nx >= width:
            continue
        apart = np.float32(0)
        for k in range(3):
            apart += (lab[y, x, k] - lab[ny, nx, k]) ** 2
        length = np.float32(1.0 if ny == y or nx == x else 2.0)
        reached = far[ny, nx] + np.sqrt(length + colour * apart)
        far[y, x] = min(far[y, x], reached)
