"""The network that paints in one style or in several: convolutions, residual blocks, and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.padding import MirrorConv

MULTIPLE_PX = 4
BASE = 32
RESIDUALS = 5
EPSILON = 1e-5


@dataclass(frozen=True)
class Shape:
    """How wide and deep: channels at the whole, half and quarter side on the way in, then out.

    `ends_in_norm` puts a normalisation with gains and offsets and a sigmoid behind the last
    convolution, as Dumoulin et al. do.
    """

    into: tuple[int, int, int] = (BASE, 2 * BASE, 4 * BASE)
    out: tuple[int, int] = (2 * BASE, BASE)
    residuals: int = RESIDUALS
    styles: int = 1
    ends_in_norm: bool = False

    @classmethod
    def of_base(cls, base: int, residuals: int = RESIDUALS) -> Shape:
        """The paper's proportions."""
        return cls((base, 2 * base, 4 * base), (2 * base, base), residuals)


class Statistics(Enum):
    """Where a normalisation takes mean and spread from."""

    OWN = "own"
    KEEP = "keep"
    KEPT = "kept"


class PictureNorm(nn.Module):
    """Instance normalisation with gains and offsets for each style; its statistics can be kept.

    A large picture is painted in tiles with statistics that were kept from the whole of it at a
    smaller size, so that no tile differs from its neighbour. `shares` (batch or 1, styles) mixes
    gains and offsets (Dumoulin et al. 2017, section 3.2); without them the first style counts.
    """

    def __init__(self, channels: int, styles: int = 1) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(styles, channels))
        self.bias = nn.Parameter(torch.zeros(styles, channels))
        self.statistics = Statistics.OWN
        self.shares: Tensor | None = None
        self._kept: tuple[Tensor, Tensor] | None = None

    def forward(self, signal: Tensor) -> Tensor:
        if self.statistics is Statistics.KEPT and self._kept is not None:
            variance, mean = self._kept
        else:
            variance, mean = torch.var_mean(signal, dim=(2, 3), correction=0, keepdim=True)
            if self.statistics is Statistics.KEEP:
                self._kept = (variance.detach(), mean.detach())
        if self.shares is None:
            gain, offset = self.weight[:1], self.bias[:1]
        else:
            gain, offset = self.shares @ self.weight, self.shares @ self.bias
        factor = gain[..., None, None] * (variance + EPSILON).rsqrt()
        return signal * factor + (offset[..., None, None] - mean * factor)


class _Painted(nn.Sequential):
    """A convolution, its normalisation, and a ReLU."""

    def __init__(self, channels: tuple[int, int], size: int, styles: int, stride: int = 1) -> None:
        conv = MirrorConv(*channels, size, stride=stride)
        super().__init__(conv, PictureNorm(channels[1], styles), nn.ReLU())


class _Residual(nn.Module):
    def __init__(self, channels: int, styles: int) -> None:
        super().__init__()
        self.first = _Painted((channels, channels), 3, styles)
        self.second = nn.Sequential(
            MirrorConv(channels, channels, 3), PictureNorm(channels, styles)
        )

    def forward(self, signal: Tensor) -> Tensor:
        return signal + self.second(self.first(signal))


class StylePainter(nn.Module):
    """Pictures (batch, 3, rows, columns) in 0..1, sides multiples of 4, to painted ones.

    With the first shape it has 1,679,235 parameters, as the network of the paper with a convolution
    and a nearest enlargement in place of fractional strides. Further styles cost their gains and
    offsets only. Without a norm at its end, values may leave 0..1 a little.
    """

    def __init__(self, shape: Shape | None = None) -> None:
        super().__init__()
        self.shape = shape = shape or Shape()
        whole, half, quarter = shape.into
        styles = shape.styles
        self.into = nn.Sequential(
            _Painted((3, whole), 9, styles),
            _Painted((whole, half), 3, styles, 2),
            _Painted((half, quarter), 3, styles, 2),
        )
        self.residuals = nn.Sequential(
            *(_Residual(quarter, styles) for _ in range(shape.residuals))
        )
        self.up_half = _Painted((quarter, shape.out[0]), 3, styles)
        self.up_full = _Painted(shape.out, 3, styles)
        self.to_picture = MirrorConv(shape.out[1], 3, 9)
        self.last_norm = PictureNorm(3, styles) if shape.ends_in_norm else None

    def forward(self, pictures: Tensor, shares: Tensor | None = None) -> Tensor:
        """`shares`: (batch or 1, styles), how much of each style; None is the first alone."""
        for norm in self.norms():
            norm.shares = shares
        signal = self.residuals(self.into(pictures * 2.0 - 1.0))
        signal = self.up_half(functional.interpolate(signal, scale_factor=2.0, mode="nearest"))
        signal = self.up_full(functional.interpolate(signal, scale_factor=2.0, mode="nearest"))
        made = self.to_picture(signal)
        if self.last_norm is not None:
            return self.last_norm(made).sigmoid()
        return made * 0.5 + 0.5

    def norms(self) -> Iterator[PictureNorm]:
        """All normalisations: what is adapted where a new style is learned from a shipped base."""
        return (module for module in self.modules() if isinstance(module, PictureNorm))

    def take_statistics(self, statistics: Statistics) -> None:
        for norm in self.norms():
            norm.statistics = statistics
