"""Fourier convolutions: what they keep, how far they see, any size."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from ml.layers.fourier import FourierConv, SpectralConv, SpectralTransform


def identity_mix(layer: SpectralConv) -> SpectralConv:
    nn.init.eye_(layer.mix.weight.data.view(layer.mix.out_channels, -1))
    nn.init.zeros_(layer.mix.bias)
    return layer


def test_the_spectrum_of_a_constant_is_its_first_entry_alone():
    layer = identity_mix(SpectralConv(1))
    with torch.no_grad():
        # ReLU leaves the positive constant part of the spectrum as it is: nothing changes.
        constant = torch.full((1, 1, 6, 10), 0.3)
        torch.testing.assert_close(layer(constant), constant)
        # A negative constant has a negative first entry, which ReLU takes out.
        torch.testing.assert_close(layer(-constant), torch.zeros_like(constant))


def test_adding_to_the_constant_part_adds_to_every_pixel():
    layer = identity_mix(SpectralConv(1))
    with torch.no_grad():
        signal = torch.zeros(1, 1, 4, 4)
        signal[0, 0, 1, 2] = 1.0
        # One pixel of 16: its orthonormal spectrum has 1/4 everywhere in absolute value.
        layer.mix.weight.zero_()
        layer.mix.bias[0] = 0.25
        # Real parts 1/4 at all frequencies are one whole pixel at the origin.
        answer = layer(signal)
        expected = torch.zeros(1, 1, 4, 4)
        expected[0, 0, 0, 0] = 1.0
        torch.testing.assert_close(answer, expected)


@pytest.mark.parametrize("size", [(8, 8), (9, 13), (33, 47)])
def test_every_pixel_of_the_answer_sees_every_pixel(size):
    torch.manual_seed(3)
    layer = SpectralTransform(16)
    signal = torch.randn(1, 16, *size, requires_grad=True)
    answer = layer(signal)
    assert answer.shape == signal.shape
    answer[0, :, 0, 0].sum().backward()
    assert signal.grad is not None
    reached = signal.grad.abs().sum(dim=1)[0] > 0
    assert reached.float().mean() > 0.9  # a ReLU may close a path by chance


def test_a_plain_convolution_beside_it_sees_its_neighbours_only():
    torch.manual_seed(4)
    layer = FourierConv(2, 16)
    near = torch.randn(1, 2, 12, 12, requires_grad=True)
    wide = torch.randn(1, 16, 12, 12, requires_grad=True)
    local, spread = layer((near, wide))
    local[0, :, 6, 6].sum().backward(retain_graph=True)
    assert near.grad is not None
    seen = (near.grad.abs().sum(dim=1)[0] > 0).nonzero()
    assert seen.min() == 5
    assert seen.max() == 7
    assert wide.grad is not None
    wide.grad = None
    spread[0, :, 6, 6].sum().backward()
    assert (wide.grad.abs().sum(dim=1)[0] > 0).float().mean() > 0.9


def test_autocast_leaves_the_transform_in_single_precision():
    torch.manual_seed(5)
    layer = SpectralConv(2)
    signal = torch.randn(1, 2, 7, 9) * 1000
    with torch.autocast("cpu", dtype=torch.bfloat16):
        coarse = layer(signal)
    torch.testing.assert_close(coarse, layer(signal))
