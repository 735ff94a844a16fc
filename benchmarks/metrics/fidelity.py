"""PSNR and SSIM: how near the numbers of a fill are to the truth (blur scores well on both)."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

LUMA = np.array([0.299, 0.587, 0.114], np.float32)
PSNR_LIMIT_DB = 100.0


def luma(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Rec. 601 luma of an HxWx3 8-bit RGB picture, float32 in 0..255."""
    return np.asarray(picture.astype(np.float32) @ LUMA, np.float32)


def psnr_db(truth: NDArray[np.uint8], other: NDArray[np.uint8], hole: NDArray[np.bool_]) -> float:
    """Peak signal-to-noise ratio in dB over the pixels of the hole, all channels, capped at 100."""
    difference = truth[hole].astype(np.float64) - other[hole].astype(np.float64)
    error = float(np.mean(difference**2))
    if error <= 0:
        return PSNR_LIMIT_DB
    return min(PSNR_LIMIT_DB, 10 * math.log10(255.0**2 / error))


def ssim_map(truth: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """Structural similarity per pixel of two HxW arrays in 0..255.

    Wang et al. 2004: Gaussian window of 11 px with sigma 1.5, K1 = 0.01, K2 = 0.03.
    """
    low, high = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    mean_a, mean_b = _window(truth), _window(other)
    variance_a = _window(truth * truth) - mean_a * mean_a
    variance_b = _window(other * other) - mean_b * mean_b
    covariance = _window(truth * other) - mean_a * mean_b
    above = (2 * mean_a * mean_b + low) * (2 * covariance + high)
    below = (mean_a**2 + mean_b**2 + low) * (variance_a + variance_b + high)
    return np.asarray(above / below, np.float32)


def ssim(truth: NDArray[np.uint8], other: NDArray[np.uint8], hole: NDArray[np.bool_]) -> float:
    """Mean of the luma SSIM map over the pixels of the hole."""
    return float(np.mean(ssim_map(luma(truth), luma(other))[hole]))


def _window(values: NDArray[np.float32]) -> NDArray[np.float32]:
    blurred = cv2.GaussianBlur(values, (11, 11), 1.5, borderType=cv2.BORDER_REFLECT_101)
    return np.asarray(blurred, np.float32)
