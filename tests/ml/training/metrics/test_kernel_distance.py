"""KID: the estimate by its definition, unbiased, with an honest error bar."""

from __future__ import annotations

import numpy as np
import pytest

from ml.training.metrics.kernel import KernelPlan, kernel_distance, squared_mmd
from ml.training.metrics.pictures import TooFewPictures


def by_definition(first, second):
    def k(a, b):
        return (a @ b / len(a) + 1) ** 3

    m, n = len(first), len(second)
    within = sum(k(first[i], first[j]) for i in range(m) for j in range(m) if i != j)
    other = sum(k(second[i], second[j]) for i in range(n) for j in range(n) if i != j)
    across = sum(k(a, b) for a in first for b in second)
    return within / (m * (m - 1)) + other / (n * (n - 1)) - 2 * across / (m * n)


def test_definition():
    chance = np.random.default_rng(0)
    first, second = chance.normal(size=(7, 5)), 1 + chance.normal(size=(9, 5))
    assert squared_mmd(first, second) == pytest.approx(by_definition(first, second), rel=1e-12)


def test_two_points_each():
    # k(a, b) = 1 for orthogonal vectors; k(x, x') = (1 + 1)^3 for equal unit ones in one dimension.
    first, second = np.array([[1.0], [1.0]]), np.array([[0.0], [0.0]])
    assert squared_mmd(first, second) == pytest.approx(8 + 1 - 2, abs=1e-12)


def test_equal_distributions_average_to_zero_and_go_below():
    chance = np.random.default_rng(1)
    found = np.array(
        [squared_mmd(chance.normal(size=(20, 4)), chance.normal(size=(20, 4))) for _ in range(400)]
    )
    standard_error = found.std(ddof=1) / np.sqrt(len(found))
    assert abs(found.mean()) < 3.5 * standard_error
    assert 0.2 < np.mean(found < 0) < 0.8


def test_the_error_bar_is_about_as_wide_as_the_values_scatter():
    chance = np.random.default_rng(2)
    found = [
        kernel_distance(chance.normal(size=(60, 3)), 0.8 + chance.normal(size=(60, 3)))
        for _ in range(60)
    ]
    scatter = np.std([each.value for each in found], ddof=1)
    claimed = np.mean([each.error for each in found])
    assert 0.6 * scatter < claimed < 1.7 * scatter


def test_large_sets_by_subsets_agree_with_the_whole_estimate():
    chance = np.random.default_rng(3)
    first, second = chance.normal(size=(400, 6)), 0.5 + chance.normal(size=(450, 6))
    plan = KernelPlan(few=100, subset=80, subsets=60)
    found = kernel_distance(first, second, plan)
    assert found == kernel_distance(first, second, plan)
    whole = squared_mmd(first, second)
    assert abs(found.value - whole) < 4 * found.error
    assert found.error > 0


def test_a_small_set_beside_a_large_one():
    chance = np.random.default_rng(4)
    plan = KernelPlan(few=50, subsets=20)
    found = kernel_distance(chance.normal(size=(30, 3)), chance.normal(size=(500, 3)), plan)
    assert abs(found.value) < 5 * found.error


def test_two_pictures_can_be_bootstrapped_and_one_cannot():
    found = kernel_distance(np.eye(2), 2 * np.eye(2))
    assert np.isfinite([found.value, found.error]).all()
    with pytest.raises(TooFewPictures):
        kernel_distance(np.eye(1), np.eye(1))
