"""The completing U-Net, and the critic that also seeks where the colours were seen."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.initialisation import begin_normal
from ml.layers.unet import Unet, UnetPlan

SLOPE = 0.2
COLOURS = 3


class Completer(nn.Module):
    """What is seen (batch, 3, side, side) in -1..1 with its masks -> the whole picture in -1..1.

    A U-Net of four levels: ours, for the authors' layers are unknown to us.
    """

    def __init__(self, base: int = 64, levels: int = 4) -> None:
        super().__init__()
        self.body = Unet((2 * COLOURS, COLOURS), UnetPlan(base, levels, dropping=0))

    def forward(self, pictures: Tensor, seen: Tensor) -> Tensor:
        """Unseen parts of `pictures` are not looked at."""
        return self.body(torch.cat((pictures * seen, seen * 2 - 1), dim=1))


class Found(NamedTuple):
    """score (batch, 1): a logit, larger is more real; boxes (batch, 12): shares in 0..1."""

    score: Tensor
    boxes: Tensor


class Seeker(nn.Module):
    """A critic with two heads: is it real, and where was each of its colours seen?"""

    def __init__(self, side_px: int = 128, base: int = 64) -> None:
        super().__init__()
        halvings = max(1, (side_px // 4).bit_length() - 1)
        widths = [3, *(base * min(1 << level, 8) for level in range(halvings))]
        self.trunk = nn.ModuleList(
            nn.Conv2d(into, out, 4, 2, 1) for into, out in zip(widths, widths[1:], strict=False)
        )
        # No norm of the batch: a box must be found in a picture by itself.
        self.norms = nn.ModuleList(nn.InstanceNorm2d(width) for width in widths[2:])
        inner = side_px >> halvings
        self.score = nn.Linear(widths[-1] * inner**2, 1)
        self.boxes = nn.Linear(widths[-1] * inner**2, 4 * COLOURS)
        begin_normal(self)

    def forward(self, pictures: Tensor) -> Found:
        signal = functional.leaky_relu(self.trunk[0](pictures), SLOPE)
        for halve, norm in zip(self.trunk[1:], self.norms, strict=True):
            signal = functional.leaky_relu(norm(halve(signal)), SLOPE)
        flat = signal.flatten(1)
        return Found(self.score(flat), torch.sigmoid(self.boxes(flat)))


def boxes_apart(found: Tensor, wanted: Tensor) -> Tensor:
    """Length of the difference of each box, summed over colours; mean over pictures."""
    difference = (found.float() - wanted).view(len(found), -1, 4)
    # Inside the root, so that a box that is right has a finite slope.
    return ((difference.square().sum(-1) + 1e-12).sqrt() - 1e-6).sum(1).mean()
