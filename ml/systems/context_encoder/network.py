"""The networks of Pathak et al. 2016: two that fill holes, one that learns features."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.initialisation import begin_normal
from ml.layers.sync_norm import SyncBatchNorm2d

SLOPE = 0.2
NOISE = 100
_INNER_PX = 4
_DOWN = (1, 1, 2, 4, 8)
_UP = (1, 2, 4, 8)
"""Of the decoder read backwards, and of the judge."""


class ContextEncoder(nn.Module):
    """Pictures with holes (batch, 3, side, side) in -1..1 -> the middle at half the side, or all.

    Convolutions halve down to 4 px, one of 4 px makes a code of all of them, transposed ones
    double again. `whole`: one doubling more, so that the answer is as large as the picture (random
    regions). `noise` adds 100 numbers by chance to the code.
    """

    def __init__(
        self,
        side_px: int = 128,
        base: int = 64,
        code: int = 4000,
        *,
        whole: bool = False,
        noise: bool = False,
    ) -> None:
        super().__init__()
        answer_px = side_px if whole else side_px // 2
        down = [base * width for width in _widths(_DOWN, side_px)]
        up = [base * width for width in reversed(_widths(_UP, answer_px))]
        self.first = nn.Conv2d(3, down[0], 4, 2, 1)
        self.down = nn.Sequential(
            *(_halving(into, out) for into, out in pairwise(down)),
            nn.Conv2d(down[-1], code, _INNER_PX),
        )
        self.scatter = nn.Conv2d(NOISE, NOISE, 1) if noise else None
        given = code + (NOISE if noise else 0)
        self.calm = nn.Sequential(SyncBatchNorm2d(given), nn.LeakyReLU(SLOPE))
        self.open = nn.ConvTranspose2d(given, up[0], _INNER_PX)
        self.up = nn.Sequential(
            SyncBatchNorm2d(up[0]),
            nn.ReLU(),
            *(_doubling(into, out) for into, out in pairwise(up)),
            nn.ConvTranspose2d(up[-1], 3, 4, 2, 1),
        )
        begin_normal(self)

    def forward(self, pictures: Tensor, noise: Tensor | None = None) -> Tensor:
        """noise (batch, 100) where the network was built for it."""
        code = self.down(functional.leaky_relu(self.first(pictures), SLOPE))
        if self.scatter is not None:
            if noise is None:
                raise ValueError("This context encoder was built to be given noise.")
            code = torch.cat((code, self.scatter(noise[:, :, None, None])), dim=1)
        return torch.tanh(self.up(self.open(self.calm(code))))


class PatchJudge(nn.Module):
    """A picture or patch (batch, 3, side, side) in -1..1 -> one logit: does it look real by itself?

    Not told of what lies around, or it would look for the seam (section 3.2 of the paper).
    """

    def __init__(self, side_px: int = 64, base: int = 64) -> None:
        super().__init__()
        widths = [base * width for width in _widths(_UP, side_px)]
        self.first = nn.Conv2d(3, widths[0], 4, 2, 1)
        self.down = nn.Sequential(*(_halving(into, out) for into, out in pairwise(widths)))
        self.score = nn.Conv2d(widths[-1], 1, _INNER_PX)
        begin_normal(self)

    def forward(self, pictures: Tensor) -> Tensor:
        """(batch, 1)."""
        seen = functional.leaky_relu(self.first(pictures), SLOPE)
        return self.score(self.down(seen)).flatten(1)


class ChannelwiseFull(nn.Module):
    """A fully connected layer for each channel of (batch, channels, side, side) by itself.

    channels * side^4 weights where one for all channels together had the square of channels.
    """

    def __init__(self, channels: int, side_px: int) -> None:
        super().__init__()
        cells = side_px**2
        self.weight = nn.Parameter(torch.empty(channels, cells, cells))
        self.bias = nn.Parameter(torch.zeros(channels, cells))
        nn.init.normal_(self.weight, 0.0, cells**-0.5)

    def forward(self, maps: Tensor) -> Tensor:
        flat = torch.einsum("bci,cij->bcj", maps.flatten(2), self.weight) + self.bias
        return flat.view_as(maps)


class FeatureLearner(nn.Module):
    """227 px -> the whole at 227 px again: AlexNet to pool5, a channel-wise layer, five doublings.

    What its first half learns is meant for other tasks. `groups` 2 is AlexNet as published, in two
    halves for two cards.
    """

    def __init__(self, groups: int = 1, base: int = 32) -> None:
        super().__init__()
        widths = [3 * base, 8 * base, 12 * base, 12 * base, 8 * base]
        sizes = (
            (11, 4, 0, 1), (5, 1, 2, groups), (3, 1, 1, 1), (3, 1, 1, groups), (3, 1, 1, groups),
        )  # fmt: skip
        self.encode = nn.ModuleList(
            nn.Conv2d(into, out, size, stride, rim, groups=parts)
            for (into, out), (size, stride, rim, parts) in zip(
                pairwise([3, *widths]), sizes, strict=True
            )
        )
        self.across = ChannelwiseFull(widths[-1], 6)
        self.mix = nn.Conv2d(widths[-1], widths[-1], 1)
        outs = [4 * base, 2 * base, 2 * base, base, 3]
        self.decode = nn.ModuleList(
            nn.ConvTranspose2d(into, out, 5, 2, 2) for into, out in pairwise([widths[-1], *outs])
        )
        for convolution in (*self.encode, *self.decode, self.mix):
            # Without norms signals must keep their size by themselves (He et al. 2015).
            nn.init.kaiming_normal_(convolution.get_parameter("weight"), nonlinearity="relu")
            nn.init.zeros_(convolution.get_parameter("bias"))

    def features(self, pictures: Tensor) -> Tensor:
        """(batch, 256, 6, 6)."""
        signal = pictures
        for number, convolution in enumerate(self.encode):
            signal = functional.relu(convolution(signal))
            if number in (0, 1, 4):
                signal = functional.max_pool2d(signal, 3, 2)
        return signal

    def forward(self, pictures: Tensor) -> Tensor:
        signal = functional.relu(self.mix(functional.relu(self.across(self.features(pictures)))))
        for number, double in enumerate(self.decode):
            signal = double(functional.relu(signal) if number else signal)
        return functional.interpolate(
            signal, pictures.shape[-2:], mode="bilinear", align_corners=False
        )


def _widths(usual: Sequence[int], side_px: int) -> list[int]:
    """One entry for each halving down to 4 px, from the end; a larger side repeats the first."""
    halvings = (side_px // _INNER_PX).bit_length() - 1
    if side_px != _INNER_PX << halvings or halvings < 1:
        raise ValueError(f"A side must be a power of two of at least 8 px, not {side_px}.")
    missing = max(0, halvings - len(usual))
    return [usual[0]] * missing + list(usual[-halvings:])


def _halving(into: int, out: int) -> nn.Module:
    return nn.Sequential(nn.Conv2d(into, out, 4, 2, 1), SyncBatchNorm2d(out), nn.LeakyReLU(SLOPE))


def _doubling(into: int, out: int) -> nn.Module:
    return nn.Sequential(nn.ConvTranspose2d(into, out, 4, 2, 1), SyncBatchNorm2d(out), nn.ReLU())
