"""The generator of Park et al. 2019, and the encoder that gives it the style of a photograph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.initialisation import begin_xavier
from ml.layers.label_maps import fitted
from ml.layers.spade import HIDDEN, SLOPE, SpadeBlock, doubled
from ml.layers.spectral import spectral

STYLE = 256
_TAIL = 4
_INNER_PX = 4


class Code(NamedTuple):
    """A style as a normal distribution, each (batch, 256)."""

    mean: Tensor
    log_variance: Tensor

    def drawn(self, noise: Tensor) -> Tensor:
        """mean + deviation * noise."""
        return self.mean + noise * torch.exp(0.5 * self.log_variance)


@dataclass(frozen=True)
class StyledStart:
    """The size of the pictures, and how often the style's encoder halves them."""

    rows_px: int
    columns_px: int
    levels: int = 6


class StyleEncoder(nn.Module):
    """A photograph -> its `Code`; 6 levels look at 256 px, 4 at 64 px, whatever size comes in."""

    def __init__(self, base: int = 64, levels: int = 6) -> None:
        super().__init__()
        widths = [base * min(1 << level, 8) for level in range(levels)]
        self.side_px = _INNER_PX << levels
        self.halvings = nn.ModuleList(
            nn.Sequential(
                # What a bias adds, the norm takes away again.
                spectral(nn.Conv2d(into, out, 3, 2, 1, bias=False)),
                nn.InstanceNorm2d(out),
            )
            for into, out in zip([3, *widths[:-1]], widths, strict=True)
        )
        self.mean = nn.Linear(widths[-1] * _INNER_PX**2, STYLE)
        self.log_variance = nn.Linear(widths[-1] * _INNER_PX**2, STYLE)
        begin_xavier(self)

    def forward(self, pictures: Tensor) -> Code:
        """(batch, 3, any rows, any columns) in -1..1."""
        size = (self.side_px, self.side_px)
        signal = functional.interpolate(pictures, size, mode="bilinear", align_corners=False)
        for number, halve in enumerate(self.halvings):
            signal = halve(functional.leaky_relu(signal, SLOPE) if number else signal)
        flat = functional.leaky_relu(signal, SLOPE).flatten(1)
        return Code(self.mean(flat), self.log_variance(flat))


class SpadeGenerator(nn.Module):
    """Planes of classes -> pictures in -1..1 of their size; sides are multiples of 2^doublings.

    Five doublings are the authors' "normal" (256 px from 8), six "more", seven "most"; four for
    small pictures. With a `StyledStart` it begins with a style (batch, 256) in place of the map
    itself and has a `StyleEncoder`; the size is then the one it was built for.
    """

    def __init__(
        self,
        planes: int,
        base: int = 64,
        doublings: int = 5,
        *,
        hidden: int = HIDDEN,
        styled: StyledStart | None = None,
    ) -> None:
        super().__init__()
        self.doublings = doublings
        widest = 16 * base
        self.start: tuple[int, int] | None = None
        self.encoder: StyleEncoder | None = None
        if styled is None:
            self.begin: nn.Module = nn.Conv2d(planes, widest, 3, padding=1)
        else:
            self.start = (styled.rows_px >> doublings, styled.columns_px >> doublings)
            self.begin = nn.Linear(STYLE, widest * self.start[0] * self.start[1])
            self.encoder = StyleEncoder(base, styled.levels)
        widths = [widest, widest, widest, widest, 8 * base, 4 * base, 2 * base, base]
        if doublings == _TAIL + 3:
            widths.append(base // 2)
        self.blocks = nn.ModuleList(
            SpadeBlock(into, out, planes, hidden)
            for into, out in zip(widths, widths[1:], strict=False)
        )
        self.to_picture = nn.Conv2d(widths[-1], 3, 3, padding=1)
        begin_xavier(self)

    def forward(self, planes: Tensor, style: Tensor | None = None) -> Tensor:
        signal = self._begun(planes, style)
        doubles = self._doubles()
        for block, doubles_before in zip(self.blocks, doubles, strict=True):
            signal = block(doubled(signal) if doubles_before else signal, planes)
        return torch.tanh(self.to_picture(functional.leaky_relu(signal, SLOPE)))

    def _begun(self, planes: Tensor, style: Tensor | None) -> Tensor:
        if self.start is None:
            rows, columns = (side >> self.doublings for side in planes.shape[-2:])
            return self.begin(fitted(planes, planes.new_empty(0, 0, rows, columns)))
        if style is None:
            raise ValueError("A styled generator begins with a style.")
        return self.begin(style).view(len(planes), -1, *self.start)

    def _doubles(self) -> tuple[bool, ...]:
        """Before which of the blocks (head, two in the middle, the tail) the sides double."""
        middle = self.doublings - _TAIL
        return (False, middle >= 1, middle >= 2, True, True, True, True, True)[: len(self.blocks)]
