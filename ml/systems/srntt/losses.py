"""What SRNTT asks of a result beyond its pixels: the texture that was swapped in."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from ml.losses.style import gram

SLOPE, OFFSET = 20.0, -0.65
"""Where the reference is alike its texture counts more. The released code has both with the other
sign (-20 and .65), which asks for texture where the reference is least alike."""


def texture_weights(likeness: Tensor, slope: float = SLOPE, offset: float = OFFSET) -> Tensor:
    """sigmoid(slope * likeness + offset), of any shape."""
    return torch.sigmoid(slope * likeness + offset)


def texture_loss(
    found: Sequence[Tensor], wanted: Sequence[Tensor], weights: Tensor | None = None
) -> Tensor:
    """Mean over the maps of the mean squared difference of Gram matrices / (4 (H W C)^2).

    found, wanted: (batch, channels, rows, columns) by map; weights: (batch, rows, columns), which
    both are multiplied with, resized to each map. Gradients flow into `found` only.
    """
    total = torch.zeros((), device=found[0].device)
    for one, other in zip(found, wanted, strict=True):
        scale = 4.0 * float(one[0].numel()) ** 2
        share = torch.ones((), device=one.device) if weights is None else _resized(weights, one)
        gap = gram(one * share) - gram(other.detach() * share)
        total = total + gap.square().mean() / scale
    return total / len(found)


def _resized(weights: Tensor, features: Tensor) -> Tensor:
    size = (features.shape[-2], features.shape[-1])
    return functional.interpolate(weights[:, None], size, mode="bicubic", antialias=True)
