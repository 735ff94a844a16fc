"""Means and spreads of feature channels: to take a style from, to put it on, to keep nets calm."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn

EPSILON = 1e-5


class Statistics(NamedTuple):
    """Mean and standard deviation of every channel, each (batch, channels, 1, 1), float32."""

    mean: Tensor
    deviation: Tensor

    def blend(self, other: Statistics, share: float) -> Statistics:
        """These with `share` (0..1) of the `other`."""
        return Statistics(
            torch.lerp(self.mean, other.mean, share),
            torch.lerp(self.deviation, other.deviation, share),
        )


def channel_statistics(
    features: Tensor, *, unbiased: bool = True, epsilon: float = EPSILON
) -> Statistics:
    """Statistics over rows and columns of (batch, channels, rows, columns), summed in float32.

    Huang and Belongie (2017) take the unbiased variance and add 1e-5 before the root.
    """
    values = features.float()
    variance, mean = torch.var_mean(values, dim=(2, 3), correction=int(unbiased), keepdim=True)
    return Statistics(mean, (variance + epsilon).sqrt())


def adain(
    content: Tensor, style: Statistics, *, unbiased: bool = True, epsilon: float = EPSILON
) -> Tensor:
    """`content` with the mean and deviation of `style`: equation 8 of Huang and Belongie 2017.

    A larger `epsilon` keeps channels that hardly move from being blown up, they and their
    gradients.
    """
    own = channel_statistics(content, unbiased=unbiased, epsilon=epsilon)
    return (content.float() - own.mean) / own.deviation * style.deviation + style.mean


class ChannelNorm(nn.Module):
    """Brings every pixel's channel vector to unit mean square, then scales each channel.

    Knows nothing of other pixels or examples: a tile gets the same answer as the whole picture,
    and any batch may be split.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.gain = nn.Parameter(torch.ones(channels))

    def forward(self, signal: Tensor) -> Tensor:
        power = signal.float().square().mean(dim=1, keepdim=True)
        calm = signal * (power + EPSILON).rsqrt().to(signal.dtype)
        return calm * self.gain.view(1, -1, 1, 1)
