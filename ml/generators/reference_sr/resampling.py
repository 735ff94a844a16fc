"""Samples planes with a bicubic kernel of any width, so that all that is compared is equally soft.

The kernel (a = -0.5, Keys 1981) widened by `width` is the one that pictures are commonly made
smaller with; with a step below the width a plane comes out as soft but finer in its grid.
"""

from __future__ import annotations

import numba
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]


def resampled(plane: Plane, size: tuple[int, int], step: float, width: float) -> Plane:
    """`size` (rows, columns) samples, `step` pixels apart and each `width` soft; mirrored borders.

    Sample i lies at (i + 0.5) * step in pixel edges. `width` below 1 counts as 1.
    """
    rows, columns = size
    across = np.empty((plane.shape[0], columns), np.float32)
    _along_rows(plane, across, step, max(1.0, width))
    made = np.empty((columns, rows), np.float32)
    _along_rows(np.ascontiguousarray(across.T), made, step, max(1.0, width))
    return np.ascontiguousarray(made.T)


def shrunken(picture: Plane, factor: int) -> Plane:
    """Rows x columns x channels made smaller by a whole factor, not clipped."""
    size = (picture.shape[0] // factor, picture.shape[1] // factor)
    planes = [
        resampled(np.ascontiguousarray(picture[..., channel]), size, factor, factor)
        for channel in range(picture.shape[2])
    ]
    return np.stack(planes, axis=2)


def grown(picture: Plane, factor: int) -> Plane:
    """Rows x columns x channels, bicubic, made larger by a whole factor."""
    size = (picture.shape[0] * factor, picture.shape[1] * factor)
    planes = [
        resampled(np.ascontiguousarray(picture[..., channel]), size, 1.0 / factor, 1.0)
        for channel in range(picture.shape[2])
    ]
    return np.stack(planes, axis=2)


@numba.njit(cache=True, nogil=True, inline="always")
def _cubic(x: float) -> float:
    x = abs(x)
    if x <= 1.0:
        return (1.5 * x - 2.5) * x * x + 1.0
    if x < 2.0:
        return ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0
    return 0.0


@numba.njit(cache=True, nogil=True)
def _along_rows(source: Plane, made: Plane, step: float, width: float) -> None:
    length, wanted = source.shape[1], made.shape[1]
    taps = int(np.ceil(4.0 * width)) + 2
    places = np.empty((wanted, taps), np.int32)
    weights = np.zeros((wanted, taps), np.float32)
    for i in range(wanted):
        centre = (i + 0.5) * step - 0.5
        first = int(np.floor(centre - 2.0 * width))
        total = 0.0
        for k in range(taps):
            weight = _cubic((centre - (first + k)) / width)
            total += weight
            weights[i, k] = weight
            place = (first + k) % (2 * length)
            places[i, k] = place if place < length else 2 * length - 1 - place
        for k in range(taps):
            weights[i, k] /= total
    for y in range(source.shape[0]):
        for i in range(wanted):
            value = np.float32(0.0)
            for k in range(taps):
                value += weights[i, k] * source[y, places[i, k]]
            made[y, i] = value
