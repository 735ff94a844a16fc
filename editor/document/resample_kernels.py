"""The compiled loops that pull pixels through a map; they give what `resample_loops` gives."""

# The compiler's decorator has no types; what callers see is typed by `PullLoops`.
# pyright: basic

from __future__ import annotations

import math

import numba
import numpy as np

from editor.document.geometry import PlaneMap
from editor.document.resample_filters import Resampling
from editor.document.resample_loops import Pull
from editor.document.tiles import Pixels

_MOST_TAPS = 6


def pull(source: Pixels, out: Pixels, pull: Pull) -> None:
    """Fill `out` (h, w) or (h, w, 4) from `source`; nothing lies around the source."""
    loop = _pull_grey if source.ndim == 2 else _pull_colour
    loop(source, out, pull.way.matrix, pull.method.code, pull.samples)


def rehearse() -> None:
    """Compile everything once."""
    small = Pull(PlaneMap.turning(10), Resampling.BICUBIC, 1)
    for depth in (np.uint8, np.uint16):
        for shape in ((4, 4), (4, 4, 4)):
            pull(np.zeros(shape, depth), np.zeros(shape, depth), small)


@numba.njit(cache=True, nogil=True)
def _weights(method: int, share: float, into: np.ndarray) -> int:
    """The normed weights of the taps around a place `share` behind a pixel; how many there are."""
    if method == 1:
        into[0], into[1] = 1.0 - share, share
        return 2
    taps = 4 if method == 2 else 6
    total = 0.0
    for n in range(taps):
        away = abs(n - taps // 2 + 1 - share)
        if method == 2:
            if away <= 1.0:
                value = (1.5 * away - 2.5) * away * away + 1.0
            elif away < 2.0:
                value = ((-0.5 * away + 2.5) * away - 4.0) * away + 2.0
            else:
                value = 0.0
        elif away >= 3.0:
            value = 0.0
        elif away < 1e-9:
            value = 1.0
        else:
            turn = math.pi * away
            value = 3.0 * math.sin(turn) * math.sin(turn / 3.0) / (turn * turn)
        into[n] = value
        total += value
    for n in range(taps):
        into[n] /= total
    return taps


@numba.njit(cache=True, nogil=True)
def _place(matrix: np.ndarray, x: float, y: float) -> tuple[float, float]:
    """Where the middle of the pulled pixel lies, minus half a pixel; far away where nowhere."""
    w = matrix[2, 0] * x + matrix[2, 1] * y + matrix[2, 2]
    if not w > 1e-12:
        return -1e6, -1e6
    from_x = (matrix[0, 0] * x + matrix[0, 1] * y + matrix[0, 2]) / w - 0.5
    from_y = (matrix[1, 0] * x + matrix[1, 1] * y + matrix[1, 2]) / w - 0.5
    return min(max(from_x, -1e6), 1e6), min(max(from_y, -1e6), 1e6)


@numba.njit(cache=True, nogil=True)
def _taps(
    method: int, x: float, y: float, across: np.ndarray, down: np.ndarray
) -> tuple[int, int, int]:
    """Left and top of the taps and how many there are each way."""
    if method == 0:
        across[0] = down[0] = 1.0
        return math.floor(x + 0.5), math.floor(y + 0.5), 1
    left, top = math.floor(x), math.floor(y)
    taps = _weights(method, x - left, across)
    _weights(method, y - top, down)
    return left - taps // 2 + 1, top - taps // 2 + 1, taps


@numba.njit(cache=True, nogil=True)
def _pull_colour(source, out, matrix, method, samples):  # noqa: ANN001, ANN202
    full = np.float32(255.0 if source.itemsize == 1 else 65535.0)
    rows, cols = source.shape[0], source.shape[1]
    across, down = np.empty(_MOST_TAPS), np.empty(_MOST_TAPS)
    inverse = 1.0 / (samples * samples)
    for v in range(out.shape[0]):
        for u in range(out.shape[1]):
            red = green = blue = alpha = 0.0
            for part in range(samples * samples):
                x = u + (part % samples + 0.5) / samples
                y = v + (part // samples + 0.5) / samples
                x, y = _place(matrix, x, y)
                left, top, taps = _taps(method, x, y, across, down)
                if left + taps <= 0 or top + taps <= 0 or left >= cols or top >= rows:
                    continue
                for n in range(max(0, -top), min(taps, rows - top)):
                    for m in range(max(0, -left), min(taps, cols - left)):
                        seen = source[top + n, left + m, 3] * (down[n] * across[m])
                        if seen != 0.0:
                            alpha += seen
                            red += seen * source[top + n, left + m, 0]
                            green += seen * source[top + n, left + m, 1]
                            blue += seen * source[top + n, left + m, 2]
            covered = alpha * inverse
            if covered > 0.5:
                out[v, u, 3] = round(min(covered, full))
                share = inverse / covered
                out[v, u, 0] = round(min(max(red * share, 0.0), full))
                out[v, u, 1] = round(min(max(green * share, 0.0), full))
                out[v, u, 2] = round(min(max(blue * share, 0.0), full))
            else:
                out[v, u, 0] = out[v, u, 1] = out[v, u, 2] = out[v, u, 3] = 0


@numba.njit(cache=True, nogil=True)
def _pull_grey(source, out, matrix, method, samples):  # noqa: ANN001, ANN202
    full = np.float32(255.0 if source.itemsize == 1 else 65535.0)
    rows, cols = source.shape[0], source.shape[1]
    across, down = np.empty(_MOST_TAPS), np.empty(_MOST_TAPS)
    inverse = 1.0 / (samples * samples)
    for v in range(out.shape[0]):
        for u in range(out.shape[1]):
            total = 0.0
            for part in range(samples * samples):
                x = u + (part % samples + 0.5) / samples
                y = v + (part // samples + 0.5) / samples
                x, y = _place(matrix, x, y)
                left, top, taps = _taps(method, x, y, across, down)
                if left + taps <= 0 or top + taps <= 0 or left >= cols or top >= rows:
                    continue
                for n in range(max(0, -top), min(taps, rows - top)):
                    for m in range(max(0, -left), min(taps, cols - left)):
                        total += source[top + n, left + m] * (down[n] * across[m])
            out[v, u] = round(min(max(total * inverse, 0.0), full))
