"""Keeps a critic's slope in bounds by differentiating its gradient once more."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

Critic = Callable[[Tensor], Tensor]
"""Pictures, (batch, channels, rows, columns) -> scores of any shape that begins with batch."""
_TINY = 1e-12


def r1(critic: Critic, real: Tensor) -> Tensor:
    """Mean over the batch of the squared gradient of the scores at real pictures.

    Eq. 9 of Mescheder et al. 2018 without the factor; multiply by gamma / 2. A critic with one
    score for each patch is taken by the sum of its scores.
    """
    shown = real.detach().requires_grad_()
    return _slopes(critic(shown), shown).square().sum(1).mean()


def wgan_gp(critic: Critic, real: Tensor, fake: Tensor, share: Tensor) -> Tensor:
    """Mean squared distance of the slope from one between real and made pictures.

    Eq. 3 of Gulrajani et al. 2017 without the factor (10 there). `share` in 0..1, (batch,), says
    how far between the two each is taken: `noise.uniform(batch)`. The critic must not normalise
    over the batch.
    """
    mixed = real.detach() + share.view(-1, 1, 1, 1) * (fake.detach() - real.detach())
    shown = mixed.requires_grad_()
    # The root alone has no slope at zero.
    lengths = (_slopes(critic(shown), shown).square().sum(1) + _TINY).sqrt()
    return (lengths - 1.0).square().mean()


def _slopes(scores: Tensor, shown: Tensor) -> Tensor:
    """The gradient of each picture's scores, (batch, numbers of a picture), differentiable."""
    (gradient,) = torch.autograd.grad(scores.float().sum(), shown, create_graph=True)
    return gradient.float().flatten(1)
