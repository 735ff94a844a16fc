"""Distances in the layers of critics and teachers, and of a code from noise."""

from __future__ import annotations

import pytest
import torch

from ml.losses.matching import VGG_WEIGHTS, features_apart, kl_to_normal, layers_apart


def test_layers_are_summed_and_critics_averaged() -> None:
    real = [[torch.rand(2, 3, 4, 4), torch.rand(2, 5, 2, 2)], [torch.rand(2, 3, 2, 2)] * 2]
    assert layers_apart(real, real).item() == 0.0
    off = [[layer + 0.25 for layer in layers] for layers in real]
    assert layers_apart(off, real).item() == pytest.approx(2 * 0.25, abs=1e-6)
    # The factor of pix2pixHD, 10 / critics * 4 / (3 + 1) a layer, for a constant offset.
    full = [[torch.zeros(1)] * 4] * 2
    moved = [[torch.ones(1)] * 4] * 2
    assert 10 * layers_apart(moved, full).item() == pytest.approx(10 / 2 * 4 / (3 + 1) * 8)


def test_only_what_is_made_moves() -> None:
    fake, real = torch.ones(3, requires_grad=True), torch.zeros(3, requires_grad=True)
    layers_apart([[fake]], [[real]]).backward()
    assert fake.grad is not None
    assert real.grad is None


def test_weights_of_the_teachers_layers() -> None:
    assert sum(VGG_WEIGHTS) == pytest.approx(1.46875)  # the spec's own sum is 1.46875
    layers = [torch.zeros(1, 2, 3, 3)] * 5
    assert features_apart([layer + 1 for layer in layers], layers).item() == pytest.approx(
        sum(VGG_WEIGHTS)
    )


def test_a_code_like_noise_costs_nothing() -> None:
    nothing = torch.zeros(3, 256)
    assert kl_to_normal(nothing, nothing).item() == 0.0
    assert kl_to_normal(torch.ones(1, 256), torch.zeros(1, 256)).item() == pytest.approx(128)
    assert kl_to_normal(torch.ones(2, 256), torch.zeros(2, 256)).item() == pytest.approx(256)
