"""How far apart two styles are: means and spreads of features, or their Gram matrices."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from ml.layers.normalisation import Statistics, channel_statistics


def statistics_of(taps: Sequence[Tensor]) -> tuple[Statistics, ...]:
    """Statistics of each tap: all that a style is for AdaIN, to be kept instead of the picture."""
    return tuple(channel_statistics(features) for features in taps)


def statistics_distance(first: Sequence[Statistics], second: Sequence[Statistics]) -> Tensor:
    """Sum over taps of the mean squares of mean and deviation: Huang and Belongie 2017, eq. 13."""
    total = torch.zeros((), device=first[0].mean.device)
    for one, other in zip(first, second, strict=True):
        total = total + functional.mse_loss(one.mean, other.mean)
        total = total + functional.mse_loss(one.deviation, other.deviation)
    return total


def gram(features: Tensor) -> Tensor:
    """G_ij = sum over pixels of F_i F_j: (batch, channels, channels), in float32, not divided."""
    batch, channels = features.shape[:2]
    flat = features.float().reshape(batch, channels, -1)
    with torch.autocast(features.device.type, enabled=False):
        return flat @ flat.transpose(1, 2)


def gram_distance(features: Tensor, target: Tensor) -> Tensor:
    """E_l of Gatys et al. 2016: sum (G - A)^2 / (4 N^2 M^2), mean over the batch.

    features: (batch, N channels, rows, columns) with M pixels; target: the Gram matrix A.
    """
    batch, channels, rows, columns = features.shape
    scale = 4.0 * channels**2 * (rows * columns) ** 2
    return (gram(features) - target).square().sum() / (scale * batch)
