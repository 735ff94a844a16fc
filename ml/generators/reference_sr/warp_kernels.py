"""The compiled loop that lays a reference out over the large picture."""

# pyright: reportArgumentType=false, reportReturnType=false

from __future__ import annotations

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
HALF_FROM = 1.5
"""From this many pixels of the reference for one of the large picture its half serves."""


class Source(NamedTuple):
    """A reference as it is and at half its size, and where it may be taken from."""

    whole: Floats
    half: Floats
    allowed: NDArray[np.uint8]


class Part(NamedTuple):
    """Which rows and columns of the large picture are wanted, and the factor."""

    top: int
    left: int
    factor: int


@numba.njit(cache=True, nogil=True, inline="always")
def _weights(f: float, taps: Floats) -> None:
    """The four weights of a cubic (Keys 1981, a = -0.5) between two samples."""
    g = 1.0 - f
    taps[0] = -0.5 * f * g * g
    taps[1] = 1.0 + f * f * (1.5 * f - 2.5)
    taps[2] = 1.0 + g * g * (1.5 * g - 2.5)
    taps[3] = -0.5 * g * f * f


@numba.njit(cache=True, nogil=True, fastmath={"reassoc", "contract", "arcp", "nsz"})
def _add(  # noqa: PLR0913 - a picture, a place, and where the sum goes
    picture: Floats, u: float, v: float, share: float, tx: Floats, ty: Floats, out: Floats
) -> None:
    rows, columns = picture.shape[0], picture.shape[1]
    p, q = int(np.floor(u)), int(np.floor(v))
    _weights(u - p, tx)
    _weights(v - q, ty)
    for j in range(4):
        line = picture[min(max(q + j - 1, 0), rows - 1)]
        for i in range(4):
            pixel = line[min(max(p + i - 1, 0), columns - 1)]
            weight = np.float32(share) * tx[i] * ty[j]
            out[0] += weight * pixel[0]
            out[1] += weight * pixel[1]
            out[2] += weight * pixel[2]


@numba.njit(cache=True, nogil=True)
def lay_out(source: Source, places: Floats, trust: Floats, part: Part, made: Floats) -> None:
    """Adds colours to `made` (rows x columns x 4), weights to its last channel.

    Each pixel asks the four places of the small picture around it; `places` as the agreement
    gives them, `trust` (rows x columns) says how far each is believed, 0 not at all.
    """
    rows, columns = trust.shape
    factor = part.factor
    height, width = source.allowed.shape
    tx, ty = np.empty(4, np.float32), np.empty(4, np.float32)
    for y in range(made.shape[0]):
        down = part.top + y + 0.5
        low_y = down / factor - 0.5
        q0 = int(np.floor(low_y))
        for x in range(made.shape[1]):
            across = part.left + x + 0.5
            low_x = across / factor - 0.5
            p0 = int(np.floor(low_x))
            for k in range(4):
                q, p = q0 + k // 2, p0 + k % 2
                share = (1.0 - abs(low_y - q)) * (1.0 - abs(low_x - p))
                q, p = min(max(q, 0), rows - 1), min(max(p, 0), columns - 1)
                share *= trust[q, p]
                if share <= 0.0:
                    continue
                m = places[q, p]
                dx, dy = across - (p + 0.5) * factor, down - (q + 0.5) * factor
                u, v = m[0] + m[2] * dx + m[3] * dy, m[1] + m[4] * dx + m[5] * dy
                if not (0.0 <= u < width and 0.0 <= v < height):
                    continue
                if source.allowed[int(v), int(u)] == 0:
                    continue
                if abs(m[2] * m[5] - m[3] * m[4]) >= HALF_FROM * HALF_FROM:
                    _add(source.half, u / 2 - 0.5, v / 2 - 0.5, share, tx, ty, made[y, x])
                else:
                    _add(source.whole, u - 0.5, v - 0.5, share, tx, ty, made[y, x])
                made[y, x, 3] += share
