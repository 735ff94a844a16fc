"""What an upscaled picture is to have in common with the true one: values, luminance, edges."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

LUMA = (65.481 / 219, 128.553 / 219, 24.966 / 219)
"""Rec. 601: what benchmarks look at; sums to one."""


def pixel_loss(made: Tensor, high: Tensor) -> Tensor:
    """Mean absolute difference of sRGB values."""
    return functional.l1_loss(made, high)


def luminance_loss(made: Tensor, high: Tensor) -> Tensor:
    """Mean absolute difference of luminance; (batch, 3, rows, columns) in 0..1."""
    weights = torch.tensor(LUMA, device=made.device, dtype=made.dtype).view(1, 3, 1, 1)
    return ((made - high) * weights).sum(dim=1).abs().mean()


def edge_loss(made: Tensor, high: Tensor) -> Tensor:
    """Mean absolute difference of the steps between neighbours, down and across."""
    difference = made - high
    down = (difference[..., 1:, :] - difference[..., :-1, :]).abs().mean()
    across = (difference[..., :, 1:] - difference[..., :, :-1]).abs().mean()
    return down + across
