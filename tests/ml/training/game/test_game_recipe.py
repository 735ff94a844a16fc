"""Turns of a generator against a critic, and the cheap distance of sets that is asked meanwhile."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch import Tensor

from ml.training.game.measures import SetDistance, as_pictures, spread
from ml.training.game.recipe import unlike

Picture = np.ndarray


def coloured(count: int, seed: int, shift: int = 0) -> list[Picture]:
    chance = np.random.default_rng(seed)
    return list(chance.integers(shift, 100 + shift, (count, 16, 16, 3), np.uint8))


def test_unlike_is_nothing_for_pictures_of_the_batch() -> None:
    real = torch.rand((3, 1, 8, 8), generator=torch.Generator().manual_seed(0))
    assert float(unlike(real[[2, 0]] * 0.5 + 0.1, real)) == pytest.approx(0.0, abs=1e-5)
    assert float(unlike(1.0 - real[:1], real[:1])) == pytest.approx(2.0, abs=1e-5)


def test_near_sets_are_nearer() -> None:
    true = coloured(24, 0)
    distance = SetDistance(true, "random")
    near = distance.measured(coloured(24, 1), "kid")
    far = distance.measured(coloured(24, 1, shift=120), "kid")
    assert abs(near["kid"]) < 0.1 * far["kid"]
    assert far["kid_error"] > 0.0


def test_baselines_order_themselves() -> None:
    true = coloured(24, 0)
    distance = SetDistance(true, "random")
    found = distance.baselines(true)
    assert set(found) == {"kid_of_mean", "kid_of_noise", "kid_of_halves"}
    assert abs(found["kid_of_halves"]) < found["kid_of_noise"]
    assert found["kid_of_mean"] > 0.0


def test_scaling_makes_the_true_pictures_mean_square_one() -> None:
    """So a kernel of a set with itself does not depend on how loud the network is."""
    true = coloured(8, 2)
    distance = SetDistance(true, "random")
    kept = distance._true
    assert float(np.mean(np.square(kept))) == pytest.approx(1.0, rel=1e-5)


@pytest.mark.parametrize(
    ("count", "most", "found"), [(10, 5, [0, 2, 4, 6, 8]), (3, 8, [0, 1, 2]), (7, 7, [*range(7)])]
)
def test_indices_are_spread_over_all(count: int, most: int, found: list[int]) -> None:
    assert spread(count, most) == found


def test_tensors_become_pictures() -> None:
    grey: Tensor = torch.tensor([[[[0.0, 1.0], [0.5, 2.0]]]])
    (picture,) = as_pictures(grey)
    assert picture.shape == (2, 2, 3)
    assert picture[:, :, 0].tolist() == [[0, 255], [math.floor(0.5 * 255 + 0.5), 255]]
