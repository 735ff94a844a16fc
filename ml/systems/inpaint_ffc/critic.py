"""The critic: scores patches of a picture, so that few photographs are many examples."""

from __future__ import annotations

from typing import NamedTuple

from torch import Tensor, nn
from torch.nn import functional

STEP_PX = 16
"""Pixels between two scores."""
_SLOPE = 0.2


class Judgement(NamedTuple):
    """scores (batch, 1, rows / 16, columns / 16), larger is more real; layers: what led to them."""

    scores: Tensor
    layers: tuple[Tensor, ...]


class PatchCritic(nn.Module):
    """Five convolutions and a score for patches of 110 px (Isola et al. 2017).

    Without normalisation: R1 keeps it smooth (Mescheder et al. 2018). Pictures in 0..1, rows and
    columns multiples of 16.
    """

    def __init__(self, base: int) -> None:
        super().__init__()
        widths = (3, base, 2 * base, 4 * base, 8 * base)
        self.halvings = nn.ModuleList(
            nn.Conv2d(before, after, 4, stride=2, padding=1)
            for before, after in zip(widths, widths[1:], strict=False)
        )
        self.last = nn.Conv2d(8 * base, 8 * base, 3, padding=1)
        self.score = nn.Conv2d(8 * base, 1, 3, padding=1)
        for name, parameter in self.named_parameters():
            if name.endswith("bias"):
                nn.init.zeros_(parameter)
            elif not parameter.is_meta:
                nn.init.kaiming_normal_(parameter, a=_SLOPE)

    def forward(self, pictures: Tensor) -> Judgement:
        signal = pictures * 2.0 - 1.0
        layers: list[Tensor] = []
        for convolution in (*self.halvings, self.last):
            signal = functional.leaky_relu(convolution(signal), _SLOPE)
            layers.append(signal)
        return Judgement(self.score(signal), tuple(layers))


def faked_share(holes: Tensor) -> Tensor:
    """How much of each score's square lies in the hole: (batch, 1, rows / 16, columns / 16)."""
    return functional.avg_pool2d(holes, STEP_PX)
