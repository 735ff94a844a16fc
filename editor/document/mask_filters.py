"""Grows and blurs coverage given as an array, in a time that does not depend on the radius."""

from __future__ import annotations

import importlib
import math
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

Coverage = NDArray[np.uint8]

_PASSES = 3
_SMALL_PX = 10.0
_GAUSSIAN_SIGMAS = 4
_STEP_SIGMA = 0.5


def _opencv() -> ModuleType:
    # Imported late: it takes as long to load as an empty window, and is rarely needed.
    return importlib.import_module("cv2")


def grown(coverage: Coverage, radius_px: float) -> Coverage:
    """`coverage` (h, w) with all that is at least half inside made larger by `radius_px`.

    The new edge is smooth over one pixel; soft parts of the old mask stay where they are higher.
    """
    outside = (coverage < 128).astype(np.uint8)
    if outside.all():
        return coverage.copy()
    cv2 = _opencv()
    distance: NDArray[np.float32] = cv2.distanceTransform(outside, cv2.DIST_L2, 5)
    # The first pixel outside lies half a pixel from the edge, but one from its neighbour inside.
    edge = np.clip((radius_px + 1 - distance) * 255, 0, 255)
    return np.maximum(coverage, np.rint(edge).astype(np.uint8))


def blur_reach(radius_px: float) -> int:
    """How far a blur of that radius looks, in pixels."""
    if radius_px < _SMALL_PX:
        return math.ceil(_GAUSSIAN_SIGMAS * radius_px / 2)
    return _PASSES * (_box_sides(radius_px)[-1] // 2) + 1


def blurred(coverage: Coverage, radius_px: float) -> Coverage:
    """`coverage` (h, w) blurred by a Gaussian, or three box filters, which come near a wide one.

    Its standard deviation is half of `radius_px`; the picture's edge is taken to go on.
    """
    cv2 = _opencv()
    soft: NDArray[np.float32] = coverage.astype(np.float32)
    if radius_px < _SMALL_PX:
        side = 2 * blur_reach(radius_px) + 1
        soft = cv2.GaussianBlur(soft, (side, side), radius_px / 2, borderType=cv2.BORDER_REPLICATE)
        return np.rint(np.clip(soft, 0, 255)).astype(np.uint8)
    for side in _box_sides(radius_px):
        soft = cv2.blur(soft, (side, side), borderType=cv2.BORDER_REPLICATE)
    return np.rint(np.clip(soft, 0, 255)).astype(np.uint8)


def softened(coverage: Coverage) -> Coverage:
    """`coverage` (h, w) with the steps of a hard edge smoothed over about one pixel."""
    found: Coverage = _opencv().GaussianBlur(
        coverage, (3, 3), _STEP_SIGMA, borderType=_opencv().BORDER_REPLICATE
    )
    return found


def smoothed(coverage: Coverage, radius_px: int) -> Coverage:
    """`coverage` (h, w) where the square of that radius around a pixel is mostly inside.

    Notches and specks narrower than the radius are gone; the new edge is soft over one pixel.
    """
    cv2 = _opencv()
    side = 2 * radius_px + 1
    mean: NDArray[np.float32] = cv2.blur(
        coverage.astype(np.float32), (side, side), borderType=cv2.BORDER_REPLICATE
    )
    # Across a straight edge the mean falls by 255 / side for each pixel.
    edge = (mean - 127.5) * side + 127.5
    return np.rint(np.clip(edge, 0, 255)).astype(np.uint8)


def _box_sides(radius_px: float) -> list[int]:
    """Odd sides of the boxes whose variances add up to that of the Gaussian, small ones first.

    Kovesi, “Fast almost-Gaussian filtering” (2010), equations 4 and 5.
    """
    variance = (radius_px / 2) ** 2
    ideal = math.sqrt(12 * variance / _PASSES + 1)
    low = max(1, int(ideal) - (int(ideal) % 2 == 0))
    high = low + 2
    count = (12 * variance - _PASSES * low * low - 4 * _PASSES * low - 3 * _PASSES) / (-4 * low - 4)
    lows = min(_PASSES, max(0, round(count)))
    return [low] * lows + [high] * (_PASSES - lows)
