"""The border between a fill and the picture: bands of pixels by their distance from it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.seams.feather import distance_from

Picture = NDArray[np.float32]
Hole = NDArray[np.bool_]


def signed_depth(hole: Hole) -> NDArray[np.float32]:
    """Distance in px from the border, positive inside the hole, negative outside.

    A pixel that touches the border has a depth of half a pixel.
    """
    inward = distance_from(np.logical_not(hole)) - np.float32(0.5)
    outward = np.float32(0.5) - distance_from(hole)
    return np.where(hole, inward, outward).astype(np.float32)


@dataclass(frozen=True)
class BorderStep:
    """The colour step that a fill makes at its border, smoothed along it.

    step: HxWx3, what must be added to the fill so that it meets the picture; known where `where`
    is true: the pixels of the hole that touch the border.
    """

    step: Picture
    where: Hole


def border_step(picture: Picture, hole: Hole, *, smooth_px: float, band_px: int = 3) -> BorderStep:
    """Measure the step between the filled pixels and the known ones beside them.

    Both sides are carried on to the border along a straight line through two bands of `band_px`,
    so that a slope of the picture itself is no step; texture is averaged away by a Gaussian of
    `smooth_px` along the border. The picture's own frame is no border.
    """
    depth = signed_depth(hole)
    inside = _carried(picture, (depth, band_px), smooth_px)
    outside = _carried(picture, (-depth, band_px), smooth_px)
    where = hole & (depth <= 0.5)
    step = np.where(where[..., None], outside - inside, np.float32(0))
    return BorderStep(step.astype(np.float32), where)


def _carried(picture: Picture, side: tuple[NDArray[np.float32], int], smooth_px: float) -> Picture:
    """Colours of one side at the border itself; the nearer band alone where there is no farther."""
    depth, band_px = side
    near, near_weight = _smooth(picture, (depth > 0) & (depth <= band_px), smooth_px)
    far, far_weight = _smooth(picture, (depth > band_px) & (depth <= 2 * band_px), smooth_px)
    trust = np.minimum(1.0, far_weight / np.maximum(near_weight, 1e-6))[..., None]
    return (near + 0.5 * trust * (near - far)).astype(np.float32)


def _smooth(picture: Picture, where: Hole, smooth_px: float) -> tuple[Picture, NDArray[np.float32]]:
    """Gaussian mean over the pixels of `where` only, and how much of them it saw."""
    weight = where.astype(np.float32)
    summed = cv2.GaussianBlur(picture * weight[..., None], (0, 0), smooth_px)
    seen = np.asarray(cv2.GaussianBlur(weight, (0, 0), smooth_px), np.float32)
    mean = np.asarray(summed, np.float32) / np.maximum(seen, 1e-6)[..., None]
    return mean.astype(np.float32), seen
