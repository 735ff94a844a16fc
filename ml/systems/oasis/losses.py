"""What the judge that names pixels and the generator want of each other."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

MADE = 0
"""The channel of made pixels; class c is channel c + 1."""


def class_weights(planes: Tensor, *, last_counts: bool = False) -> Tensor:
    """(batch, rows, columns): pixels / (classes present * pixels of the class), from this batch.

    Rare classes count more; all pixels together have a mean of one. The last plane ("no class")
    weighs nothing and is not counted, unless `last_counts`.
    """
    counts = planes.sum(dim=(0, 2, 3))
    if not last_counts:
        counts = torch.cat((counts[:-1], counts.new_zeros(1)))
    present = (counts > 0).sum().clamp(min=1)
    pixels = planes.numel() / planes.shape[1]
    weights = torch.where(counts > 0, pixels / (present * counts.clamp(min=1)), 0.0)
    return torch.einsum("bcij,c->bij", planes, weights)


def named(logits: Tensor, planes: Tensor, weights: Tensor) -> Tensor:
    """Mean over pixels of weight * cross entropy with the true class of each.

    Divided by the number of pixels, not by the sum of the weights.
    """
    target = planes.argmax(dim=1) + 1
    loss = functional.cross_entropy(logits.float(), target, reduction="none")
    return (loss * weights).mean()


def called_made(logits: Tensor) -> Tensor:
    """Mean over pixels of the cross entropy with "made"."""
    target = torch.full_like(logits[:, 0], MADE, dtype=torch.long)
    return functional.cross_entropy(logits.float(), target)


def mixing_mask(planes: Tensor, taken: Tensor) -> Tensor:
    """(batch, 1, rows, columns) of 0 and 1: 1 where the pixel's class is `taken`, (planes,)."""
    return torch.einsum("bcij,c->bij", planes, taken.to(planes.dtype))[:, None]


def mixing_error(mixed: Tensor, true: Tensor, made: Tensor, mask: Tensor) -> Tensor:
    """LabelMix: how far the logits of a mixture are from the mixture of the logits."""
    wanted = mask * true.float() + (1.0 - mask) * made.float()
    return functional.mse_loss(mixed.float(), wanted)
