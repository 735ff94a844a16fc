"""SRNTT's losses have the values that follow from the published formulas; so has its kernel."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from ml.systems.srntt.examples import Cut, cut
from ml.systems.srntt.losses import texture_loss, texture_weights
from ml.training.examples.degradations.resize import resampling

TAPS = (-0.001709, -0.010986, -0.018311, -0.011963, 0.022705, 0.097412, 0.181885, 0.240967)


def test_equal_maps_have_no_texture_loss() -> None:
    maps = [torch.rand(2, 5, 4, 4), torch.rand(2, 3, 8, 8)]
    assert float(texture_loss(maps, [one.clone() for one in maps])) == 0.0


def test_the_value_of_ones_against_nothing_is_that_of_the_formula() -> None:
    """Every Gram entry is H W; its square over 4 (H W C)^2 is 1 / (4 C^2), at any size."""
    widths = (256, 128, 64)
    ones = [torch.ones(1, c, 4 * s, 4 * s) for c, s in zip(widths, (1, 2, 4), strict=True)]
    wanted = sum(1 / (4 * c * c) for c in widths) / 3
    found = texture_loss(ones, [torch.zeros_like(one) for one in ones])
    assert float(found) == pytest.approx(wanted, rel=1e-5)
    assert wanted == pytest.approx(2.6703e-5, rel=1e-4)


def test_weights_scale_both_sides() -> None:
    ones = [torch.ones(1, 8, 4, 4)]
    nothing = [torch.zeros(1, 8, 4, 4)]
    half = torch.full((1, 4, 4), 0.5)
    plain, weighed = texture_loss(ones, nothing), texture_loss(ones, nothing, half)
    assert float(weighed) == pytest.approx(float(plain) / 16, rel=1e-5)


def test_alike_counts_more_unless_the_released_signs_are_asked_for() -> None:
    likeness = torch.tensor([0.0, 0.5, 1.0])
    ours = texture_weights(likeness)
    released = texture_weights(likeness, -20.0, 0.65)
    torch.testing.assert_close(ours, torch.sigmoid(20 * likeness - 0.65))
    assert ours.diff().min() > 0
    assert released.diff().max() < 0
    assert float(released[0]) == pytest.approx(0.657010, abs=1e-5)
    assert float(ours[0]) == pytest.approx(0.342990, abs=1e-5)


def test_the_kernel_that_makes_pictures_small_has_the_published_taps() -> None:
    row = resampling(64, 16)[8]
    found = row[np.flatnonzero(row)]
    assert len(found) == 16
    np.testing.assert_allclose(found, (*TAPS, *TAPS[::-1]), atol=1e-6)
    assert float(found.sum()) == pytest.approx(1.0, abs=1e-6)


def test_an_example_is_a_picture_and_something_near_it() -> None:
    chance = np.random.default_rng(0)
    picture = chance.integers(0, 256, (90, 70, 3), dtype=np.uint8)
    made = cut(picture, Cut(12, 4, 0.5), np.random.default_rng(1))
    assert {name: one.shape for name, one in made.items()} == {
        "low": (3, 12, 12), "high": (3, 48, 48), "reference": (3, 48, 48), "soft": (3, 48, 48),
    }  # fmt: skip
    again = cut(picture, Cut(12, 4, 0.5), np.random.default_rng(1))
    assert all(np.array_equal(made[name], again[name]) for name in made)
    assert made["soft"].std() < 0.5 * made["reference"].std()
    assert not np.array_equal(made["high"], made["reference"])
