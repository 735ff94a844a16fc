"""Convolutions of 3x3 with a quarter of the multiplications, for processors: F(4x4, 3x3).

Lavin and Gray 2015. Graphics cards' libraries do this themselves; torch's for processors does not.
"""

from __future__ import annotations

from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn import functional

LEAST_CHANNELS = 128
"""With fewer, moving the numbers about costs more than multiplying them."""
BAND_VALUES = 1 << 21
"""So many transformed values are worked on at once, to stay near the processor."""

_INPUT = torch.tensor(
    [
        [4.0, 0, -5, 0, 1, 0],
        [0, -4, -4, 1, 1, 0],
        [0, 4, -4, -1, 1, 0],
        [0, -2, -1, 2, 1, 0],
        [0, 2, -1, -2, 1, 0],
        [0, 4, 0, -5, 0, 1],
    ]
)
_FILTER = torch.tensor(
    [
        [1 / 4, 0, 0],
        [-1 / 6, -1 / 6, -1 / 6],
        [-1 / 6, 1 / 6, -1 / 6],
        [1 / 24, 1 / 12, 1 / 6],
        [1 / 24, -1 / 12, 1 / 6],
        [0, 0, 1],
    ]
)
_OUTPUT = torch.tensor(
    [
        [1.0, 1, 1, 1, 1, 0],
        [0, 1, -1, 2, -2, 0],
        [0, 1, 1, 4, 4, 0],
        [0, 1, -1, 8, -8, 1],
    ]
)
_TILES = torch.kron(_INPUT, _INPUT).contiguous()
_TAPS = torch.kron(_FILTER, _FILTER).contiguous()
_SQUARES = torch.kron(_OUTPUT, _OUTPUT).contiguous()


def transformed(weight: Tensor) -> Tensor:
    """(out, in, 3, 3) to 36 matrices (in x out)."""
    out, into = weight.shape[:2]
    taps = weight.permute(2, 3, 1, 0).reshape(9, into * out)
    return (_TAPS @ taps).reshape(36, into, out).contiguous()


def convolved(signal: Tensor, matrices: Tensor, rim: int) -> Tensor:
    """(1, in, rows, columns) with a rim of zeros to (1, out, rows + 2 rim - 2, ...); channels last.

    `matrices` are those of `transformed`.
    """
    rows, columns = (side + 2 * rim - 2 for side in signal.shape[2:])
    down, across = -(-rows // 4), -(-columns // 4)
    channels, out = matrices.shape[1:]
    last = (0, 0, rim, 4 * across + 2 - rim - signal.shape[3])
    padded = functional.pad(
        signal[0].permute(1, 2, 0), (*last, rim, 4 * down + 2 - rim - signal.shape[2])
    ).contiguous()
    whole = torch.empty((1, 4 * down, 4 * across, out), dtype=signal.dtype)
    made = whole[0]
    band = max(1, BAND_VALUES // (36 * across * max(channels, out)))
    step, side = padded.stride(0), padded.stride(1)
    for top in range(0, down, band):
        high = min(band, down - top)
        part = padded[4 * top :]
        tiles = part.as_strided(
            (6, 6, high, across, channels), (step, side, 4 * step, 4 * side, 1)
        ).reshape(36, -1)
        mixed = torch.bmm((_TILES @ tiles).view(36, -1, channels), matrices)
        squares = (_SQUARES @ mixed.view(36, -1)).view(4, 4, high, across, out)
        here = made[4 * top : 4 * (top + high)].view(high, 4, across, 4, out)
        here.copy_(squares.permute(2, 0, 3, 1, 4))
    if (4 * down, 4 * across) != (rows, columns):
        whole = whole[:, :rows, :columns].contiguous()
    # By its strides, so that the answer is no view of another tensor and may be changed in place.
    return torch.empty(0).set_(
        whole.untyped_storage(),
        0,
        (1, out, rows, columns),
        (rows * columns * out, 1, columns * out, out),
    )


class _Convolution(torch.autograd.Function):
    """The gradient by the signal is a convolution with the turned filter; filters stay fixed."""

    @staticmethod
    def forward(ctx: Any, signal: Tensor, known: WinogradConv) -> Tensor:
        ctx.known = known
        return convolved(signal, known.there, known.rim).add_(known.bias)

    @staticmethod
    def backward(ctx: Any, *outer: Tensor) -> tuple[Tensor, None]:
        return convolved(outer[0], ctx.known.back, 2 - ctx.known.rim), None


class WinogradConv(nn.Module):
    """Stands for a 3x3 convolution whose filters are fixed; `rim` zeros are put around a signal."""

    def __init__(self, known: nn.Conv2d, rim: int = 0) -> None:
        super().__init__()
        assert known.bias is not None
        weight = known.weight.detach()
        self.rim = rim
        self.bias = known.bias.detach().view(1, -1, 1, 1)
        self.there = transformed(weight)
        self._weight = weight
        self._back: Tensor | None = None

    @property
    def back(self) -> Tensor:
        """The matrices of the gradient, made when they are first needed."""
        if self._back is None:
            self._back = transformed(self._weight.transpose(0, 1).flip(2, 3))
        return self._back

    def forward(self, signal: Tensor) -> Tensor:
        if torch.is_grad_enabled() and signal.requires_grad:
            return cast("Tensor", _Convolution.apply(signal, self))
        return convolved(signal, self.there, self.rim).add_(self.bias)


def is_worth_it(module: nn.Module) -> bool:
    """Whether a module is a wide 3x3 convolution with fixed float32 filters on the processor."""
    return (
        isinstance(module, nn.Conv2d)
        and module.kernel_size == (3, 3)
        and module.stride == (1, 1)
        and module.bias is not None
        and min(module.in_channels, module.out_channels) >= LEAST_CHANNELS
        and not module.weight.requires_grad
        and module.weight.dtype == torch.float32
        and module.weight.device.type == "cpu"
    )


def sped_up(network: nn.Module) -> nn.Module:
    """Put `WinogradConv` in place of what is worth it, in containers that pad by themselves."""
    for parent in list(network.modules()):
        for name, child in list(parent.named_children()):
            if is_worth_it(child):
                parent._modules[name] = WinogradConv(cast("nn.Conv2d", child))  # noqa: SLF001
    return network
