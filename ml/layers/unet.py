"""The U-Net of Isola et al. 2017, with its skips or without: pictures to pictures."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.initialisation import begin_normal
from ml.layers.sync_norm import SyncBatchNorm2d

SLOPE = 0.2
DROPPED = 0.5
_WIDEST = 8
DROPPING = 3


@dataclass(frozen=True)
class UnetPlan:
    """How it is built: `levels` 8 for 256 px; `biased` adds biases that norms take away (Lua).

    `dropping`: how many levels on the way up drop half of what they made.
    """

    base: int = 64
    levels: int = 8
    skips: bool = True
    biased: bool = False
    dropping: int = DROPPING


class Unet(nn.Module):
    """Pictures to pictures in -1..1, of any size that 2^levels divides; 8 levels are U-Net-256.

    Norms use the statistics of the batch at hand and dropout is active, in training and
    afterwards: it is all the noise there is. So a batch of one is instance norm, and the same
    picture twice gives two answers unless torch's generator is seeded.
    """

    def __init__(self, channels: tuple[int, int] = (3, 3), plan: UnetPlan | None = None) -> None:
        """`channels`: in and out."""
        super().__init__()
        plan = plan or UnetPlan()
        self.skips, self.dropping = plan.skips, plan.dropping
        biased, levels = plan.biased, plan.levels
        widths = [plan.base * min(1 << level, _WIDEST) for level in range(levels)]
        self.down = nn.ModuleList(
            nn.Conv2d(into, out, 4, 2, 1, bias=biased)
            for into, out in zip([channels[0], *widths[:-1]], widths, strict=True)
        )
        # Of a batch of one, a norm would leave nothing of the single innermost pixel.
        self.down_norms = nn.ModuleList(_norm(width) for width in widths[1:-1])
        rising = widths[::-1]
        doubling = 2 if plan.skips else 1
        outs = [*rising[1:], channels[1]]
        ins = [rising[0], *(width * doubling for width in rising[1:])]
        self.up = nn.ModuleList(
            nn.ConvTranspose2d(into, out, 4, 2, 1, bias=biased or number == levels - 1)
            for number, (into, out) in enumerate(zip(ins, outs, strict=True))
        )
        self.up_norms = nn.ModuleList(_norm(width) for width in rising[1:])
        begin_normal(self)

    def forward(self, pictures: Tensor) -> Tensor:
        seen = self._down(pictures)
        signal = seen.pop()
        for number, (widen, norm) in enumerate(zip(self.up[:-1], self.up_norms, strict=True)):
            signal = norm(widen(functional.relu(signal)))
            if number < self.dropping:
                signal = functional.dropout(signal, DROPPED, training=True)
            past = seen.pop()
            # Before its ReLU: the way up puts on one of its own.
            signal = torch.cat((signal, past), dim=1) if self.skips else signal
        return torch.tanh(self.up[-1](functional.relu(signal)))

    def _down(self, pictures: Tensor) -> list[Tensor]:
        """What each halving gave, before any ReLU."""
        seen: list[Tensor] = []
        signal = pictures
        last = len(self.down) - 1
        for number, halve in enumerate(self.down):
            calm = functional.leaky_relu(signal, SLOPE) if number else signal
            signal = halve(calm)
            if 0 < number < last:
                signal = self.down_norms[number - 1](signal)
            seen.append(signal)
        return seen


def _norm(width: int) -> nn.Module:
    return SyncBatchNorm2d(width, track_running_stats=False)
