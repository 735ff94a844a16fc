"""How far a result counts around its hole: grown, then faded out, by exact distances."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.api.regions import Box, bounds_of

_SHARPEST_PX = 1e-3  # a softer border than this is none


class NegativeWidth(ValueError):
    """Grow or feather is below zero."""

    def __init__(self) -> None:
        super().__init__("Grow and feather must be 0 px or more.")


def distance_from(hole: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Euclidean distance in px of every pixel centre to the nearest one in the hole, 0 inside.

    Infinite everywhere where the hole is empty.
    """
    if not hole.any():
        return np.full(hole.shape, np.inf, np.float32)
    outside = np.logical_not(hole).astype(np.uint8)
    distance = cv2.distanceTransform(outside, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.asarray(distance, np.float32)


def coverage(
    hole: NDArray[np.bool_], *, grow_px: float = 0.0, feather_px: float = 0.0
) -> NDArray[np.float32]:
    """How much of the result counts at each pixel, float32 0..1.

    Exactly 1 in the hole and up to `grow_px` from it, falling smoothly to exactly 0 at
    `grow_px + feather_px` and beyond. Raises `NegativeWidth`.
    """
    if grow_px < 0 or feather_px < 0:
        raise NegativeWidth
    result = np.zeros(hole.shape, np.float32)
    here = _reach(hole, grow_px + feather_px)
    if here.is_empty:
        return result
    distance = distance_from(hole[here.slices])
    if feather_px < _SHARPEST_PX:
        result[here.slices] = distance <= grow_px
        return result
    past = np.clip((distance - np.float32(grow_px)) / np.float32(feather_px), 0.0, 1.0)
    fade = 1.0 - past * past * (3.0 - 2.0 * past)
    fade[distance <= grow_px] = 1.0
    fade[distance >= grow_px + feather_px] = 0.0
    result[here.slices] = np.clip(fade, 0.0, 1.0)
    return result


def grown(hole: NDArray[np.bool_], grow_px: float) -> NDArray[np.bool_]:
    """The hole and everything within `grow_px` of it; raises `NegativeWidth`."""
    return coverage(hole, grow_px=grow_px) > 0


def _reach(hole: NDArray[np.bool_], width_px: float) -> Box:
    bounds = bounds_of(hole)
    if bounds.is_empty:
        return bounds
    return bounds.padded(math.ceil(width_px) + 1).intersection(
        Box.of_size(hole.shape[1], hole.shape[0])
    )
