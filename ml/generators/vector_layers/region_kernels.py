"""The compiled loops that cut a picture into small regions and join them step by step."""

# The compiler types its own arguments.
# pyright: basic

from __future__ import annotations

import heapq
import math

import numba
import numba.typed
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Plane = NDArray[np.float32]
Ints = NDArray[np.int64]
PLACE = 6
"""Sums of a region: count, x, y, xx, xy, yy; then colours, colours · x, colours · y, squares."""


@numba.njit(cache=True, nogil=True)
def _root(parents: Ints, n: int) -> int:
    while parents[n] != n:
        parents[n] = parents[parents[n]]
        n = parents[n]
    return n


@numba.njit(cache=True, nogil=True)
def cut(picture: Plane, order: Ints, steps: Plane, reach: float, least: int) -> Ints:
    """Felzenszwalb 2004: join along edges from the weakest; then what is smaller than `least`.

    `picture` is (h, w, k). Edge n of `order` joins pixel n // 2 with its right (even) or lower
    (odd) neighbour; `steps` are their weights. Returns region numbers from 0 for all pixels.
    """
    height, width = picture.shape[0], picture.shape[1]
    count = height * width
    parents = np.arange(count)
    sizes = np.ones(count, np.int64)
    bounds = np.full(count, reach, np.float32)
    for turn in range(2):
        for edge in order:
            one = edge // 2
            other = one + 1 if edge % 2 == 0 else one + width
            a, b = _root(parents, one), _root(parents, other)
            if a == b:
                continue
            if turn == 0:
                joins = steps[edge] <= bounds[a] and steps[edge] <= bounds[b]
            else:
                joins = sizes[a] < least or sizes[b] < least
            if joins:
                if sizes[a] < sizes[b]:
                    a, b = b, a
                parents[b] = a
                sizes[a] += sizes[b]
                bounds[a] = steps[edge] + reach / sizes[a]
    numbers = np.full(count, -1, np.int64)
    labels = np.empty(count, np.int64)
    found = 0
    for n in range(count):
        root = _root(parents, n)
        if numbers[root] < 0:
            numbers[root] = found
            found += 1
        labels[n] = numbers[root]
    return labels.reshape(height, width)


@numba.njit(cache=True, nogil=True)
def sums_of(picture: Plane, labels: Ints, count: int) -> Floats:
    """The sums of each region that a fit of a slanted colour needs, (count, 7 + 3 k)."""
    height, width, channels = picture.shape
    sums = np.zeros((count, PLACE + 3 * channels + 1))
    for row in range(height):
        y = row + 0.5
        for column in range(width):
            x = column + 0.5
            one = sums[labels[row, column]]
            one[0] += 1.0
            one[1] += x
            one[2] += y
            one[3] += x * x
            one[4] += x * y
            one[5] += y * y
            for k in range(channels):
                value = picture[row, column, k]
                one[PLACE + k] += value
                one[PLACE + channels + k] += value * x
                one[PLACE + 2 * channels + k] += value * y
                one[PLACE + 3 * channels] += value * value
    return sums


@numba.njit(cache=True, nogil=True)
def misfit(sums: Floats) -> float:
    """What the best slanted colour leaves as squared error over the region."""
    channels = (len(sums) - PLACE - 1) // 3
    n = sums[0]
    mx, my = sums[1] / n, sums[2] / n
    # A small ridge: a region of a few pixels must not slant wildly.
    xx = sums[3] / n - mx * mx + 1.0
    xy = sums[4] / n - mx * my
    yy = sums[5] / n - my * my + 1.0
    scale = 1.0 / (xx * yy - xy * xy)
    left = sums[PLACE + 3 * channels]
    for k in range(channels):
        mean = sums[PLACE + k] / n
        cx = sums[PLACE + channels + k] / n - mx * mean
        cy = sums[PLACE + 2 * channels + k] / n - my * mean
        gain = (yy * cx * cx - 2 * xy * cx * cy + xx * cy * cy) * scale
        left -= n * (mean * mean + gain)
    return max(0.0, left)


@numba.njit(cache=True, nogil=True)
def borders_of(labels: Ints) -> tuple[Ints, Floats]:
    """All pairs of neighbours (n, 2), the smaller first, and how long their border is."""
    height, width = labels.shape
    lengths = numba.typed.Dict.empty(numba.types.int64, numba.types.float64)
    count = labels.max() + 1
    for row in range(height):
        for column in range(width):
            here = labels[row, column]
            for side in range(2):
                r, c = row + side, column + 1 - side
                if r < height and c < width and labels[r, c] != here:
                    low, high = min(here, labels[r, c]), max(here, labels[r, c])
                    key = low * count + high
                    lengths[key] = lengths.get(key, 0.0) + 1.0
    pairs = np.empty((len(lengths), 2), np.int64)
    found = np.empty(len(lengths))
    n = 0
    for key in lengths:
        pairs[n, 0], pairs[n, 1] = key // count, key % count
        found[n] = lengths[key]
        n += 1
    return pairs, found


@numba.njit(cache=True, nogil=True)
def _price(sums: Floats, fits: Floats, a: int, b: int, length: float) -> float:
    """How much error joining two regions adds, for each pixel of border that it saves."""
    return (misfit(sums[a] + sums[b]) - fits[a] - fits[b]) / math.sqrt(length)


@numba.njit(cache=True, nogil=True)
def join(leaves: Floats, pairs: Ints, lengths: Floats) -> tuple[Ints, Floats, Floats]:
    """Join the cheapest pair of neighbours until one region is left.

    Returns the parent of each of the 2 n - 1 nodes (-1: the last), their sums, and what the best
    slanted colour leaves of each. Children come before their parents.
    """
    count = len(leaves)
    total = 2 * count - 1
    sums = np.zeros((total, leaves.shape[1]))
    sums[:count] = leaves
    parents = np.full(total, -1, np.int64)
    fits = np.zeros(total)
    near = [numba.typed.Dict.empty(numba.types.int64, numba.types.float64) for _ in range(total)]
    heap = [(0.0, 0, 0) for _ in range(0)]
    for n in range(count):
        fits[n] = misfit(sums[n])
    for n in range(len(pairs)):
        a, b = pairs[n, 0], pairs[n, 1]
        near[a][b] = lengths[n]
        near[b][a] = lengths[n]
        heap.append((_price(sums, fits, a, b, lengths[n]), a, b))
    heapq.heapify(heap)
    made = count
    while len(heap) > 0 and made < total:
        _, a, b = heapq.heappop(heap)
        if parents[a] >= 0 or parents[b] >= 0:
            continue
        parents[a] = parents[b] = made
        sums[made] = sums[a] + sums[b]
        fits[made] = misfit(sums[made])
        for child in (a, b):
            for other in near[child]:
                if other != a and other != b and parents[other] < 0:
                    near[made][other] = near[made].get(other, 0.0) + near[child][other]
        for other in near[made]:
            length = near[made][other]
            near[other][made] = length
            heapq.heappush(heap, (_price(sums, fits, other, made, length), other, made))
        made += 1
    return parents[:made], sums[:made], fits[:made]


@numba.njit(cache=True, nogil=True)
def climb(values: Floats, parents: Ints) -> None:
    """Add the values of children to those of their parents, all the way up."""
    for n in range(len(parents)):
        if parents[n] >= 0:
            values[parents[n]] += values[n]


@numba.njit(cache=True, nogil=True)
def mark(parents: Ints, node: int, leaves: int) -> NDArray[np.bool_]:
    """Which leaves lie below `node`."""
    inside = np.zeros(len(parents), np.bool_)
    inside[node] = True
    for n in range(node - 1, -1, -1):
        if parents[n] >= 0 and inside[parents[n]]:
            inside[n] = True
    return inside[:leaves]
