"""The same numbers as torch's own convolutions, there and back, at any size."""

from __future__ import annotations

import pytest
import torch
from torch import nn
from torch.nn import functional

from ml.layers import winograd
from ml.layers.winograd import WinogradConv, is_worth_it, sped_up


@pytest.mark.parametrize("size", [(8, 8), (5, 7), (3, 30), (17, 12)])
@pytest.mark.parametrize("rim", [0, 1])
def test_it_is_the_convolution(
    size: tuple[int, int], rim: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(winograd, "BAND_VALUES", 36 * 5 * 6)
    torch.manual_seed(1)
    conv = nn.Conv2d(5, 6, 3).requires_grad_(False)
    signal = torch.randn(1, 5, *size).requires_grad_()
    expected = functional.conv2d(signal, conv.weight, conv.bias, padding=rim)
    quick = WinogradConv(conv, rim)
    found = quick(signal)
    torch.testing.assert_close(found, expected, atol=1e-4, rtol=1e-4)
    with torch.no_grad():
        torch.testing.assert_close(quick(signal), expected.detach(), atol=1e-4, rtol=1e-4)
    outer = torch.randn_like(expected)
    (slope,) = torch.autograd.grad(found, signal, outer)
    (wanted,) = torch.autograd.grad(expected, signal, outer)
    torch.testing.assert_close(slope, wanted, atol=1e-4, rtol=1e-4)


def test_only_wide_fixed_convolutions_are_replaced() -> None:
    wide, thin = nn.Conv2d(128, 128, 3), nn.Conv2d(8, 8, 3)
    assert not is_worth_it(wide)
    network = nn.Sequential(nn.ReflectionPad2d(1), wide, nn.ReLU(), thin).requires_grad_(False)
    assert is_worth_it(wide)
    assert not is_worth_it(thin)
    signal = torch.rand(1, 128, 9, 9)
    expected = network[:3](signal)
    sped_up(network)
    assert isinstance(network[1], WinogradConv)
    assert network[3] is thin
    torch.testing.assert_close(network[:3](signal), expected, atol=1e-4, rtol=1e-4)
