"""Counts and closed forms of autoencoder's probabilistic sister (spec B-04)."""

from __future__ import annotations

import math

import pytest
import torch

from ml.systems.vae.network import Vae, divergence


def test_parameters() -> None:
    with torch.device("meta"):
        assert sum(one.numel() for one in Vae().parameters()) == 652_824


def test_divergence_of_the_worked_example() -> None:
    mean = torch.tensor([[1.0, 0.0, -2.0]])
    log_variance = torch.tensor([[0.0, math.log(4.0), -1.0]])
    assert float(divergence(mean, log_variance)) == pytest.approx(3.490793, abs=1e-5)
    parts = [float(divergence(mean[:, i : i + 1], log_variance[:, i : i + 1])) for i in range(3)]
    assert parts == pytest.approx([0.5, 0.806853, 2.183940], abs=1e-5)
    assert float(divergence(torch.zeros(1, 3), torch.zeros(1, 3))) == 0.0


def test_the_code_is_mean_and_spread() -> None:
    torch.manual_seed(1)
    vae, pictures = Vae().eval(), torch.rand(2, 1, 28, 28)
    mean, log_variance = vae.encode(pictures)
    still = vae(pictures, torch.zeros(2, 20))[0]
    assert torch.allclose(still, vae.decoder(mean))
    moved = vae(pictures, torch.ones(2, 20))[0]
    assert torch.allclose(moved, vae.decoder(mean + torch.exp(log_variance / 2)))
    assert moved.shape == (2, 1, 28, 28)
