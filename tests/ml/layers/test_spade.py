"""What spatially adaptive normalisation is where gains are nothing, and where a map is flat."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from ml.layers.initialisation import begin_xavier
from ml.layers.label_maps import one_hot
from ml.layers.spade import Spade, SpadeBlock, doubled


def quiet(layer: Spade) -> None:
    for convolution in (layer.gain, layer.offset):
        nn.init.zeros_(convolution.weight)
        assert convolution.bias is not None
        nn.init.zeros_(convolution.bias)


def test_without_gains_it_is_batch_norm() -> None:
    torch.manual_seed(0)
    layer, plain = Spade(5, 3, 4), nn.BatchNorm2d(5, affine=False)
    quiet(layer)
    signal = torch.randn(2, 5, 6, 6) * 3 + 1
    planes = one_hot(torch.randint(0, 2, (2, 6, 6)), 2)
    assert torch.allclose(layer(signal, planes), plain(signal), atol=1e-6)


def test_it_starts_near_batch_norm() -> None:
    torch.manual_seed(0)
    layer, plain = Spade(5, 3), nn.BatchNorm2d(5, affine=False)
    begin_xavier(layer)
    signal = torch.randn(2, 5, 6, 6)
    planes = one_hot(torch.randint(0, 2, (2, 6, 6)), 2)
    assert torch.allclose(layer(signal, planes), plain(signal), atol=0.01)


def test_a_flat_map_gives_the_same_gain_everywhere() -> None:
    torch.manual_seed(0)
    layer = Spade(2, 4, 8).eval()
    planes = one_hot(torch.full((1, 12, 12), 2), 3)
    gained = layer(torch.ones(1, 2, 12, 12), planes)
    inside = gained[:, :, 2:-2, 2:-2]
    assert torch.allclose(inside, inside[:, :, :1, :1].expand_as(inside), atol=1e-6)
    assert not torch.allclose(gained[:, :, 0], gained[:, :, 6]), "at the rim zeros are seen"


def test_a_map_moves_only_what_is_near() -> None:
    torch.manual_seed(0)
    layer = Spade(2, 3, 8).eval()
    signal = torch.randn(1, 2, 16, 16)
    labels = torch.zeros(1, 16, 16, dtype=torch.long)
    changed = labels.clone()
    changed[:, 8, 8] = 1
    apart = (layer(signal, one_hot(labels, 2)) - layer(signal, one_hot(changed, 2))).abs().sum(1)
    assert apart[0, 6:11, 6:11].max() > 0
    apart[0, 6:11, 6:11] = 0
    assert apart.max() == 0


@pytest.mark.parametrize(("into", "out"), [(4, 4), (6, 3)])
def test_a_block_widens_or_passes(into: int, out: int) -> None:
    block = SpadeBlock(into, out, 3, 4)
    planes = one_hot(torch.randint(0, 2, (2, 4, 4)), 2)
    assert block(torch.randn(2, into, 4, 4), planes).shape == (2, out, 4, 4)
    assert (block.past is None) == (into == out)


def test_doubling_repeats_pixels() -> None:
    small = torch.arange(4.0).view(1, 1, 2, 2)
    assert doubled(small)[0, 0].tolist() == [[0, 0, 1, 1], [0, 0, 1, 1], [2, 2, 3, 3], [2, 2, 3, 3]]
