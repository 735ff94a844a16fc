"""What keeps a picture a picture while it is made from features alone."""

from __future__ import annotations

import torch
from torch import Tensor

ALPHA = 6.0
ALPHA_WEIGHT = 4e-10
"""8e-10, halved, as the authors' code has it; for mean-subtracted pixels in 0..255."""
BETA = 2.0
GUARD = 1e-5
"""Below it the root of a step has no slope worth following."""


def alpha_norm(picture: Tensor, alpha: float = ALPHA) -> Tensor:
    """sum |x|^alpha: keeps values within what pixels can be."""
    return picture.abs().pow(alpha).sum()


def steps_between(picture: Tensor) -> Tensor:
    """(x[i, j+1] - x[i, j])^2 + (x[i+1, j] - x[i, j])^2; the last row and column are repeated."""
    across = torch.zeros_like(picture)
    down = torch.zeros_like(picture)
    across[..., :-1] = picture[..., 1:] - picture[..., :-1]
    down[..., :-1, :] = picture[..., 1:, :] - picture[..., :-1, :]
    return across.square() + down.square()


def total_variation(picture: Tensor, beta: float = BETA) -> Tensor:
    """sum of steps^(beta / 2). With beta 1 single spikes stay, with 2 they are spread."""
    steps = steps_between(picture)
    if beta == 2.0:
        return steps.sum()
    # Exact where there is a step; its slope is bounded where there is none.
    guarded = torch.where(steps > GUARD, steps, steps.detach().clamp(min=GUARD))
    flat = torch.where(steps > GUARD, guarded.pow(beta / 2), torch.zeros_like(steps))
    return flat.sum()
