"""The Parzen window estimate against densities that are known."""

from __future__ import annotations

import math

import pytest
import torch

from ml.training.metrics.parzen import best_width, log_likelihoods, parzen


def test_one_window_is_a_normal_density() -> None:
    held_out, made = torch.zeros(1, 3), torch.full((1, 3), 0.2)
    expected = -3 * 0.2**2 / (2 * 0.5**2) - 3 * math.log(0.5 * math.sqrt(2 * math.pi))
    assert float(log_likelihoods(held_out, made, 0.5)) == pytest.approx(expected)


def test_equal_windows_are_averaged_not_added() -> None:
    held_out = torch.rand(4, 5)
    one = log_likelihoods(held_out, torch.zeros(1, 5), 0.3)
    many = log_likelihoods(held_out, torch.zeros(7, 5), 0.3)
    assert torch.allclose(one, many)


def test_the_width_follows_how_far_apart_they_lie() -> None:
    chance = torch.Generator().manual_seed(3)
    made = torch.zeros(1, 50)
    assert best_width(0.25 * torch.randn((400, 50), generator=chance), made) == pytest.approx(
        0.25, rel=0.15
    )


def test_true_pictures_are_likelier_under_their_like() -> None:
    chance = torch.Generator().manual_seed(5)
    held_out = (torch.rand((60, 20), generator=chance) > 0.5).float()
    alike = (torch.rand((200, 20), generator=chance) > 0.5).float()
    grey = torch.full((200, 20), 0.5)
    assert parzen(held_out, torch.cat([alike, held_out])) > parzen(held_out, grey)


def test_one_picture_is_too_few() -> None:
    with pytest.raises(ValueError, match="Two held-out pictures"):
        parzen(torch.zeros(1, 2), torch.zeros(1, 2))
