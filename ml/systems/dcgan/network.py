"""The generators and critics of Radford et al. 2016: the paper's, and dcgan.torch's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from torch import Tensor, nn

from ml.layers.initialisation import begin_normal
from ml.layers.strided_critic import SLOPE, SMALLEST_PX, StridedCritic, halvings_of

LATENT = 100


class Variant(Enum):
    """Whose layers."""

    PAPER = "paper"
    """A linear layer, then 5 x 5 convolutions; base 128 (the authors' Theano code)."""
    TORCH = "torch"
    """4 x 4 convolutions throughout; base 64 (dcgan.torch, and most others since)."""


@dataclass(frozen=True)
class Size:
    """What decides the shapes; `base` is the width of the layer next to the picture."""

    side_px: int = 64
    base: int = 64
    channels: int = 3
    variant: Variant = Variant.TORCH

    @property
    def widths(self) -> tuple[int, ...]:
        """Channels from 4 px upwards, halved with every doubling of the side."""
        doublings = halvings_of(self.side_px)
        return tuple(self.base << number for number in reversed(range(doublings)))


class Generator(nn.Module):
    """Latents -> (batch, channels, side, side) in -1..1; no offsets, no norm on the picture.

    Takes (batch, 100), and dcgan.torch's variant also grids (batch, 100, rows, columns), whose
    pictures are 16 px (at 64) larger with each row and column: `linefull` of its demonstration.
    """

    def __init__(self, size: Size = Size()) -> None:  # noqa: B008 - frozen
        super().__init__()
        widths = size.widths
        self.is_convolutional = size.variant is Variant.TORCH
        self.stem = _unfolding(widths[0]) if self.is_convolutional else _linear(widths[0])
        self.body = nn.Sequential(
            *(
                nn.Sequential(_doubling(into, out, size), nn.BatchNorm2d(out), nn.ReLU())
                for into, out in pairwise(widths)
            )
        )
        self.head = nn.Sequential(_doubling(widths[-1], size.channels, size), nn.Tanh())
        begin_normal(self)

    def features(self, latents: Tensor) -> Tensor:
        """What the last convolution sees: (batch, base, side / 2, side / 2), never negative."""
        if self.is_convolutional and latents.dim() == 2:
            latents = latents[:, :, None, None]
        return self.body(self.stem(latents))

    def forward(self, latents: Tensor) -> Tensor:
        return self.head(self.features(latents))


class PaperCritic(nn.Module):
    """(batch, channels, side, side) -> logits (batch, 1); 5 x 5 convolutions and a linear layer."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        widths = size.widths[::-1]
        layers: list[nn.Module] = [_halving(size.channels, widths[0]), nn.LeakyReLU(SLOPE)]
        for into, out in pairwise(widths):
            layers += [_halving(into, out), nn.BatchNorm2d(out), nn.LeakyReLU(SLOPE)]
        last = nn.Linear(widths[-1] * SMALLEST_PX**2, 1, bias=False)
        self.body = nn.Sequential(*layers, nn.Flatten(), last)
        begin_normal(self)

    def forward(self, pictures: Tensor) -> Tensor:
        return self.body(pictures)


def critic_of(size: Size) -> nn.Module:
    """The critic that belongs to a generator of this size."""
    if size.variant is Variant.PAPER:
        return PaperCritic(size)
    return StridedCritic(size.side_px, size.base, size.channels)


def _linear(width: int) -> nn.Module:
    units = width * SMALLEST_PX**2
    return nn.Sequential(
        nn.Linear(LATENT, units, bias=False),
        nn.BatchNorm1d(units),
        nn.ReLU(),
        nn.Unflatten(1, (width, SMALLEST_PX, SMALLEST_PX)),
    )


def _unfolding(width: int) -> nn.Module:
    layer = nn.ConvTranspose2d(LATENT, width, SMALLEST_PX, bias=False)
    return nn.Sequential(layer, nn.BatchNorm2d(width), nn.ReLU())


def _doubling(into: int, out: int, size: Size) -> nn.ConvTranspose2d:
    if size.variant is Variant.TORCH:
        return nn.ConvTranspose2d(into, out, 4, stride=2, padding=1, bias=False)
    return nn.ConvTranspose2d(into, out, 5, stride=2, padding=2, output_padding=1, bias=False)


def _halving(into: int, out: int) -> nn.Conv2d:
    return nn.Conv2d(into, out, 5, stride=2, padding=2, bias=False)
