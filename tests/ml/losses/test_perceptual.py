"""Distances between features, against values worked out by hand."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from ml.losses.perceptual import PerceptualDistance


def own_pixels(pictures: Tensor) -> tuple[Tensor, ...]:
    return pictures, pictures * 2


def test_it_is_the_weighted_mean_square_over_taps():
    first, second = torch.full((1, 1, 4, 4), 0.5), torch.zeros(1, 1, 4, 4)
    distance = PerceptualDistance((1.0, 10.0)).between(own_pixels, first, second)
    assert float(distance) == pytest.approx(0.25 + 10 * 1.0)


def test_half_the_size_does_not_see_what_averages_out():
    board = (torch.arange(4)[:, None] + torch.arange(4)) % 2
    first, second = board.float().view(1, 1, 4, 4), torch.full((1, 1, 4, 4), 0.5)
    near = PerceptualDistance((1.0, 0.0), (0,)).between(own_pixels, first, second)
    far = PerceptualDistance((1.0, 0.0), (1,)).between(own_pixels, first, second)
    both = PerceptualDistance((1.0, 0.0), (0, 1)).between(own_pixels, first, second)
    assert (float(near), float(far), float(both)) == (0.25, 0.0, 0.125)


def test_unit_length_takes_contrast_out_and_has_a_gradient_at_nothing():
    first = torch.rand(1, 3, 4, 4, generator=torch.Generator().manual_seed(0)) + 0.1
    distance = PerceptualDistance((1.0, 1.0), unit=True)
    assert float(distance.between(own_pixels, first * 5, first)) < 1e-5
    dark = torch.zeros(1, 3, 4, 4, requires_grad=True)
    distance.between(own_pixels, dark, first).backward()
    assert dark.grad is not None
    assert torch.isfinite(dark.grad).all()


def test_opposite_unit_features_are_four_apart():
    first = torch.ones(1, 1, 2, 2)
    distance = PerceptualDistance((1.0, 0.0), unit=True).between(own_pixels, first, -first)
    assert float(distance) == pytest.approx(4.0, rel=1e-4)


def test_the_truth_gets_no_gradient():
    first, second = (torch.rand(1, 3, 4, 4, requires_grad=True) for _ in range(2))
    PerceptualDistance((1.0, 1.0)).between(own_pixels, first, second).backward()
    assert first.grad is not None
    assert second.grad is None
