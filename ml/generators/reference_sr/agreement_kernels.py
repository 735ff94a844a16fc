"""The compiled loop that joins matches which say the same: smooth maps out of single finds."""

# pyright: reportArgumentType=false, reportReturnType=false

from __future__ import annotations

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
REACH = 4
"""How far neighbours are asked, in pixels of the small picture."""
NUMBERS = 8
"""x, y, the four numbers of the map around it, share of neighbours that agree, their spread."""


@numba.njit(cache=True, nogil=True)
def agree(
    matches: Floats, scores: Floats, pixel: float, found: Floats, rows: tuple[int, int]
) -> None:
    """An affine map for each place, fitted to those neighbours that agree with it.

    found: rows x columns x NUMBERS; map and spread in pixels of the reference per pixel of the
    large picture.
    """
    height, width = scores.shape
    count = (2 * REACH + 1) ** 2
    dx, dy = np.empty(count), np.empty(count)
    ex, ey, weight = np.empty(count), np.empty(count), np.empty(count)
    for y in range(rows[0], rows[1]):
        for x in range(width):
            z, t = matches[y, x, 2], matches[y, x, 3]
            a, b = np.exp(z) * np.cos(t), np.exp(z) * np.sin(t)
            tolerance = 0.5 * np.exp(z) * pixel
            n, asked, agreed = 0, 0.0, 0.0
            for q in range(max(0, y - REACH), min(height, y + REACH + 1)):
                for p in range(max(0, x - REACH), min(width, x + REACH + 1)):
                    trust = max(np.float64(scores[q, p]), 0.0) ** 2
                    asked += 1.0
                    across, down = (p - x) * pixel, (q - y) * pixel
                    mx = matches[q, p, 0] - (a * across - b * down)
                    my = matches[q, p, 1] - (b * across + a * down)
                    gx, gy = mx - matches[y, x, 0], my - matches[y, x, 1]
                    if abs(gx) < tolerance and abs(gy) < tolerance:
                        agreed += 1.0
                        dx[n], dy[n], ex[n], ey[n], weight[n] = across, down, gx, gy, trust + 1e-3
                        n += 1
            _fit(dx[:n], dy[:n], ex[:n], ey[:n], weight[:n], found[y, x])
            found[y, x, 0] += matches[y, x, 0]
            found[y, x, 1] += matches[y, x, 1]
            found[y, x, 2] += a
            found[y, x, 3] -= b
            found[y, x, 4] += b
            found[y, x, 5] += a
            found[y, x, 6] = agreed / asked


@numba.njit(cache=True, nogil=True)
def _fit(  # noqa: PLR0913 - the columns of a table
    dx: Floats, dy: Floats, ex: Floats, ey: Floats, weight: Floats, found: Floats
) -> None:
    """Offset and slopes of ex and ey over dx and dy by weighted least squares, held to be small."""
    n = dx.shape[0]
    ridge = 4.0
    s, sx, sy, sxx, sxy, syy = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    u, ux, uy, v, vx, vy = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    for k in range(n):
        w = weight[k]
        s += w
        sx += w * dx[k]
        sy += w * dy[k]
        sxx += w * dx[k] * dx[k]
        sxy += w * dx[k] * dy[k]
        syy += w * dy[k] * dy[k]
        u += w * ex[k]
        ux += w * ex[k] * dx[k]
        uy += w * ex[k] * dy[k]
        v += w * ey[k]
        vx += w * ey[k] * dx[k]
        vy += w * ey[k] * dy[k]
    mx, my = sx / s, sy / s
    cxx, cyy, cxy = sxx - sx * mx + ridge * 16, syy - sy * my + ridge * 16, sxy - sx * my
    det = cxx * cyy - cxy * cxy
    bx, by = ux - sx * u / s, uy - sy * u / s
    px, py = (bx * cyy - by * cxy) / det, (by * cxx - bx * cxy) / det
    cx, cy = vx - sx * v / s, vy - sy * v / s
    rx, ry = (cx * cyy - cy * cxy) / det, (cy * cxx - cx * cxy) / det
    found[0], found[1] = u / s - px * mx - py * my, v / s - rx * mx - ry * my
    found[2], found[3], found[4], found[5] = px, py, rx, ry
    spread = 0.0
    for k in range(n):
        gx = ex[k] - (found[0] + px * dx[k] + py * dy[k])
        gy = ey[k] - (found[1] + rx * dx[k] + ry * dy[k])
        spread += weight[k] * (gx * gx + gy * gy)
    found[7] = np.sqrt(spread / s)
