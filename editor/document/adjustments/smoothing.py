"""Gaussian smoothing of planes: exact weights for small radii, running sums for large ones."""

from __future__ import annotations

import math

import numpy as np

from editor.document.adjustments.loops import loops
from editor.document.sheets import Floats

_REACH = 4
"""Beyond so many standard deviations lies less than one step of 16 bit."""
_SHARP_PX = 0.05
_LARGE_PX = 24.0
_PASSES = 5


def reach_px(deviation_px: float) -> int:
    """How far the smoothing looks around a pixel."""
    if deviation_px < _SHARP_PX:
        return 0
    if deviation_px < _LARGE_PX:
        return math.ceil(_REACH * deviation_px)
    radius, _ = box_of_deviation(deviation_px)
    return _PASSES * (radius + 1)


def smooth(planes: Floats, deviation_px: float) -> Floats:
    """Planes (n, h, w) smoothed by a gaussian; beyond the edge lies what lies at the edge."""
    if deviation_px < _SHARP_PX:
        return planes
    planes = np.ascontiguousarray(planes)
    if deviation_px < _LARGE_PX:
        return loops().weigh(planes, gaussian(deviation_px))
    radius, share = box_of_deviation(deviation_px)
    return loops().box(planes, radius, share, _PASSES)


def gaussian(deviation_px: float) -> Floats:
    """The weights of a gaussian at whole pixels; together they are 1."""
    reach = math.ceil(_REACH * deviation_px)
    at = np.arange(-reach, reach + 1)
    weights = np.exp(-0.5 * (at / deviation_px) ** 2)
    return (weights / weights.sum()).astype(np.float32)


def box_of_deviation(deviation_px: float) -> tuple[int, float]:
    """Radius of a box, and weight of the pixel beyond, of which five passes make a gaussian.

    Extended boxes have exactly the wanted variance (Gwosdek and others, Theoretical foundations
    of gaussian convolution by extended box filtering, 2011).
    """
    variance = deviation_px * deviation_px / _PASSES
    radius = int((math.sqrt(12 * variance + 1) - 1) / 2)
    length = 2 * radius + 1
    inner = radius * (radius + 1) * length / 3
    share = (variance * length - inner) / (2 * ((radius + 1) ** 2 - variance))
    return radius, share


def smooth_colours(planes: Floats, deviation_px: float) -> Floats:
    """Straight RGBA planes (4, h, w) smoothed so that clear pixels lend no colour."""
    covered = planes[3] >= 1
    if covered.all():
        out = np.empty_like(planes)
        out[:3] = smooth(planes[:3], deviation_px)
        out[3] = 1
        return out
    weighted = np.concatenate([planes[:3] * planes[3], planes[3:]])
    out = smooth(weighted, deviation_px)
    seen = out[3] > 0
    np.divide(out[:3], out[3], out=out[:3], where=seen)
    out[:3] = np.where(seen, out[:3], planes[:3])
    return out
