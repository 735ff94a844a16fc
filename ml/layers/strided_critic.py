"""The critic of dcgan.torch, which DiscoGAN took over: strided convolutions down to one score."""

from __future__ import annotations

from typing import NamedTuple

from torch import Tensor, nn

from ml.layers.initialisation import begin_normal

SLOPE = 0.2
SMALLEST_PX = 4
"""Of the features that the last convolution turns into a score."""


class Judged(NamedTuple):
    """Logits (batch, 1), and the features after each normalised layer, coarser and coarser."""

    scores: Tensor
    features: tuple[Tensor, ...]


class StridedCritic(nn.Module):
    """(batch, channels, side, side) -> logits (batch, 1); without offsets.

    Four by four convolutions halve the side down to 4 px and double the channels; batch norm in
    all but the first. 64 px, base 64 and 3 channels are dcgan.torch's 2,765,568 parameters.
    """

    def __init__(self, side_px: int = 64, base: int = 64, channels: int = 3) -> None:
        super().__init__()
        halvings = halvings_of(side_px)
        self.first = nn.Sequential(_halving(channels, base), nn.LeakyReLU(SLOPE))
        self.middle = nn.ModuleList(
            nn.Sequential(
                _halving(base << number, base << number + 1),
                nn.BatchNorm2d(base << number + 1),
                nn.LeakyReLU(SLOPE),
            )
            for number in range(halvings - 1)
        )
        self.last = nn.Conv2d(base << halvings - 1, 1, SMALLEST_PX, bias=False)
        begin_normal(self)

    def judged(self, pictures: Tensor) -> Judged:
        """Scores and what they were made of."""
        signal, features = self.first(pictures), list[Tensor]()
        for layer in self.middle:
            signal = layer(signal)
            features.append(signal)
        return Judged(self.last(signal).flatten(1), tuple(features))

    def forward(self, pictures: Tensor) -> Tensor:
        return self.judged(pictures).scores


def halvings_of(side_px: int) -> int:
    """How often a side is halved on the way to 4 px; raises `ValueError` for other sides."""
    halvings = (side_px // SMALLEST_PX).bit_length() - 1
    if halvings < 1 or SMALLEST_PX << halvings != side_px:
        raise ValueError(f"The side must be 8, 16, 32, 64, ... px, and {side_px} is none of them.")
    return halvings


def _halving(into: int, out: int) -> nn.Conv2d:
    return nn.Conv2d(into, out, 4, stride=2, padding=1, bias=False)
