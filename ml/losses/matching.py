"""How far made pictures are from true ones in the layers of a critic or of a teacher."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

VGG_WEIGHTS = (1 / 32, 1 / 16, 1 / 8, 1 / 4, 1.0)
"""Of relu1_1 to relu5_1 in pix2pixHD and SPADE."""
VGG_TAPS = ("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1")


def layers_apart(fake: Sequence[Sequence[Tensor]], real: Sequence[Sequence[Tensor]]) -> Tensor:
    """Mean absolute differences, summed over a critic's layers and averaged over critics.

    Gradients flow into `fake` only. With three halvings this is also what pix2pixHD's factor
    4 / (layers + 1) comes to.
    """
    found = [
        functional.l1_loss(one.float(), other.detach().float())
        for fakes, reals in zip(fake, real, strict=True)
        for one, other in zip(fakes, reals, strict=True)
    ]
    return torch.stack(found).sum() / len(fake)


def features_apart(
    found: Sequence[Tensor], wanted: Sequence[Tensor], weights: Sequence[float] = VGG_WEIGHTS
) -> Tensor:
    """Weighted mean absolute differences of a teacher's features."""
    total = torch.zeros((), device=found[0].device)
    for weight, one, other in zip(weights, found, wanted, strict=True):
        total = total + weight * functional.l1_loss(one.float(), other.detach().float())
    return total


def kl_to_normal(mean: Tensor, log_variance: Tensor) -> Tensor:
    """KL(N(mean, variance) || N(0, 1)), summed over numbers and over the batch."""
    spread = log_variance.float()
    return -0.5 * (1.0 + spread - mean.float().square() - spread.exp()).sum()
