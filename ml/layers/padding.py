"""Mirrors pictures outwards, so that convolutions see no black frame; the same bits every time."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional


def mirrored(signal: Tensor, width_px: int) -> Tensor:
    """(batch, channels, rows, columns) with a mirrored rim; the outermost pixel is not repeated.

    Where there is too little to mirror, the outermost pixel is repeated after all.
    torch's own padding adds its gradient up in any order on CUDA and refuses to where only
    deterministic algorithms are allowed; there it is put together from slices.
    """
    if width_px == 0:
        return signal
    if min(signal.shape[-2:]) <= width_px:
        return functional.pad(signal, (width_px,) * 4, mode="replicate")
    if signal.is_cuda and torch.are_deterministic_algorithms_enabled():
        return mirrored_by_slices(signal, width_px)
    return functional.pad(signal, (width_px,) * 4, mode="reflect")


def mirrored_by_slices(signal: Tensor, width_px: int) -> Tensor:
    """What `mirrored` gives, from slices, flips and joins only."""
    for axis in (2, 3):
        length = signal.shape[axis]
        before = signal.narrow(axis, 1, width_px).flip(axis)
        after = signal.narrow(axis, length - 1 - width_px, width_px).flip(axis)
        signal = torch.cat((before, signal, after), dim=axis)
    return signal


class MirrorConv(nn.Conv2d):
    """A convolution of odd size whose answer is as large as the picture over its stride."""

    def __init__(
        self, channels_in: int, channels_out: int, size: int = 3, *, stride: int = 1
    ) -> None:
        super().__init__(channels_in, channels_out, size, stride=stride)
        self.rim_px = size // 2

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002 - the name in torch
        return super().forward(mirrored(input, self.rim_px))
