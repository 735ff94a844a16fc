"""Counts and closed forms of the first GAN (spec B-04)."""

from __future__ import annotations

import math

import pytest
import torch
from torch import nn

from ml.layers.maxout import Maxout
from ml.losses.adversarial import (
    nonsaturating_critic,
    nonsaturating_generator,
    saturating_generator,
)
from ml.systems.gan.network import LATENT, Critic, Generator


def count(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


def test_parameters_are_those_of_the_authors() -> None:
    with torch.device("meta"):
        assert count(Generator()) == 2_503_984
        assert count(Critic()) == 1_231_441


def test_shapes_and_ranges() -> None:
    made = Generator()(torch.rand(3, LATENT)).detach()
    assert made.shape == (3, 1, 28, 28)
    assert 0.0 < float(made.min()) < float(made.max()) < 1.0
    assert Critic()(made).shape == (3, 1)


def test_maxout_takes_the_largest_piece_of_each_unit() -> None:
    layer = Maxout(2, 2, 3)
    with torch.no_grad():
        layer.pieces.weight.zero_()
        layer.pieces.bias.copy_(torch.tensor([1.0, 5.0, 2.0, -7.0, -3.0, -4.0]))
    assert layer(torch.zeros(1, 2)).tolist() == [[5.0, -3.0]]


@pytest.mark.parametrize(
    ("opinion", "minimax", "minimax_slope", "practical", "practical_slope"),
    [
        (1e-3, -0.0010005, -0.001, 6.907755, -0.999),
        (0.5, -math.log(2), -0.5, math.log(2), -0.5),
    ],
)
def test_the_two_games_of_the_generator(
    opinion: float, minimax: float, minimax_slope: float, practical: float, practical_slope: float
) -> None:
    for game, loss, slope in (
        (saturating_generator, minimax, minimax_slope),
        (nonsaturating_generator, practical, practical_slope),
    ):
        logit = torch.tensor([math.log(opinion / (1 - opinion))], requires_grad=True)
        value = game(logit)
        value.backward()
        assert float(value.detach()) == pytest.approx(loss, abs=1e-6)
        assert logit.grad is not None
        assert float(logit.grad) == pytest.approx(slope, abs=1e-6)


def test_a_critic_that_cannot_tell_pays_twice_log_two() -> None:
    unsure = torch.zeros(4, 1)
    assert float(nonsaturating_critic(unsure, unsure)) == pytest.approx(1.386294, abs=1e-6)
