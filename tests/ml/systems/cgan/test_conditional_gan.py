"""Counts of the conditional GAN (spec B-04), and that classes matter."""

from __future__ import annotations

import torch
from torch import nn

from ml.systems.cgan.network import LATENT, Critic, Generator


def count(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


def test_parameters_are_those_of_the_paper() -> None:
    with torch.device("meta"):
        assert count(Generator()) == 2_413_984
        assert count(Critic()) == 1_224_351


def test_another_class_is_another_picture_and_another_score() -> None:
    torch.manual_seed(0)
    generator, critic = Generator(width=0.125).eval(), Critic(width=0.125).eval()
    latent = torch.rand(1, LATENT).expand(2, -1)
    classes = torch.eye(10)[[3, 7]]
    made = generator(latent, classes)
    assert made.shape == (2, 1, 28, 28)
    assert not torch.equal(made[0], made[1])
    scores = critic(made[:1].expand(2, -1, -1, -1), classes)
    assert scores.shape == (2, 1)
    assert not torch.equal(scores[0], scores[1])
