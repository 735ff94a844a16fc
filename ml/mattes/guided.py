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


def coefficients(guide: Picture, matte: Matte, radius_px: int, epsilon: float) -> Picture:
    """What turns a pixel into its share: rows x columns x 4, a factor for each colour and a rest.

    `guide` and `matte` have one size. `epsilon` is how much variance counts as flat, in squares
    of 0..1: below it the matte is only smoothed.
    """
    mean = _mean_of(radius_px)
    mean_guide, mean_matte = mean(guide), mean(matte)
    spread = _spread(guide, mean_guide, mean)
    spread[..., range(3), range(3)] += epsilon
    together = mean(guide * matte[..., None]) - mean_guide * mean_matte[..., None]
    slope = np.linalg.solve(spread, together[..., None])[..., 0]
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


def _spread(guide: Picture, mean_guide: Picture, mean: Callable[[Picture], Picture]) -> Picture:
    """The covariance of the colours around each pixel: rows x columns x 3 x 3."""
    made = np.empty((*guide.shape[:2], 3, 3), np.float32)
    for one in range(3):
        for other in range(one, 3):
            product = mean(guide[..., one] * guide[..., other])
            made[..., one, other] = product - mean_guide[..., one] * mean_guide[..., other]
            made[..., other, one] = made[..., one, other]
    return made


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
