"""What a painted picture is compared by: VGG19's features, of photograph and style."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from ml.losses.style import gram

TAPS = ("relu1_2", "relu2_2", "relu3_3", "relu4_3")
LIGHT_TAPS = ("relu1_2", "relu2_2", "relu3_1")
"""A third of the work: for training without a graphics card."""
CONTENT = 1
"""The place of the tap that content is read from, as in the examples of torch: relu2_2."""


def grams_of(taps: Sequence[Tensor]) -> tuple[Tensor, ...]:
    """One matrix for each tap, a mean over the batch, divided by channels and pixels."""
    return tuple(
        gram(tap).mean(dim=0) / (tap.shape[1] * tap.shape[2] * tap.shape[3]) for tap in taps
    )


def content_distance(found: Sequence[Tensor], wanted: Tensor) -> Tensor:
    """Mean square at one tap; `wanted` is the photograph's."""
    return functional.mse_loss(found[CONTENT].float(), wanted.float())


def style_distance(found: Sequence[Tensor], wanted: Sequence[Tensor]) -> Tensor:
    """Sum over taps of the squared Frobenius norm, a mean over the batch (Johnson et al., eq. 4).

    `wanted` are the matrices of `grams_of`, of one style for all or (batch, channels, channels).
    """
    total = torch.zeros((), device=wanted[0].device)
    for tap, target in zip(found, wanted, strict=True):
        own = gram(tap) / (tap.shape[1] * tap.shape[2] * tap.shape[3])
        total = total + (own - target).square().sum(dim=(1, 2)).mean()
    return total


def relative_content(found: Sequence[Tensor], wanted: Tensor) -> Tensor:
    """`content_distance` as a share of the photograph's own mean square."""
    return content_distance(found, wanted) / wanted.float().square().mean().clamp_min(1e-6)


def relative_style(found: Sequence[Tensor], wanted: Sequence[Tensor]) -> Tensor:
    """`style_distance`, where each tap counts by its share of the style's own squared norm.

    Wide taps and loud styles then weigh no more than others, so that several can be learned at
    once. `wanted` as in `style_distance`.
    """
    total = torch.zeros((), device=wanted[0].device)
    for tap, target in zip(found, wanted, strict=True):
        own = gram(tap) / (tap.shape[1] * tap.shape[2] * tap.shape[3])
        norm = target.square().sum(dim=(-2, -1)).clamp_min(1e-12)
        total = total + ((own - target).square().sum(dim=(1, 2)) / norm).mean()
    return total


def roughness(pictures: Tensor) -> Tensor:
    """Mean absolute step between neighbours."""
    across = functional.l1_loss(pictures[..., 1:], pictures[..., :-1])
    return across + functional.l1_loss(pictures[..., 1:, :], pictures[..., :-1, :])
