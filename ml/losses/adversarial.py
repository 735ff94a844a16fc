"""What a generator and its critic want of each other; scores are logits, larger is more real."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional


def nonsaturating_critic(real: Tensor, fake: Tensor, faked: Tensor | None = None) -> Tensor:
    """softplus(-real) + softplus(fake): Goodfellow et al. 2014 in logits.

    `faked` (0..1, of the scores' shape) says how much of what a score of `fake` looks at was made;
    what was not is real (Suvorov et al. 2022).
    """
    return functional.softplus(-real.float()).mean() + _blame(fake.float(), faked)


def nonsaturating_generator(fake: Tensor, faked: Tensor | None = None) -> Tensor:
    """softplus(-fake), weighed by `faked`: only what was made is to answer for its score."""
    loss = functional.softplus(-fake.float())
    if faked is None:
        return loss.mean()
    return (loss * faked).sum() / faked.sum().clamp(min=1.0)


def saturating_generator(fake: Tensor) -> Tensor:
    """log(1 - D), the minimax game's own: its slope dies where the critic is sure of itself."""
    return -functional.softplus(fake.float()).mean()


def hinge_critic(real: Tensor, fake: Tensor) -> Tensor:
    """max(0, 1 - real) + max(0, 1 + fake): Lim and Ye 2017."""
    return functional.relu(1.0 - real.float()).mean() + functional.relu(1.0 + fake.float()).mean()


def hinge_generator(fake: Tensor) -> Tensor:
    """-fake."""
    return -fake.float().mean()


def least_squares_critic(real: Tensor, fake: Tensor) -> Tensor:
    """(real - 1)^2 + fake^2: Mao et al. 2017."""
    return (real.float() - 1.0).square().mean() + fake.float().square().mean()


def least_squares_generator(fake: Tensor) -> Tensor:
    """(fake - 1)^2."""
    return (fake.float() - 1.0).square().mean()


def feature_matching(fake: Sequence[Tensor], real: Sequence[Tensor]) -> Tensor:
    """Mean absolute difference of a critic's layers, averaged over them (Wang et al. 2018).

    Gradients flow into `fake` only.
    """
    differences = [
        functional.l1_loss(one.float(), other.detach().float())
        for one, other in zip(fake, real, strict=True)
    ]
    return torch.stack(differences).mean()


def _blame(fake: Tensor, faked: Tensor | None) -> Tensor:
    if faked is None:
        return functional.softplus(fake).mean()
    return (faked * functional.softplus(fake) + (1.0 - faked) * functional.softplus(-fake)).mean()
