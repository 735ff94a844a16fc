"""The network that paints in one style: convolutions, five residual blocks, and back to size."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.padding import MirrorConv

MULTIPLE_PX = 4
BASE = 32
RESIDUALS = 5
EPSILON = 1e-5


class Statistics(Enum):
    """Where a normalisation takes mean and spread from."""

    OWN = "own"
    KEEP = "keep"
    KEPT = "kept"


class PictureNorm(nn.Module):
    """Instance normalisation with gain and offset, whose statistics can be kept.

    A large picture is painted in tiles with statistics that were kept from the whole of it at a
    smaller size, so that no tile differs from its neighbour.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))
        self.statistics = Statistics.OWN
        self._kept: tuple[Tensor, Tensor] | None = None

    def forward(self, signal: Tensor) -> Tensor:
        if self.statistics is Statistics.KEPT and self._kept is not None:
            variance, mean = self._kept
        else:
            variance, mean = torch.var_mean(signal, dim=(2, 3), correction=0, keepdim=True)
            if self.statistics is Statistics.KEEP:
                self._kept = (variance.detach(), mean.detach())
        factor = self.weight.view(1, -1, 1, 1) * (variance + EPSILON).rsqrt()
        return signal * factor + (self.bias.view(1, -1, 1, 1) - mean * factor)


class _Painted(nn.Sequential):
    """A convolution, its normalisation, and a ReLU."""

    def __init__(self, channels_in: int, channels_out: int, size: int, *, stride: int = 1) -> None:
        conv = MirrorConv(channels_in, channels_out, size, stride=stride)
        super().__init__(conv, PictureNorm(channels_out), nn.ReLU())


class _Residual(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = _Painted(channels, channels, 3)
        self.second = nn.Sequential(MirrorConv(channels, channels, 3), PictureNorm(channels))

    def forward(self, signal: Tensor) -> Tensor:
        return signal + self.second(self.first(signal))


class StylePainter(nn.Module):
    """Pictures (batch, 3, rows, columns) in 0..1, sides multiples of 4, to painted ones.

    With base 32 it has 1,679,235 parameters, as the network of the paper with a convolution and a
    nearest enlargement in place of fractional strides. Values may leave 0..1 a little.
    """

    def __init__(self, base: int = BASE, residuals: int = RESIDUALS) -> None:
        super().__init__()
        self.into = nn.Sequential(
            _Painted(3, base, 9),
            _Painted(base, 2 * base, 3, stride=2),
            _Painted(2 * base, 4 * base, 3, stride=2),
        )
        self.residuals = nn.Sequential(*(_Residual(4 * base) for _ in range(residuals)))
        self.up_half = _Painted(4 * base, 2 * base, 3)
        self.up_full = _Painted(2 * base, base, 3)
        self.to_picture = MirrorConv(base, 3, 9)

    def forward(self, pictures: Tensor) -> Tensor:
        signal = self.residuals(self.into(pictures * 2.0 - 1.0))
        signal = self.up_half(functional.interpolate(signal, scale_factor=2.0, mode="nearest"))
        signal = self.up_full(functional.interpolate(signal, scale_factor=2.0, mode="nearest"))
        return self.to_picture(signal) * 0.5 + 0.5

    def norms(self) -> Iterator[PictureNorm]:
        """All normalisations: what is adapted where a new style is learned from a shipped base."""
        return (module for module in self.modules() if isinstance(module, PictureNorm))

    def take_statistics(self, statistics: Statistics) -> None:
        for norm in self.norms():
            norm.statistics = statistics
