"""The inception-style score on its closed forms."""

from __future__ import annotations

import numpy as np
import pytest

from ml.training.metrics.inception_score import inception_score
from ml.training.metrics.pictures import TooFewPictures


def test_sure_and_balanced_over_ten_classes_is_ten():
    assert inception_score(np.tile(np.eye(10), (5, 1)), 5).mean == pytest.approx(10)


def test_always_the_same_answer_is_one():
    found = inception_score(np.tile([0.2, 0.5, 0.3], (8, 1)), 2)
    assert found.mean == pytest.approx(1)
    assert found.deviation == pytest.approx(0, abs=1e-12)


def test_two_pictures_two_classes():
    found = inception_score(np.array([[0.9, 0.1], [0.1, 0.9]]), 1)
    assert found.mean == pytest.approx(1.444935, abs=5e-7)


def test_splits_are_scored_apart():
    rows = np.array([[1.0, 0], [0, 1], [1, 0], [1, 0]])
    found = inception_score(rows, 2)
    assert found.mean == pytest.approx((2 + 1) / 2)
    assert found.deviation == pytest.approx(0.5)


def test_bounds():
    rows = np.random.default_rng(0).dirichlet(np.full(6, 0.3), 300)
    assert 1 < inception_score(rows, 3).mean < 6


def test_more_splits_than_pictures():
    with pytest.raises(TooFewPictures):
        inception_score(np.eye(3), 10)
