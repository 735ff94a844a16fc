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
    `smooth_px` along the border. The picture's own frame is no border. Of what is measured, only
    what texture and edges do not explain is a step: see `_trusted`.
    """
    depth = signed_depth(hole)
    where = hole & (depth <= 0.5)
    inside, grain_inside = _side(picture, depth, (band_px, smooth_px))
    outside, grain_outside = _side(picture, -depth, (band_px, smooth_px))
    noise = (grain_inside + grain_outside)[where] / np.float32(smooth_px)
    step = np.zeros_like(picture)
    if where.any():
        step[where] = _trusted((outside - inside)[where], noise, smooth_px)
    return BorderStep(step, where)


def _trusted(step: Picture, noise: Picture, smooth_px: float) -> Picture:
    """Shrink measured steps (pixels x 3) whose squared error is `noise` (pixels).

    James and Stein's rule, first for the step that the whole border has in common, which a median
    finds well, then for how each place differs from it: in calm parts nearly all is kept, in
    texture next to nothing, so that a fill which is right is left alone.
    """
    common = np.median(step, axis=0)
    windows = max(1.0, len(step) / (2.5 * smooth_px))
    error = 2 * float(np.median(noise)) / windows
    common = common * max(0.0, 1 - error / max(float(common @ common), 1e-12))
    differing = step - common
    energy = np.maximum((differing**2).sum(axis=1), 1e-12)
    kept = np.maximum(0, 1 - noise / energy)[:, None]
    return (common + kept * differing).astype(np.float32)


def _side(
    picture: Picture, depth: NDArray[np.float32], how: tuple[int, float]
) -> tuple[Picture, NDArray[np.float32]]:
    """Colours of one side carried on to the border, and their variance there.

    Where there is no farther band, the nearer one has to do.
    """
    band_px, smooth_px = how
    near, near_weight = _smooth(picture, (depth > 0) & (depth <= band_px), smooth_px)
    far, far_weight = _smooth(picture, (depth > band_px) & (depth <= 2 * band_px), smooth_px)
    trust = np.minimum(1.0, far_weight / np.maximum(near_weight, 1e-6))[..., None]
    carried = near + 0.5 * trust * (near - far)
    both = (depth > 0) & (depth <= 2 * band_px)
    mean, _ = _smooth(picture, both, smooth_px)
    square, _ = _smooth(picture**2, both, smooth_px)
    variance = np.maximum(square - mean**2, 0).sum(axis=2)
    return carried.astype(np.float32), variance.astype(np.float32)


def _smooth(picture: Picture, where: Hole, smooth_px: float) -> tuple[Picture, NDArray[np.float32]]:
    """Gaussian mean over the pixels of `where` only, and how much of them it saw.

    A wide Gaussian is taken on a smaller grid, where it is two cells wide.
    """
    weight = where.astype(np.float32)
    summed = _blur(picture * weight[..., None], smooth_px)
    seen = _blur(weight, smooth_px)
    mean = summed / np.maximum(seen, 1e-6)[..., None]
    return mean.astype(np.float32), seen


def _blur(values: NDArray[np.float32], smooth_px: float) -> NDArray[np.float32]:
    height, width = values.shape[:2]
    cell_px = int(max(1, min(smooth_px // 2, height, width)))
    if cell_px == 1:
        return np.asarray(cv2.GaussianBlur(values, (0, 0), smooth_px), np.float32)
    size = (-(-width // cell_px), -(-height // cell_px))
    small = cv2.resize(values, size, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), smooth_px / cell_px)
    return np.asarray(cv2.resize(small, (width, height)), np.float32)
