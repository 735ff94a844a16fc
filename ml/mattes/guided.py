"""A guided filter: a rough soft mask takes over the edges of the picture that it belongs to.

He, Sun and Tang 2013 with a colour guide (section 3.5), and its fast form (He and Sun 2015): the
coefficients are computed on a small version and only applied at the full size.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.float32]
Matte = NDArray[np.float32]
"""Rows x columns, 0 outside to 1 inside."""

STRIP_PX = 1 << 20
PAIRS = ((0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2))


def coefficients(guide: Picture, matte: Matte, radius_px: int, epsilon: float) -> Picture:
    """What turns a pixel into its share: rows x columns x 4, a factor for each colour and a rest.

    `guide` and `matte` have one size. `epsilon` is how much variance counts as flat, in squares
    of 0..1: below it the matte is only smoothed.
    """
    mean = _mean_of(radius_px)
    mean_guide, mean_matte = mean(guide), mean(matte)
    spread = _spread(guide, mean_guide, mean, epsilon)
    product = mean(guide * matte[..., None])
    together = np.asarray(product - mean_guide * mean_matte[..., None], np.float32)
    slope = _solved(spread, together)
    rest = mean_matte - np.einsum("yxc,yxc->yx", slope, mean_guide)
    return mean(np.dstack([slope, rest]).astype(np.float32))


def apply(factors: Picture, picture: Picture, check: Callable[[], None]) -> Matte:
    """The matte at the size of `picture` (rows x columns x 3) from `coefficients` of any size.

    `check` is called between strips of rows and may raise.
    """
    rows, columns = picture.shape[:2]
    made = np.empty((rows, columns), np.float32)
    step = max(1, STRIP_PX // columns)
    for top in range(0, rows, step):
        check()
        end = min(top + step, rows)
        near = _rows_of(factors, top, end, (rows, columns))
        part = np.einsum("yxc,yxc->yx", near[..., :3], picture[top:end]) + near[..., 3]
        np.clip(part, 0.0, 1.0, out=made[top:end])
    return made


def _mean_of(radius_px: int) -> Callable[[Picture], Picture]:
    side = 2 * radius_px + 1

    def mean(values: Picture) -> Picture:
        blurred = cv2.blur(values, (side, side), borderType=cv2.BORDER_REFLECT)
        return np.asarray(blurred, np.float32)

    return mean


def _spread(
    guide: Picture, mean_guide: Picture, mean: Callable[[Picture], Picture], epsilon: float
) -> list[NDArray[np.float64]]:
    """The covariance of the colours around each pixel: rr, rg, rb, gg, gb and bb planes."""
    made: list[NDArray[np.float64]] = []
    for one, other in PAIRS:
        product = mean(guide[..., one] * guide[..., other])
        plane = product.astype(np.float64) - mean_guide[..., one] * mean_guide[..., other]
        made.append(plane + epsilon if one == other else plane)
    return made


def _solved(spread: list[NDArray[np.float64]], together: Picture) -> Picture:
    """The slope for each pixel, by Cramer's rule: far faster than a solver for each."""
    rr, rg, rb, gg, gb, bb = spread
    red, green, blue = (gg * bb - gb * gb, rb * gb - rg * bb, rg * gb - rb * gg)
    middle, mixed, last = (rr * bb - rb * rb, rg * rb - rr * gb, rr * gg - rg * rg)
    volume = rr * red + rg * green + rb * blue
    r, g, b = (together[..., channel] for channel in range(3))
    rows = (
        red * r + green * g + blue * b,
        green * r + middle * g + mixed * b,
        blue * r + mixed * g + last * b,
    )
    return np.dstack([row / volume for row in rows]).astype(np.float32)


def _rows_of(factors: Picture, top: int, end: int, size: tuple[int, int]) -> Picture:
    """The rows `top` to `end` of `factors` as they were enlarged whole to `size`."""
    rows, columns = size
    down, across = factors.shape[0] / rows, factors.shape[1] / columns
    y, x = (np.arange(top, end) + 0.5) * down - 0.5, (np.arange(columns) + 0.5) * across - 0.5
    wide = np.broadcast_to(x.astype(np.float32)[None], (end - top, columns))
    high = np.broadcast_to(y.astype(np.float32)[:, None], (end - top, columns))
    near = cv2.remap(
        factors,
        np.ascontiguousarray(wide),
        np.ascontiguousarray(high),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(near, np.float32)
