"""Moves noise until a network says of it what it said of a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from ml.layers.pooled_features import PooledVgg19
from ml.systems.feature_inversion.regularisers import (
    ALPHA_WEIGHT,
    alpha_norm,
    total_variation,
)

SPAN = 255.0
"""Pixels are 0..1 outside and mean-subtracted 0..255 inside, where the weights belong."""
VARIATION_WEIGHTS = {1: 0.5, 2: 0.5, 3: 5.0, 4: 50.0, 5: 50.0}
"""By VGG19's block: the paper's 0.5, 5 and 50 for AlexNet's layers to 6, to 12 and beyond."""


@dataclass(frozen=True)
class Question:
    """What is inverted: `tap` of the network, only its middle `neighbours` a side where given."""

    tap: str
    neighbours: int | None = None


@dataclass(frozen=True)
class Plan:
    """How: Adam with jitter, as later inversions do; the regularisers are the paper's."""

    rounds: int = 200
    rate: float = 8.0
    jitter_px: int = 4
    variation: float = 0.5
    beta: float = 2.0
    seed: int = 0


@dataclass(frozen=True)
class Found:
    """One round: the relative feature error, and the picture (1, 3, rows, columns) in 0..1."""

    done: float
    error: float
    picture: Tensor


def middle(rows: int, columns: int, neighbours: int | None) -> tuple[slice, slice]:
    """The middle block of a map of features."""
    if neighbours is None:
        return slice(0, rows), slice(0, columns)
    top = max(0, (rows - neighbours) // 2)
    left = max(0, (columns - neighbours) // 2)
    return slice(top, min(rows, top + neighbours)), slice(left, min(columns, left + neighbours))


def feature_error(found: Tensor, wanted: Tensor, neighbours: int | None = None) -> Tensor:
    """||Phi(x) - Phi0||^2 / ||Phi0||^2 over the block that counts."""
    rows, columns = wanted.shape[-2:]
    block = (slice(None), slice(None), *middle(rows, columns, neighbours))
    norm = wanted[block].square().sum().clamp(min=1e-12)
    return (found[block] - wanted[block]).square().sum() / norm


def invert(network: PooledVgg19, photo: Tensor, question: Question, plan: Plan) -> Iterator[Found]:
    """Round after round. Several seeds give several pictures that say the same to the network."""
    mean = photo.mean(dim=(2, 3), keepdim=True)
    energy = float(((photo - mean) * SPAN).square().sum())
    with torch.no_grad():
        wanted = network(photo)[question.tap].clone()
    chance = torch.Generator().manual_seed(plan.seed)
    noise = torch.randn(photo.shape, generator=chance).to(photo.device)
    inside = (noise * (energy**0.5 / float(noise.norm()))).requires_grad_()
    optimiser = torch.optim.Adam([inside], lr=plan.rate)
    for turn in range(1, plan.rounds + 1):
        shift = _shift(plan, chance)
        shown = torch.roll(inside, shift, dims=(2, 3)) / SPAN + mean
        error = feature_error(network(shown)[question.tap], wanted, question.neighbours)
        rough = plan.variation * total_variation(inside, plan.beta)
        loud = ALPHA_WEIGHT * alpha_norm(inside)
        loss = error + (rough + loud) / energy
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        picture = (inside.detach() / SPAN + mean).clamp(0.0, 1.0)
        yield Found(turn / plan.rounds, error.detach().item(), picture)


def _shift(plan: Plan, chance: torch.Generator) -> Sequence[int]:
    if not plan.jitter_px:
        return (0, 0)
    drawn = torch.randint(-plan.jitter_px, plan.jitter_px + 1, (2,), generator=chance)
    return (int(drawn[0]), int(drawn[1]))
