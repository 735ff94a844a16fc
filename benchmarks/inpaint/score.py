"""Judges one fill by all metrics of the bench, reading the true picture's features only once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from benchmarks.metrics.fidelity import psnr_db, ssim
from benchmarks.metrics.gradients import gradient_emd
from benchmarks.metrics.hole import HoleBox, padded_hole_box
from benchmarks.metrics.lpips import LpipsWeightsMissing, load_lpips
from ml.training.metrics.lpips import Features, Lpips

Picture = NDArray[np.uint8]


@dataclass(frozen=True)
class Score:
    """How near a fill is to the truth; LPIPS is None where its weights are not installed."""

    lpips_vgg: float | None
    lpips_alex: float | None
    psnr_db: float
    ssim: float
    gradient_emd: float
    changed_outside: int  # largest change of a pixel outside the hole, 0..255


@dataclass(frozen=True)
class Judge:
    """The LPIPS networks that are installed, and a sentence about those that are not."""

    vgg: Lpips | None
    alex: Lpips | None
    missing: str = ""

    @classmethod
    def load(cls, with_vgg: bool = True) -> Judge:
        """Load what is installed; VGG16 costs ten times AlexNet and may be left out."""
        try:
            return cls(load_lpips("vgg16") if with_vgg else None, load_lpips("alexnet"))
        except LpipsWeightsMissing as missing:
            return cls(None, None, str(missing))


class Truth:
    """The true picture of one cell; scores any number of fills of its hole."""

    def __init__(self, judge: Judge, picture: Picture, hole: NDArray[np.bool_]) -> None:
        self._judge = judge
        self._picture = picture
        self._hole = hole
        self._box: HoleBox = padded_hole_box(hole)

    def score(self, filled: Picture) -> Score:
        """All metrics of one fill; LPIPS and SSIM read the padded hole box, the others the hole."""
        box = self._box.slices
        cut = np.ascontiguousarray(filled[box])
        return Score(
            lpips_vgg=_distance(self._judge.vgg, self._vgg, cut),
            lpips_alex=_distance(self._judge.alex, self._alex, cut),
            psnr_db=psnr_db(self._picture, filled, self._hole),
            ssim=ssim(self._picture[box], cut, self._hole[box]),
            gradient_emd=gradient_emd(self._picture, filled, self._hole),
            changed_outside=self._changed_outside(filled),
        )

    @cached_property
    def _vgg(self) -> Features | None:
        return self._features(self._judge.vgg)

    @cached_property
    def _alex(self) -> Features | None:
        return self._features(self._judge.alex)

    def _features(self, network: Lpips | None) -> Features | None:
        return network.features(self._picture[self._box.slices]) if network else None

    def _changed_outside(self, filled: Picture) -> int:
        known = ~self._hole
        change = np.abs(filled[known].astype(np.int16) - self._picture[known])
        return int(change.max(initial=0))


def _distance(network: Lpips | None, truth: Features | None, cut: Picture) -> float | None:
    if network is None or truth is None:
        return None
    return network.compare(truth, network.features(cut))
