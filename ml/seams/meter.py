"""The seam meter: how visible the border of a fill is, as one number that an artist can read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.api.regions import Box, bounds_of
from ml.seams.border import Hole, Picture, signed_depth

_BAND_PX = 2
_BANDS = 8  # four on each side of the border
_BLOCK_PX = 16
_STRIP_PX = 256
_HIDING_DE = 2.0  # texture of this deviation starts to hide a seam
_FEW_BLOCKS = 10  # an error found from so few is taken twice as large
_LEAST_PIXELS = 6  # of a band in a block: fewer say nothing

Values = NDArray[np.float64]


@dataclass(frozen=True)
class SeamReading:
    """What the border of a fill looks like.

    colour_step_de: step of colour across the border beyond what the picture does there by
    itself, in ΔE (CIE 1976, L*a*b* under D65); 2 is just seen, 5 is plain.
    gradient_step_de: difference of detail between both sides, in ΔE a pixel.
    length_px: how many pixels of the hole touch the border.
    """

    colour_step_de: float
    gradient_step_de: float
    length_px: int


def measure_seam(picture: Picture, hole: Hole, *, gap_px: float = 0.0) -> SeamReading:
    """Read the seam of a finished picture (HxWx3 float32 sRGB 0..1) along the border of `hole`.

    `gap_px` leaves out a soft transition outside the border (the feather). Colours are averaged
    in blocks of the border and carried on to it from both sides, so that a slope is no step. The
    same is read at two false borders, one on each side: what the picture's own texture and
    edges give there is taken off (in squares, as independent noise adds up).
    """
    height, width = hole.shape
    bounds = bounds_of(hole)
    margin = math.ceil(_BANDS // 2 * _BAND_PX + gap_px) + 2
    box = bounds.padded(margin).intersection(Box.of_size(width, height))
    if bounds.is_empty or box.is_empty or hole[box.slices].all():
        return SeamReading(0.0, 0.0, 0)
    here = hole[box.slices]
    depth = signed_depth(here)
    length_px = int(np.count_nonzero(here & (depth <= 0.5)))
    outside = depth < 0
    depth[outside] = np.minimum(depth[outside] + np.float32(gap_px), np.float32(0))
    places = _Places.near(depth)
    del depth, outside
    lab, detail = _described(picture[box.slices], places)
    bands, details = _Bands.read(lab, places), _Bands.read(detail, places)
    return SeamReading(
        colour_step_de=bands.step_beyond_texture(carry=True),
        gradient_step_de=details.step_beyond_texture(carry=False),
        length_px=length_px,
    )


@dataclass(frozen=True)
class _Places:
    """The pixels of all bands, in reading order: where they are, and which block and band."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    block: NDArray[np.intp]
    band: NDArray[np.intp]

    @classmethod
    def near(cls, depth: NDArray[np.float32]) -> _Places:
        band = np.clip(np.floor(depth / _BAND_PX) + _BANDS // 2, -1, _BANDS).astype(np.int8)
        rows, columns = np.nonzero((band >= 0) & (band < _BANDS) & (depth != 0))
        across = -(-depth.shape[1] // _BLOCK_PX)
        _, block = np.unique(rows // _BLOCK_PX * across + columns // _BLOCK_PX, return_inverse=True)
        return cls(rows, columns, block, band[rows, columns].astype(np.intp))


def _described(picture: Picture, places: _Places) -> tuple[Picture, Picture]:
    """L*a*b* (n x 3) and the length of its gradient (n x 1) of the places alone, strip by strip."""
    lab = np.empty((len(places.rows), 3), np.float32)
    detail = np.empty((len(places.rows), 1), np.float32)
    for top in range(0, len(picture), _STRIP_PX):
        low, high = np.searchsorted(places.rows, (top, top + _STRIP_PX))
        if low == high:
            continue
        first = max(0, top - 1)
        strip = np.ascontiguousarray(picture[first : top + _STRIP_PX + 1, :, :3])
        values = np.asarray(cv2.cvtColor(strip, cv2.COLOR_RGB2Lab), np.float32)
        at = places.rows[low:high] - first, places.columns[low:high]
        lab[low:high] = values[at]
        detail[low:high] = _detail(values)[at]
    return lab, detail


def _detail(lab: Picture) -> Picture:
    """Length of the gradient of L*a*b*, HxWx1, in ΔE a pixel."""
    down, across = np.gradient(lab, axis=(0, 1))
    return np.sqrt((down**2 + across**2).sum(axis=2, keepdims=True)).astype(np.float32)


@dataclass(frozen=True)
class _Bands:
    """Means of each band in each block of the border; band 4 is the first inside the hole."""

    mean: Values  # blocks x bands x channels, NaN where a band has too few pixels
    count: Values  # blocks x bands
    calm: Values  # blocks, 0..1: 1 where the picture is flat, small where texture hides a seam

    @classmethod
    def read(cls, values: Picture, places: _Places) -> _Bands:
        shape = (int(places.block.max(initial=-1)) + 1, _BANDS)
        place = places.block * _BANDS + places.band
        count = np.bincount(place, minlength=shape[0] * shape[1]).astype(np.float64)
        picked = values.astype(np.float64)
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = _sums(place, picked, count.size) / count[:, None]
        mean[count < _LEAST_PIXELS] = np.nan
        texture = _side_variance(place // (_BANDS // 2), picked, 2 * shape[0])
        calm = _HIDING_DE**2 / (_HIDING_DE**2 + texture)
        return cls(mean.reshape(*shape, -1), count.reshape(shape), calm)

    def step_beyond_texture(self, *, carry: bool) -> float:
        """Root mean square of the step at the border beyond what the false borders show.

        The step common to all blocks is a median, which single edges cannot move; how the blocks
        differ from it counts only as far as it surely differs from the false borders too.
        """
        middle = _BANDS // 2
        real = self._steps(middle, carry=carry)
        if real.count.sum() == 0:
            return 0.0
        false = [self._steps(middle + shift, carry=carry) for shift in (-2, 2)]
        false = [steps for steps in false if steps.count.sum() > 0]
        common = real.common_energy - _mean([steps.common_energy for steps in false])
        varying, error = real.varying_energy
        others = [steps.varying_energy for steps in false]
        beyond = varying - _mean([energy for energy, _ in others])
        doubt = math.hypot(error, _mean([other for _, other in others]))
        doubt = doubt if beyond > 0 else 2 * doubt  # a step is rather shown than hidden
        surely = math.copysign(max(0.0, abs(beyond) - doubt), beyond)
        return math.sqrt(max(0.0, max(0.0, common) + surely))

    def _steps(self, border: int, *, carry: bool) -> _Steps:
        """The step of each block at the border before band `border`."""
        inner, outer = self.mean[:, border], self.mean[:, border - 1]
        step = inner - outer
        if carry:
            deeper, farther = self.mean[:, border + 1], self.mean[:, border - 2]
            slopes = np.stack([deeper - inner, outer - farther])
            known = ~np.isnan(slopes)
            slope = np.where(known, slopes, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
            step = step - slope
        count = np.minimum(self.count[:, border], self.count[:, border - 1])
        known = np.logical_not(np.isnan(step).any(axis=1))
        return _Steps(step[known], count[known], self.calm[known])


@dataclass(frozen=True)
class _Steps:
    """One step a block (blocks x channels) and how much each counts."""

    step: Values
    count: Values
    calm: Values

    @cached_property
    def _common(self) -> Values:
        return np.array(
            [_weighted_median(channel, self.count * np.sqrt(self.calm)) for channel in self.step.T]
        )

    @property
    def common_energy(self) -> float:
        """Squared length of the step that all blocks have in common."""
        return float((self._common**2).sum())

    @cached_property
    def varying_energy(self) -> tuple[float, float]:
        """Mean squared step less the common one, and the standard error of that mean.

        Here calm blocks count most: an edge of the picture in a block is no seam.
        """
        energy = (self.step**2).sum(axis=1) - self.common_energy
        weight = self.count * self.calm**4
        share = weight / weight.sum()
        mean = float((share * energy).sum())
        error = float(np.sqrt((share**2 * (energy - mean) ** 2).sum()))
        return mean, error * (1 + _FEW_BLOCKS * float((share**2).sum()))


def _weighted_median(values: Values, weight: Values) -> float:
    order = np.argsort(values)
    passed = np.cumsum(weight[order])
    return float(values[order][np.searchsorted(passed, passed[-1] / 2)])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _side_variance(place: NDArray[np.int64], values: Values, size: int) -> Values:
    """Variance over all channels of each block: the larger one of its two sides."""
    count = np.maximum(np.bincount(place, minlength=size), 1)[:, None]
    mean = _sums(place, values, size) / count
    variance = (_sums(place, values**2, size) / count - mean**2).sum(axis=1)
    larger: Values = np.maximum(variance, 0).reshape(-1, 2).max(axis=1)
    return larger


def _sums(place: NDArray[np.int64], values: Values, size: int) -> Values:
    summed = np.zeros((size, values.shape[1]))
    for channel in range(values.shape[1]):
        summed[:, channel] = np.bincount(place, values[:, channel], minlength=size)
    return summed
