"""Parts that upscaling networks share: the base they correct, and layers that start as identity."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

BASE_REACH_PX = 3
"""How far the base looks, in pixels of the small picture; rounded up."""


def bicubic_base(low: Tensor, scale: int) -> Tensor:
    """The small pictures enlarged by `scale` with the kernel of a = -0.5.

    (batch, channels, rows, columns) -> (batch, channels, rows * scale, columns * scale).
    """
    # `antialias` changes nothing when enlarging but the kernel: without it, torch takes a = -0.75.
    return functional.interpolate(low, scale_factor=scale, mode="bicubic", antialias=True)


def near_identity(width: int, spread: float = 0.3) -> nn.Conv2d:
    """A 3x3 convolution that starts as the identity plus `spread` of He's random weights.

    Does in one plain convolution what a skip around it would do at the start of training
    (RepVGG, Ding 2021, folds such a skip in afterwards).
    """
    layer = nn.Conv2d(width, width, 3, padding=1)
    nn.init.kaiming_normal_(layer.weight)
    nn.init.zeros_(layer.bias if layer.bias is not None else torch.zeros(0))
    with torch.no_grad():
        layer.weight.mul_(spread)
        layer.weight[:, :, 1, 1] += torch.eye(width)
    return layer


def quiet_head(width: int, channels: int) -> nn.Conv2d:
    """The last 3x3 convolution of a network that corrects a base: nearly silent at the start."""
    layer = nn.Conv2d(width, channels, 3, padding=1)
    nn.init.normal_(layer.weight, std=0.01)
    nn.init.zeros_(layer.bias if layer.bias is not None else torch.zeros(0))
    return layer
