"""KID: how far two sets are apart by their kernel, with an error bar; for few pictures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.training.metrics.pictures import TooFewPictures

Values = NDArray[np.floating]
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class KernelPlan:
    """Sets of at least `few` pictures are cut into subsets; smaller ones are bootstrapped."""

    few: int = 2000
    subset: int = 1000
    subsets: int = 100
    seed: int = 0


@dataclass(frozen=True)
class KernelDistance:
    """An unbiased estimate, so below zero about every second time for equal sets.

    `error` is the standard error of `value`: over subsets, or over bootstrap samples.
    """

    value: float
    error: float


def kernel(first: Values, second: Values) -> Matrix:
    """(x.y / d + 1)^3 of all pairs, Binkowski et al. 2018."""
    product = first.astype(np.float64) @ second.astype(np.float64).T
    return (product / first.shape[1] + 1) ** 3


def squared_mmd(first: Values, second: Values) -> float:
    """The unbiased estimate of the squared maximum mean discrepancy; at least two of each."""
    _require_two(first, second)
    return _weighted(
        (kernel(first, first), kernel(second, second), kernel(first, second)),
        np.ones(len(first)),
        np.ones(len(second)),
    )


def kernel_distance(
    first: Values, second: Values, plan: KernelPlan | None = None
) -> KernelDistance:
    """KID of two sets of features (count x dimensions); deterministic for a seed."""
    plan = plan or KernelPlan()
    _require_two(first, second)
    chance = np.random.default_rng(plan.seed)
    if min(len(first), len(second)) < plan.few:
        return _bootstrapped(first, second, plan, chance)
    smaller = min(len(first), len(second))
    size = min(plan.subset, smaller)
    found = [
        squared_mmd(
            first[chance.choice(len(first), size, replace=False)],
            second[chance.choice(len(second), size, replace=False)],
        )
        for _ in range(plan.subsets)
    ]
    # Subsets overlap: what shrinks the error is how many of them the set holds side by side.
    return KernelDistance(float(np.mean(found)), _spread(found) * float(np.sqrt(size / smaller)))


def _bootstrapped(
    first: Values, second: Values, plan: KernelPlan, chance: np.random.Generator
) -> KernelDistance:
    """The estimate over all pictures, its error from drawing each set again with replacement.

    A picture that is drawn twice is never compared with itself: that would be a bias upward.
    """
    first, second = _at_most(first, plan, chance), _at_most(second, plan, chance)
    kernels = (kernel(first, first), kernel(second, second), kernel(first, second))
    value = _weighted(kernels, np.ones(len(first)), np.ones(len(second)))
    found = [
        _weighted(kernels, _drawn(len(first), chance), _drawn(len(second), chance))
        for _ in range(plan.subsets)
    ]
    return KernelDistance(value, _spread(found))


def _at_most(values: Values, plan: KernelPlan, chance: np.random.Generator) -> Values:
    """A large set beside a small one: some of it, so that its kernel fits into memory."""
    if len(values) <= 2 * plan.few:
        return values
    return values[np.sort(chance.choice(len(values), 2 * plan.few, replace=False))]


def _drawn(count: int, chance: np.random.Generator) -> Matrix:
    while True:
        drawn = np.bincount(chance.integers(0, count, count), minlength=count)
        if np.count_nonzero(drawn) > 1:  # one picture alone makes no pair
            return drawn.astype(np.float64)


def _spread(found: list[float]) -> float:
    return float(np.std(found, ddof=1)) if len(found) > 1 else 0.0


def _weighted(kernels: tuple[Matrix, Matrix, Matrix], left: Matrix, right: Matrix) -> float:
    """The estimate where each picture counts so often; pairs of one with itself never do."""
    within_first, within_second, across = kernels
    between = left @ across @ right / (left.sum() * right.sum())
    return float(_within(within_first, left) + _within(within_second, right) - 2 * between)


def _within(values: Matrix, weights: Matrix) -> float:
    pairs = weights.sum() ** 2 - np.square(weights).sum()
    total = weights @ values @ weights - np.square(weights) @ np.diagonal(values)
    return float(total / pairs)


def _require_two(first: Values, second: Values) -> None:
    if min(len(first), len(second)) < 2:
        raise TooFewPictures("A kernel distance needs at least two pictures on either side.")
