"""The networks of Wang et al. 2018: coarse and fine generators, and the encoder of features."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from ml.layers.initialisation import begin_normal
from ml.layers.padding import MirrorConv
from ml.layers.patch_critics import halved

_BLOCKS, _FINE_BLOCKS = 9, 3


class Residual(nn.Module):
    """Adds two convolutions with mirrored rims to what came in."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            MirrorConv(width, width),
            nn.InstanceNorm2d(width),
            nn.ReLU(),
            MirrorConv(width, width),
            nn.InstanceNorm2d(width),
        )

    def forward(self, signal: Tensor) -> Tensor:
        return signal + self.body(signal)


class GlobalGenerator(nn.Module):
    """Planes -> pictures in -1..1: 7 x 7, halvings, residual blocks, doublings, 7 x 7.

    Sides are multiples of 2^halvings.
    """

    def __init__(
        self, planes: int, base: int = 64, halvings: int = 4, blocks: int = _BLOCKS, out: int = 3
    ) -> None:
        super().__init__()
        widths = [base << level for level in range(halvings + 1)]
        self.body = nn.Sequential(
            *_calm(MirrorConv(planes, base, 7), base),
            *(part for into in widths[:-1] for part in _halving(into)),
            *(Residual(widths[-1]) for _ in range(blocks)),
            *(part for width in reversed(widths[1:]) for part in _doubling(width)),
        )
        self.to_picture = MirrorConv(base, out, 7)
        begin_normal(self)

    def features(self, planes: Tensor) -> Tensor:
        """All but the last convolution: (batch, base, rows, columns)."""
        return self.body(planes)

    def forward(self, planes: Tensor) -> Tensor:
        return torch.tanh(self.to_picture(self.features(planes)))


class LocalEnhancer(nn.Module):
    """A finer generator around a coarse one: what both see at half the side is added up.

    The coarse one works at half the side and twice the width; its last convolution is there, so
    that it can be trained first, and is not used here.
    """

    def __init__(
        self,
        planes: int,
        base: int = 32,
        halvings: int = 4,
        blocks: int = _BLOCKS,
        fine_blocks: int = _FINE_BLOCKS,
    ) -> None:
        super().__init__()
        self.coarse = GlobalGenerator(planes, 2 * base, halvings, blocks)
        self.front = nn.Sequential(*_calm(MirrorConv(planes, base, 7), base), *_halving(base))
        self.fine = nn.Sequential(
            *(Residual(2 * base) for _ in range(fine_blocks)), *_doubling(2 * base)
        )
        self.to_picture = MirrorConv(base, 3, 7)
        for part in (self.front, self.fine, self.to_picture):
            begin_normal(part)

    def forward(self, planes: Tensor) -> Tensor:
        joined = self.front(planes) + self.coarse.features(halved(planes))
        return torch.tanh(self.to_picture(self.fine(joined)))

    def own_parameters(self) -> int:
        """Parameters in use: all but the coarse one's last convolution."""
        unused = sum(p.numel() for p in self.coarse.to_picture.parameters())
        return sum(p.numel() for p in self.parameters()) - unused


class FeatureEncoder(nn.Module):
    """A photograph -> three features of every thing in it, the same in all its pixels, -1..1."""

    def __init__(self, base: int = 16, halvings: int = 4, features: int = 3) -> None:
        super().__init__()
        self.body = GlobalGenerator(3, base, halvings, blocks=0, out=features)

    def forward(self, pictures: Tensor, things: Tensor) -> Tensor:
        """things (batch, rows, columns): a number for each thing, any whole numbers."""
        return thing_means(self.body(pictures), things)


def thing_means(features: Tensor, things: Tensor) -> Tensor:
    """Each pixel gets the mean of its thing: (batch, channels, rows, columns).

    Two things of one number in two pictures stay two.
    """
    flat, channels = features.float().permute(0, 2, 3, 1).flatten(0, 2), features.shape[1]
    example = torch.arange(len(things), device=things.device).view(-1, 1, 1)
    numbers = things.long() + example * (int(things.max()) + 1)
    known, place = torch.unique(numbers, return_inverse=True)
    place = place.flatten()
    sums = torch.zeros(len(known), channels, device=flat.device).index_add(0, place, flat)
    counts = torch.bincount(place, minlength=len(known)).clamp(min=1)
    means = (sums / counts[:, None])[place]
    return means.view(*things.shape, channels).permute(0, 3, 1, 2)


def class_of_thing(number: int) -> int:
    """Cityscapes' rule: numbers from 1000 on are class * 1000 + which one; others are classes."""
    return number if number < 1000 else number // 1000


def _calm(layer: nn.Module, width: int) -> list[nn.Module]:
    return [layer, nn.InstanceNorm2d(width), nn.ReLU()]


def _halving(into: int) -> list[nn.Module]:
    return _calm(nn.Conv2d(into, 2 * into, 3, 2, 1), 2 * into)


def _doubling(into: int) -> list[nn.Module]:
    layer = nn.ConvTranspose2d(into, into // 2, 3, 2, 1, output_padding=1)
    return _calm(layer, into // 2)
