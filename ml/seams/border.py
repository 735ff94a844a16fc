"""The border between a fill and the picture: bands of pixels by their distance from it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.seams.feather import distance_from

Picture = NDArray[np.float32]
Hole = NDArray[np.bool_]
Places = tuple[NDArray[np.intp], ...]


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
    step = np.zeros_like(picture)
    if where.any():
        inside = _Side.read(picture, depth, (band_px, smooth_px))
        outside = _Side.read(picture, -depth, (band_px, smooth_px))
        at = np.nonzero(where)
        noise = (inside.variance(at) + outside.variance(at)) / np.float32(smooth_px)
        step[where] = _trusted(outside.colours(at) - inside.colours(at), noise, smooth_px)
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


@dataclass(frozen=True)
class _Side:
    """Gaussian sums over the two bands of one side, on a grid where the Gaussian is two cells wide.

    near, far: cells x (weight, three colours, their squared length).
    """

    near: Picture
    far: Picture
    cell_px: int

    @classmethod
    def read(cls, picture: Picture, depth: NDArray[np.float32], how: tuple[int, float]) -> _Side:
        """Sum the bands of positive `depth`; only their few pixels are touched."""
        band_px, smooth_px = how
        cell_px = int(max(1, smooth_px // 2))
        bands = [
            _gather(picture, (depth > low) & (depth <= low + band_px), cell_px)
            for low in (0, band_px)
        ]
        near, far = (cv2.GaussianBlur(band, (0, 0), smooth_px / cell_px) for band in bands)
        return cls(np.asarray(near, np.float32), np.asarray(far, np.float32), cell_px)

    def colours(self, at: Places) -> Picture:
        """Colours carried on to the border; where there is no farther band, the nearer alone."""
        near, far = self._sample(self.near, at), self._sample(self.far, at)
        trust = np.minimum(1, far[:, :1] / np.maximum(near[:, :1], 1e-6))
        near, far = _mean(near), _mean(far)
        return (near + 0.5 * trust * (near - far))[:, :3].astype(np.float32)

    def variance(self, at: Places) -> NDArray[np.float32]:
        """Variance of the colours of both bands, summed over the channels."""
        mean = _mean(self._sample(self.near + self.far, at))
        return np.maximum(mean[:, 3] - (mean[:, :3] ** 2).sum(axis=1), 0)

    def _sample(self, grid: Picture, at: Places) -> Picture:
        """Bilinear values of a grid at pixels."""
        rows, columns = ((place + 0.5) / self.cell_px - 0.5 for place in at)
        y, x = np.clip(rows, 0, None).astype(np.int64), np.clip(columns, 0, None).astype(np.int64)
        below, right = np.minimum(y + 1, grid.shape[0] - 1), np.minimum(x + 1, grid.shape[1] - 1)
        down = np.clip(rows - y, 0, 1)[:, None].astype(np.float32)
        across = np.clip(columns - x, 0, 1)[:, None].astype(np.float32)
        upper = grid[y, x] * (1 - across) + grid[y, right] * across
        lower = grid[below, x] * (1 - across) + grid[below, right] * across
        return (upper * (1 - down) + lower * down).astype(np.float32)


def _gather(picture: Picture, band: Hole, cell_px: int) -> Picture:
    """Sums of the band's pixels in square cells: weight, colours, squared length of the colour."""
    height, width = -(-band.shape[0] // cell_px), -(-band.shape[1] // cell_px)
    rows, columns = np.nonzero(band)
    cell = rows // cell_px * width + columns // cell_px
    colours = picture[rows, columns]
    values = [None, *colours.T, (colours**2).sum(axis=1)]
    sums = [np.bincount(cell, value, minlength=height * width) for value in values]
    return np.stack(sums, axis=-1).reshape(height, width, -1).astype(np.float32)


def _mean(sums: Picture) -> Picture:
    return (sums[:, 1:] / np.maximum(sums[:, :1], 1e-9)).astype(np.float32)
