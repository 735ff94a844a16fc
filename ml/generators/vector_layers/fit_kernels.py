"""The compiled loops that paint a layer and find what would paint it better.

A layer's colour at a pixel is `coefficients` (3, k) · (1, x, y). The picture after layer t is
C_t = C_{t-1} (1 - M_t) + c_t M_t (Sbai 2018); what is made small is the error of the last picture
plus `own` times the error of the picture right after each layer, so that each layer is good on
its own level, too.
"""

# The compiler types its own arguments.
# pyright: basic

from __future__ import annotations

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Plane = NDArray[np.float32]


@numba.njit(cache=True, nogil=True, fastmath=True)
def paint(canvas: Plane, coverage: Plane, coefficients: Floats, left: int, top: int) -> None:
    """Put a layer over `canvas` (h, w, k); its coverage begins at (left, top)."""
    height, width = coverage.shape
    for row in range(height):
        y = top + row + 0.5
        for column in range(width):
            m = coverage[row, column]
            if m > 0.0:
                x = left + column + 0.5
                for k in range(canvas.shape[2]):
                    c = coefficients[0, k] + coefficients[1, k] * x + coefficients[2, k] * y
                    before = canvas[top + row, left + column, k]
                    canvas[top + row, left + column, k] = before + m * (c - before)


@numba.njit(cache=True, nogil=True, fastmath=True)
def squared(canvas: Plane, target: Plane, box: NDArray[np.int64]) -> float:
    """The sum of squared differences within `box` (left, top, right, bottom)."""
    total = 0.0
    for row in range(box[1], box[3]):
        for column in range(box[0], box[2]):
            for k in range(canvas.shape[2]):
                step = canvas[row, column, k] - target[row, column, k]
                total += step * step
    return total


@numba.njit(cache=True, nogil=True, fastmath=True)
def push(  # noqa: PLR0913 - one layer among its planes
    layer: tuple[Plane, Plane, Floats],
    planes: tuple[Plane, Plane, Plane],
    own: float,
    left: int,
    top: int,
    gain: Plane,
    bend: Plane,
) -> None:
    """How the error changes with the coverage of each pixel, into `gain`, and its bend (h, w).

    layer: coverage (h, w), the picture before it (h, w, k), its coefficients. planes: the target,
    the last picture less the target, and how much of the layer's place is seen from above.
    """
    coverage, before, coefficients = layer
    target, left_over, seen = planes
    height, width = coverage.shape
    for row in range(height):
        y = top + row + 0.5
        for column in range(width):
            x = left + column + 0.5
            m, t = coverage[row, column], seen[top + row, left + column]
            total = 0.0
            contrast = 0.0
            for k in range(before.shape[2]):
                c = coefficients[0, k] + coefficients[1, k] * x + coefficients[2, k] * y
                b = before[row, column, k]
                here = b + m * (c - b) - target[top + row, left + column, k]
                total += (left_over[top + row, left + column, k] * t + own * here) * (c - b)
                contrast += (c - b) * (c - b)
            gain[row, column] = 2.0 * total
            bend[row, column] = 2.0 * contrast * (t * t + own)


@numba.njit(cache=True, nogil=True, fastmath=True)
def colour_sums(
    layer: tuple[Plane, Plane, Floats],
    planes: tuple[Plane, Plane, Plane],
    own: float,
    left: int,
    top: int,
) -> tuple[Floats, Floats]:
    """The normal equations (3, 3) and (3, k) of the layer's best coefficients, all else fixed."""
    coverage, before, coefficients = layer
    target, left_over, seen = planes
    height, width = coverage.shape
    channels = before.shape[2]
    normal = np.zeros((3, 3))
    wanted = np.zeros((3, channels))
    for row in range(height):
        y = top + row + 0.5
        for column in range(width):
            m = coverage[row, column]
            if m <= 0.0:
                continue
            x = left + column + 0.5
            shown = m * seen[top + row, left + column]
            weight = shown * shown + own * m * m
            normal[0, 0] += weight
            normal[0, 1] += weight * x
            normal[0, 2] += weight * y
            normal[1, 1] += weight * x * x
            normal[1, 2] += weight * x * y
            normal[2, 2] += weight * y * y
            for k in range(channels):
                c = coefficients[0, k] + coefficients[1, k] * x + coefficients[2, k] * y
                rest = target[top + row, left + column, k] - before[row, column, k] * (1.0 - m)
                value = shown * (shown * c - left_over[top + row, left + column, k])
                value += own * m * rest
                wanted[0, k] += value
                wanted[1, k] += value * x
                wanted[2, k] += value * y
    normal[1, 0], normal[2, 0], normal[2, 1] = normal[0, 1], normal[0, 2], normal[1, 2]
    return normal, wanted


@numba.njit(cache=True, nogil=True, fastmath=True)
def recolour(
    coverage: Plane,
    planes: tuple[Plane, Plane, Plane],
    change: Floats,
    left: int,
    top: int,
) -> None:
    """Let the last picture know that the layer's coefficients changed by `change` (3, k)."""
    _, left_over, seen = planes
    height, width = coverage.shape
    for row in range(height):
        y = top + row + 0.5
        for column in range(width):
            shown = coverage[row, column] * seen[top + row, left + column]
            if shown > 0.0:
                x = left + column + 0.5
                for k in range(change.shape[1]):
                    step = change[0, k] + change[1, k] * x + change[2, k] * y
                    left_over[top + row, left + column, k] += shown * step


@numba.njit(cache=True, nogil=True, fastmath=True)
def hide(seen: Plane, coverage: Plane, left: int, top: int) -> None:
    """What lies below a layer is seen through what it leaves free."""
    height, width = coverage.shape
    for row in range(height):
        for column in range(width):
            seen[top + row, left + column] *= np.float32(1.0) - coverage[row, column]
