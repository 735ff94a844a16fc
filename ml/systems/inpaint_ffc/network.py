"""The generator: three halvings, residual blocks of Fourier convolutions, three doublings."""

from __future__ import annotations

from enum import Enum

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.fourier import FourierConv, Parts
from ml.layers.normalisation import ChannelNorm
from ml.layers.padding import MirrorConv
from ml.layers.surroundings import smooth_fill

MULTIPLE_PX = 8
HALVINGS = 3
WIDE_SHARE = 0.75
"""Share of the channels that meet in the spectrum, as in LaMa."""
_FIRST_GAIN = 0.3


class Begun(Enum):
    """What the network finds in the hole and changes."""

    BLANK = "blank"
    """Grey, as in LaMa."""
    SMOOTH = "smooth"
    """The colours around, blurred: what is left to learn is only what differs from them."""


class FourierBlock(nn.Module):
    """Adds two Fourier convolutions to what came in; calmed before, scaled after."""

    def __init__(self, local: int, wide: int) -> None:
        super().__init__()
        self.split = (local, wide)
        self.norm = ChannelNorm(local + wide)
        self.first = FourierConv(local, wide)
        self.second = FourierConv(local, wide)
        self.gain = nn.Parameter(torch.full((local + wide,), _FIRST_GAIN))

    def forward(self, signal: Tensor) -> Tensor:
        near, wide = self.norm(signal).split(self.split, dim=1)
        parts: Parts = self.first((near, wide))
        near, wide = self.second((functional.relu(parts[0]), functional.relu(parts[1])))
        return signal + torch.cat((near, wide), dim=1) * self.gain.view(1, -1, 1, 1)


class _Doubling(nn.Module):
    """Halves the channels, repeats every pixel four times, adds what the way down saw, mends."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.narrow = nn.Conv2d(channels, channels // 2, 1)
        self.remember = nn.Conv2d(channels // 2, channels // 2, 1)
        self.mend = MirrorConv(channels // 2, channels // 2)

    def forward(self, signal: Tensor, seen: Tensor) -> Tensor:
        large = functional.interpolate(self.narrow(signal), scale_factor=2.0, mode="nearest")
        return functional.relu(self.mend(functional.relu(large + self.remember(seen))))


class FourierFiller(nn.Module):
    """A picture without holes from one with holes, at any size that 8 divides.

    Unlike LaMa it passes what the halvings saw to the doublings (Ronneberger et al. 2015), so that
    the blocks need not carry the pixels that are known.

    pictures (batch, 3, rows, columns) in 0..1, holes (batch, 1, rows, columns), 1 where something
    is missing: what lies there is not looked at. Gives all of the picture, begun smoothly with
    values that may leave 0..1; the caller takes the hole from it (`composed`) and clips. No batch
    statistics and no dropout: the same answer in training and afterwards.
    """

    def __init__(self, base: int, blocks: int, begun: Begun = Begun.BLANK) -> None:
        super().__init__()
        self.begun = begun
        widths = [base << level for level in range(HALVINGS + 1)]
        inner = widths[-1]
        wide = round(inner * WIDE_SHARE)
        self.stem = MirrorConv(4, base, 7)
        self.down = nn.ModuleList(
            MirrorConv(before, after, stride=2)
            for before, after in zip(widths, widths[1:], strict=False)
        )
        self.blocks = nn.ModuleList(FourierBlock(inner - wide, wide) for _ in range(blocks))
        self.norm = ChannelNorm(inner)
        self.up = nn.ModuleList(_Doubling(width) for width in reversed(widths[1:]))
        self.to_picture = MirrorConv(base, 3, 7)
        _initialise(self)

    def forward(self, pictures: Tensor, holes: Tensor) -> Tensor:
        if self.begun is Begun.SMOOTH:
            begun = smooth_fill(pictures, holes)
        else:
            begun = composed(pictures, holes, torch.full_like(pictures, 0.5))
        signal = torch.cat((begun * 2.0 - 1.0, holes), dim=1)
        change = torch.tanh(self._change(functional.relu(self.stem(signal))).float())
        if self.begun is Begun.BLANK:
            return change * 0.5 + 0.5
        # What is known is not touched, so that no loss asks the network to do nothing at all.
        return begun + change * holes

    def _change(self, signal: Tensor) -> Tensor:
        seen: list[Tensor] = []
        for halve in self.down:
            seen.append(signal)
            signal = functional.relu(halve(signal))
        for block in self.blocks:
            signal = block(signal)
        signal = self.norm(signal)
        for double, before in zip(self.up, reversed(seen), strict=True):
            signal = double(signal, before)
        return self.to_picture(signal)


def composed(pictures: Tensor, holes: Tensor, made: Tensor) -> Tensor:
    """What is known from `pictures`, the hole from `made`."""
    return pictures * (1.0 - holes) + made * holes


def _initialise(network: FourierFiller) -> None:
    """He et al. 2015, so that signals keep their size through layers without normalisation."""
    for module in network.modules():
        if isinstance(module, nn.Conv2d) and not module.weight.is_meta:
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
            if module.bias is not None:
                nn.init.zeros_(module.bias)
    last = network.get_submodule("to_picture")
    assert isinstance(last, nn.Conv2d)
    # Begun smoothly, hardly anything is changed at first: what is there already must not be lost.
    nn.init.normal_(last.weight, std=0.01 if network.begun is Begun.BLANK else 1e-4)
