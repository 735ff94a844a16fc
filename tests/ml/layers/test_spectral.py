"""A spectral norm against the singular values themselves, and what it does to a gradient."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import nn

from ml.layers.initialisation import begin_xavier
from ml.layers.spectral import spectral


def largest(layer: nn.Conv2d | nn.Linear) -> float:
    return float(torch.linalg.svdvals(layer.weight.detach().flatten(1))[0])


@pytest.mark.parametrize("kind", ["convolution", "linear"])
def test_the_largest_singular_value_becomes_one(kind: str) -> None:
    torch.manual_seed(0)
    layer = nn.Conv2d(4, 6, 3) if kind == "convolution" else nn.Linear(9, 5)
    calm = spectral(copy.deepcopy(layer))
    for _ in range(400):
        _ = calm.weight
    assert largest(calm) == pytest.approx(1.0, abs=1e-4)
    before = largest(layer)
    assert torch.allclose(calm.weight * before, layer.weight, atol=1e-3)


def test_it_rests_when_nothing_is_learned() -> None:
    layer = spectral(nn.Linear(4, 4)).eval()
    before = {name: value.clone() for name, value in layer.named_buffers()}
    first, second = layer.weight, layer.weight
    assert torch.equal(first, second)
    assert all(torch.equal(before[name], value) for name, value in layer.named_buffers())


def test_new_weights_are_known_at_once() -> None:
    torch.manual_seed(0)
    layer = spectral(nn.Linear(32, 8))
    begin_xavier(layer)
    layer.eval()
    assert largest(layer) == pytest.approx(1.0, rel=0.1)
    assert layer.bias.abs().max() == 0


def test_the_gradient_knows_of_the_division() -> None:
    torch.manual_seed(0)
    layer = spectral(nn.Linear(3, 3, bias=False))
    for _ in range(60):
        _ = layer.weight
    layer.weight.square().sum().backward()
    original = layer.get_parameter("parametrizations.weight.original")
    assert original.grad is not None
    # Scaling all weights changes nothing, so the gradient stands at a right angle to them.
    assert float((original.grad * original.detach()).sum()) == pytest.approx(0.0, abs=1e-4)


def test_on_the_meta_device_it_only_counts() -> None:
    with torch.device("meta"):
        layer = spectral(nn.Conv2d(3, 4, 3))
        assert layer(torch.zeros(1, 3, 5, 5)).shape == (1, 4, 3, 3)
    assert sum(p.numel() for p in layer.parameters()) == 3 * 4 * 9 + 4
