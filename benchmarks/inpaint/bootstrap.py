"""Paired bootstrap: how sure the mean difference of two methods on the same cells is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

ROUNDS = 10_000


@dataclass(frozen=True)
class Interval:
    """Mean of the paired differences with its 95 % percentile interval."""

    mean: float
    low: float
    high: float
    cells: int

    @property
    def is_clear(self) -> bool:
        """True where the interval leaves out zero."""
        return self.low > 0 or self.high < 0


def paired_difference(first: Sequence[float], second: Sequence[float], seed: int = 0) -> Interval:
    """Interval of mean(first - second) over cells drawn with replacement, the same for a seed."""
    difference = np.asarray(first, np.float64) - np.asarray(second, np.float64)
    if difference.size == 0:
        raise ValueError("There is no cell that both methods filled.")
    drawn = np.random.default_rng(seed).integers(0, difference.size, (ROUNDS, difference.size))
    low, high = np.percentile(difference[drawn].mean(axis=1), [2.5, 97.5])
    return Interval(float(difference.mean()), float(low), float(high), int(difference.size))
