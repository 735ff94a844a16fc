"""The filters by which pixels are weighed, and the weights of one direction of a scaling."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float64]
Planes = NDArray[np.float32]


class Resampling(Enum):
    """How colours between pixels are found; from fast and hard to slow and fine."""

    NEAREST = "nearest"
    BILINEAR = "bilinear"
    BICUBIC = "bicubic"
    LANCZOS = "lanczos"

    @property
    def radius(self) -> float:
        """How far the filter reaches in pixels."""
        return {"nearest": 0.5, "bilinear": 1.0, "bicubic": 2.0, "lanczos": 3.0}[self.value]

    @property
    def code(self) -> int:
        """The number by which loops know it."""
        return list(Resampling).index(self)

    def weigh(self, distance: Weights) -> Weights:
        """The weight at each distance (pixels)."""
        away = np.abs(distance)
        if self is Resampling.NEAREST:
            return ((distance >= -0.5) & (distance < 0.5)).astype(np.float64)
        if self is Resampling.BILINEAR:
            return np.maximum(0.0, 1.0 - away)
        if self is Resampling.BICUBIC:
            return _cubic(away)
        return np.where(away < 3.0, np.sinc(distance) * np.sinc(distance / 3.0), 0.0)


def _cubic(away: Weights) -> Weights:
    """Keys 1981, "Cubic convolution interpolation", with a = -1/2."""
    near = (1.5 * away - 2.5) * away * away + 1.0
    far = ((-0.5 * away + 2.5) * away - 4.0) * away + 2.0
    return np.where(away <= 1.0, near, np.where(away < 2.0, far, 0.0))


@dataclass(frozen=True)
class Taps:
    """For each target pixel of a row: which source pixels it sees and how much of each.

    `places` and `weights` are (n, taps), `centres` (n,) is where the pixel comes from; the
    weights of a pixel sum to 1.
    """

    centres: Weights
    places: NDArray[np.int64]
    weights: Weights

    @classmethod
    def of(cls, start: int, end: int, scale: float, shift: float, method: Resampling) -> Taps:
        """For target pixels start..end of x' = scale * x + shift; widened where it shrinks."""
        centres = (np.arange(start, end, dtype=np.float64) + 0.5 - shift) / scale
        centres = centres.astype(np.float64, copy=False)
        if method is Resampling.NEAREST:
            places = np.floor(centres + 1e-9).astype(np.int64)[:, None]
            return cls(centres, places, np.ones(places.shape))
        shrunk = min(1.0, scale)
        reach = method.radius / shrunk
        first = np.ceil(centres - reach - 0.5).astype(np.int64)
        count = int(np.ceil(2 * reach)) + 1
        places = first[:, None] + np.arange(count)[None, :]
        weights = method.weigh((places + 0.5 - centres[:, None]) * shrunk)
        return cls(centres, places, weights / weights.sum(axis=1, keepdims=True))

    def held(self, low: int, high: int) -> Taps:
        """Only pixels from `low` to before `high` count, with weights that again sum to 1.

        Target pixels that come from elsewhere see nothing.
        """
        inside = (self.places >= low) & (self.places < high)
        inside &= ((self.centres > low) & (self.centres < high))[:, None]
        if inside.all():
            return self
        weights = np.where(inside, self.weights, 0.0)
        total = weights.sum(axis=1, keepdims=True)
        safe = np.where(np.abs(total) > 1e-6, total, 1.0)
        return replace(self, places=np.clip(self.places, low, high - 1), weights=weights / safe)

    @property
    def first(self) -> int:
        return int(self.places.min())

    @property
    def last(self) -> int:
        return int(self.places.max())

    @property
    def width(self) -> int:
        return self.last + 1 - self.first

    def apply(self, planes: Planes, axis: int) -> Planes:
        """Weigh (h, w, c) along `axis`, whose first row or column is `first`."""
        total: Planes | None = None
        shape = [1, 1, 1]
        shape[axis] = len(self.places)
        for tap in range(self.places.shape[1]):
            weights = self.weights[:, tap].astype(np.float32).reshape(shape)
            if not weights.any():
                continue
            seen = np.take(planes, self.places[:, tap] - self.first, axis=axis)
            seen *= weights
            total = seen if total is None else np.add(total, seen, out=total)
        if total is None:
            size = list(planes.shape)
            size[axis] = len(self.places)
            return np.zeros(size, np.float32)
        return total
