"""Paints from coarse to fine: a picture at each size begins as the one before, enlarged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor
from torch.nn import functional

from ml.layers.pooled_features import PooledVgg19
from ml.pixels.lbfgs import BoundedLbfgs
from ml.systems.neural_style.losses import Losses, StyleObjective, Weights, wanted_of

Optimiser = Literal["lbfgs", "adam"]
SMALLEST_PX = 192


@dataclass(frozen=True)
class Canvas:
    """What is painted: the photograph, the styles with their shares, and what it begins as."""

    photo: Tensor
    styles: Sequence[Tensor]
    shares: Sequence[float]
    beginning: Tensor | None = None


@dataclass(frozen=True)
class Plan:
    """How: weights, rounds at each size, the longest sides in px, smallest first."""

    weights: Weights
    rounds: int = 150
    sides_px: Sequence[int] = (512,)
    optimiser: Optimiser = "lbfgs"
    memory: int = 8
    rate: float = 0.02


@dataclass(frozen=True)
class Stroke:
    """One round: where the work stands. `picture` is (1, 3, rows, columns) in 0..1."""

    done: float
    side_px: int
    losses: Losses
    picture: Tensor


def paint(network: PooledVgg19, canvas: Canvas, plan: Plan) -> Iterator[Stroke]:
    """Round after round; whoever has seen enough stops asking. The last one is the result."""
    picture = canvas.beginning
    last_share = 0.0
    costs = [float(side * side) for side in plan.sides_px]
    for number, side in enumerate(plan.sides_px):
        photo = resized(canvas.photo, side)
        start = photo if picture is None else _fitted(picture, photo)
        # Shrunk as the photograph is, so that strokes are as large on coarse canvases as on fine.
        styles = [resized(style, side) for style in canvas.styles]
        wanted = wanted_of(network, photo, styles, canvas.shares)
        objective = StyleObjective(network, wanted, plan.weights)
        share = costs[number] / sum(costs)
        for turn, found in enumerate(_rounds(start, objective, plan), start=1):
            picture = found
            done = last_share + share * turn / plan.rounds
            yield Stroke(min(1.0, done), side, objective.last, found)
        last_share += share


def sides_up_to(largest_px: int) -> tuple[int, ...]:
    """Half and half again of the largest, down to what a style still shows at."""
    sides = [largest_px]
    while sides[0] // 2 >= SMALLEST_PX:
        sides.insert(0, sides[0] // 2)
    return tuple(sides)


def resized(picture: Tensor, longest_px: int) -> Tensor:
    """At most so long a side; never enlarged."""
    rows, columns = picture.shape[-2:]
    scale = longest_px / max(rows, columns)
    if scale >= 1.0:
        return picture
    size = [max(1, round(rows * scale)), max(1, round(columns * scale))]
    return functional.interpolate(picture, size=size, mode="bilinear", antialias=True)


def _rounds(start: Tensor, objective: StyleObjective, plan: Plan) -> Iterator[Tensor]:
    if plan.optimiser == "adam":
        yield from _adam(start, objective, plan)
        return
    search = BoundedLbfgs(start, objective, low=0.0, high=1.0, memory=plan.memory)
    for _ in range(plan.rounds):
        search.step()
        yield search.picture
        if search.is_stuck:
            return


def _adam(
    start: Tensor, objective: Callable[[Tensor], tuple[float, Tensor]], plan: Plan
) -> Iterator[Tensor]:
    picture = start.detach().clone().requires_grad_()
    optimiser = torch.optim.Adam([picture], lr=plan.rate)
    for _ in range(plan.rounds):
        _, picture.grad = objective(picture)
        optimiser.step()
        with torch.no_grad():
            picture.clamp_(0.0, 1.0)
        yield picture.detach()


def _fitted(picture: Tensor, photo: Tensor) -> Tensor:
    size = list(photo.shape[-2:])
    made = functional.interpolate(picture, size=size, mode="bicubic", antialias=True)
    return made.clamp(0.0, 1.0)
