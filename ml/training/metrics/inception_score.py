"""The score that made GANs comparable: sure of each picture, and unsure over all of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.training.metrics.pictures import TooFewPictures

Probabilities = NDArray[np.floating]
"""Pictures x classes, each row adds up to one."""


@dataclass(frozen=True)
class SplitScore:
    """Mean and population standard deviation over the splits."""

    mean: float
    deviation: float


def inception_score(probabilities: Probabilities, splits: int = 10) -> SplitScore:
    """exp(mean KL(p(y|x) || p(y))) in equal consecutive splits, Salimans et al. 2016.

    Between 1 and the number of classes. It depends on the classifier, which has to be named with
    it, on the number of pictures in a split, and is blind to a mode missing within a class.
    """
    if len(probabilities) < splits:
        raise TooFewPictures(f"{splits} splits need at least as many pictures.")
    edges = np.linspace(0, len(probabilities), splits + 1).astype(int)
    found = [
        _score(probabilities[start:stop].astype(np.float64))
        for start, stop in zip(edges[:-1], edges[1:], strict=True)
    ]
    return SplitScore(float(np.mean(found)), float(np.std(found)))


def _score(rows: NDArray[np.float64]) -> float:
    overall = rows.mean(axis=0, keepdims=True)
    # 0 log 0 is 0: such an entry adds nothing, whatever the mean is.
    ratio = np.divide(rows, overall, out=np.ones_like(rows), where=rows > 0)
    return float(np.exp(np.mean(np.sum(rows * np.log(ratio), axis=1))))
