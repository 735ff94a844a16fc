"""PSNR and SSIM: how near the numbers of a picture are to those of its truth."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from ml.training.metrics.pictures import Picture, PicturesDiffer

PSNR_LIMIT_DB = 100.0
"""What equal pictures get, so that a mean over pictures stays a number."""
WINDOW_PX = 11
_SIGMA_PX = 1.5
_STUDIO = np.array([65.481, 128.553, 24.966]) / 255.0

Plane = NDArray[np.float64]


class Channel(Enum):
    """What is compared; both have a peak of 255."""

    LUMINANCE = "luminance"
    """Rec. 601 luma in studio range, 16 + 219 * luma, unrounded: the habit of super-resolution."""
    RGB = "rgb"
    """All three channels: one mean error for PSNR, the mean of three indices for SSIM."""


@dataclass(frozen=True)
class View:
    """What of two pictures is compared; super-resolution leaves out a border of its factor."""

    channel: Channel = Channel.LUMINANCE
    border_px: int = 0


def psnr_db(truth: Picture, other: Picture, view: View | None = None) -> float:
    """10 log10(255^2 / mean squared error), at most 100; 8-bit pictures of one size."""
    pairs = planes(truth, other, view or View())
    error = float(np.mean([np.mean((first - second) ** 2) for first, second in pairs]))
    if error <= 0:
        return PSNR_LIMIT_DB
    return min(PSNR_LIMIT_DB, 10 * math.log10(255.0**2 / error))


def ssim(truth: Picture, other: Picture, view: View | None = None) -> float:
    """Structural similarity, Wang et al. 2004: Gaussian of 11 px and sigma 1.5, K 0.01 and 0.03.

    Only windows that lie wholly inside count, as in the authors' program. At least 11 px a side.
    """
    found = [_similarity(first, second) for first, second in planes(truth, other, view or View())]
    return float(np.mean(found))


def planes(truth: Picture, other: Picture, view: View) -> list[tuple[Plane, Plane]]:
    """The channels that are compared, float64 in 0..255; raises `PicturesDiffer`."""
    if truth.shape != other.shape:
        raise PicturesDiffer(
            f"A picture of {truth.shape[1]} x {truth.shape[0]} px cannot be compared with one of "
            f"{other.shape[1]} x {other.shape[0]} px; bring them to one size."
        )
    edge = view.border_px
    inside = slice(edge, -edge or None)
    cut = [picture[inside, inside].astype(np.float64) for picture in (truth, other)]
    if view.channel is Channel.LUMINANCE:
        return [(16 + cut[0] @ _STUDIO, 16 + cut[1] @ _STUDIO)]
    return [(cut[0][:, :, channel], cut[1][:, :, channel]) for channel in range(3)]


def _similarity(first: Plane, second: Plane) -> float:
    low, high = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    mean_a, mean_b = _window(first), _window(second)
    variance_a = _window(first * first) - mean_a * mean_a
    variance_b = _window(second * second) - mean_b * mean_b
    covariance = _window(first * second) - mean_a * mean_b
    above = (2 * mean_a * mean_b + low) * (2 * covariance + high)
    below = (mean_a**2 + mean_b**2 + low) * (variance_a + variance_b + high)
    return float(np.mean(above / below))


def _window(plane: Plane) -> Plane:
    """Gaussian mean of each whole window, first down, then across."""
    if min(plane.shape) < WINDOW_PX:
        raise PicturesDiffer(f"SSIM needs pictures of at least {WINDOW_PX} px a side.")
    offsets = np.arange(WINDOW_PX) - WINDOW_PX // 2
    weights = np.exp(-(offsets**2) / (2 * _SIGMA_PX**2))
    weights /= weights.sum()
    down = _combined(plane, weights)
    return _combined(down.T, weights).T


def _combined(plane: Plane, weights: Plane) -> Plane:
    """Weighted sums of that many rows in a row, wherever they fit."""
    rows = len(plane) - len(weights) + 1
    total = np.zeros((rows, plane.shape[1]))
    for start, weight in enumerate(weights):
        total += weight * plane[start : start + rows]
    return total
