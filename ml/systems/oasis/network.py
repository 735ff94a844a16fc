"""The networks of Sushko et al. 2021: a generator fed with noise for every pixel, and its judge."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.initialisation import begin_xavier
from ml.layers.label_maps import fitted
from ml.layers.spade import HIDDEN, SLOPE, SpadeBlock, doubled
from ml.layers.spectral import spectral

NOISE = 64
_WIDTHS = (16, 16, 16, 8, 4, 2, 1)
_DOWN = (2, 2, 4, 4, 8, 8)
"""Widths of the judge's way down, as multiples of its base."""


class OasisGenerator(nn.Module):
    """Noise and planes of classes -> pictures in -1..1; sides are multiples of 2^doublings.

    Both together go into every normalisation, so that noise may be changed for a region alone.
    Six blocks of SPADE, a doubling between any two; for smaller pictures the widest are left out.
    """

    def __init__(
        self, planes: int, base: int = 64, doublings: int = 5, *, hidden: int = HIDDEN
    ) -> None:
        super().__init__()
        self.doublings = doublings
        widths = [base * width for width in _WIDTHS[-(doublings + 2) :]]
        given = planes + NOISE
        self.begin = nn.Conv2d(given, widths[0], 3, padding=1)
        self.blocks = nn.ModuleList(
            SpadeBlock(into, out, given, hidden)
            for into, out in zip(widths, widths[1:], strict=False)
        )
        self.to_picture = nn.Conv2d(widths[-1], 3, 3, padding=1)
        begin_xavier(self)

    def forward(self, planes: Tensor, noise: Tensor) -> Tensor:
        """noise (batch, 64, rows, columns), or (batch, 64, 1, 1) for the same everywhere."""
        spread = noise.expand(-1, -1, *planes.shape[-2:])
        given = torch.cat((spread, planes), dim=1)
        rows, columns = (side >> self.doublings for side in planes.shape[-2:])
        signal = self.begin(fitted(given, given.new_empty(0, 0, rows, columns)))
        for number, block in enumerate(self.blocks):
            signal = block(doubled(signal) if number else signal, given)
        return torch.tanh(self.to_picture(functional.leaky_relu(signal, SLOPE)))


class _Down(nn.Module):
    """Two convolutions, then means of 2 x 2 px; the way past is narrow where widths differ."""

    def __init__(self, into: int, out: int, *, is_first: bool) -> None:
        super().__init__()
        self.is_first = is_first
        self.first = spectral(nn.Conv2d(into, out, 3, padding=1))
        self.second = spectral(nn.Conv2d(out, out, 3, padding=1))
        self.past = spectral(nn.Conv2d(into, out, 1)) if into != out else None

    def forward(self, signal: Tensor) -> Tensor:
        calm = signal if self.is_first else functional.leaky_relu(signal, SLOPE)
        change = self.second(functional.leaky_relu(self.first(calm), SLOPE))
        past = functional.avg_pool2d(signal, 2) if self.is_first else signal
        past = self.past(past) if self.past is not None else past
        past = past if self.is_first else functional.avg_pool2d(past, 2)
        return functional.avg_pool2d(change, 2) + past


class _Up(nn.Module):
    """The sides doubled, then two convolutions; the way past as on the way down."""

    def __init__(self, into: int, out: int) -> None:
        super().__init__()
        self.first = spectral(nn.Conv2d(into, out, 3, padding=1))
        self.second = spectral(nn.Conv2d(out, out, 3, padding=1))
        self.past = spectral(nn.Conv2d(into, out, 1)) if into != out else None

    def forward(self, signal: Tensor) -> Tensor:
        change = self.first(doubled(functional.leaky_relu(signal, SLOPE)))
        change = self.second(functional.leaky_relu(change, SLOPE))
        past = doubled(signal)
        return change + (self.past(past) if self.past is not None else past)


class SegmentingCritic(nn.Module):
    """Names every pixel of a picture: (batch, classes + 1, rows, columns) of logits.

    Channel 0 is "made", channel c + 1 class c. A U-Net of residual blocks; sides must be multiples
    of 2^levels, six in the paper.
    """

    def __init__(self, classes: int, base: int = 64, levels: int = 6) -> None:
        super().__init__()
        down = [3, *(base * width for width in _DOWN[:levels])]
        self.down = nn.ModuleList(
            _Down(into, out, is_first=number == 0)
            for number, (into, out) in enumerate(zip(down, down[1:], strict=False))
        )
        # Each gives as much as the way down had at its size; the last one the base.
        outs = [*down[-2:0:-1], base]
        self.up = nn.ModuleList(
            _Up(out_before if number == 0 else out_before + down[-1 - number], out)
            for number, (out_before, out) in enumerate(zip([down[-1], *outs], outs, strict=False))
        )
        self.name = nn.Conv2d(base, classes + 1, 1)
        begin_xavier(self)

    def forward(self, pictures: Tensor) -> Tensor:
        """Pictures in -1..1."""
        seen: list[Tensor] = []
        signal = pictures
        for block in self.down:
            signal = block(signal)
            seen.append(signal)
        signal = self.up[0](seen.pop())
        for block in self.up[1:]:
            signal = block(torch.cat((seen.pop(), signal), dim=1))
        return self.name(signal)


def renewed(noise: Tensor, fresh: Tensor, region: Tensor) -> Tensor:
    """Noise with a part of it drawn anew: (batch, 64, rows, columns), region (batch, 1, ...), 0..1.

    What is outside keeps its bits, so that only the region and what it touches look new.
    """
    return torch.where(region > 0.5, fresh, noise)
