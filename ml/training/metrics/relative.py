"""NRDS: which of several generators holds out longest against one critic that learns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.training.loop.precision import seed_torch
from ml.training.metrics.exact import exactly
from ml.training.metrics.pictures import Pictures, PicturesDiffer, TooFewPictures, batches

Curve = Sequence[float]
"""What the critic thinks of a set after each epoch, 0..1; one is real."""

_CHANNELS = (64, 128, 256, 512)
_REDUCTION = 16


@dataclass(frozen=True)
class RelativePlan:
    """As Zhang, Song and Qi 2018 trained: one picture in a step, a hundred epochs."""

    side_px: int = 128
    epochs: int = 100
    batch: int = 1
    lr: float = 2e-4
    beta1: float = 0.5
    seed: int = 0


@dataclass(frozen=True)
class RelativeScores:
    """`scores` add up to one, larger is better, and mean something within this one run only.

    `curves` hold one value for each epoch and set; `real` is the curve of the real pictures.
    """

    scores: Mapping[str, float]
    curves: Mapping[str, Curve]
    real: Curve


class Critic(nn.Module):
    """5 x 5 convolutions of stride 2 with ReLU, then 1,024 leaky units; no normalisation.

    37,863,041 parameters at 128 px.
    """

    def __init__(self, side_px: int = 128) -> None:
        super().__init__()
        if side_px % _REDUCTION:
            raise PicturesDiffer(f"The critic needs a side that {_REDUCTION} divides.")
        layers: list[nn.Module] = []
        into = 3
        for out in _CHANNELS:
            layers += [nn.Conv2d(into, out, 5, stride=2, padding=2), nn.ReLU()]
            into = out
        self.body = nn.Sequential(*layers, nn.Flatten())
        self.wide = nn.Linear(into * (side_px // _REDUCTION) ** 2, 1024)
        self.last = nn.Linear(1024, 1)

    def forward(self, pictures: Tensor) -> Tensor:
        """N logits of N x 3 x side x side in -1..1; above zero is real."""
        return self.last(functional.leaky_relu(self.wide(self.body(pictures)), 0.2))[:, 0]


def area(curve: Curve) -> float:
    """Under the curve by trapezoids one epoch wide; at least two values."""
    if len(curve) < 2:
        raise TooFewPictures("A curve needs at least two epochs.")
    values = np.asarray(curve, np.float64)
    return float(((values[1:] + values[:-1]) / 2).sum())


def normalised(curves: Mapping[str, Curve]) -> dict[str, float]:
    """Each curve's area as a share of all; equal shares where all are zero."""
    if len({len(curve) for curve in curves.values()}) > 1:
        raise PicturesDiffer("Curves must have one value for each epoch.")
    areas = {name: area(curve) for name, curve in curves.items()}
    total = sum(areas.values())
    return {name: found / total if total else 1 / len(areas) for name, found in areas.items()}


def relative_scores(
    real: Pictures,
    made: Mapping[str, Pictures],
    plan: RelativePlan | None = None,
    device: torch.device | str = "cpu",
) -> RelativeScores:
    """Train one critic on real pictures against all made ones together, and watch it.

    Sets of made pictures must be of one size, and all pictures must have gone through the same
    kind of file (a JPEG gives itself away). Deterministic on a CPU.
    """
    plan = plan or RelativePlan()
    if len({len(pictures) for pictures in made.values()}) != 1:
        raise PicturesDiffer("Every generator must show the same number of pictures.")
    sets = {name: _held(pictures, plan) for name, pictures in made.items()}
    truth = _held(real, plan)
    with torch.random.fork_rng(devices=[]):
        seed_torch(plan.seed, torch.device("cpu"))
        critic = Critic(plan.side_px).to(device)
    match = _Match(critic, plan, torch.device(device))
    curves: dict[str, list[float]] = {name: [] for name in made}
    real_curve: list[float] = []
    for _ in range(plan.epochs):
        match.epoch(truth, torch.cat(list(sets.values())))
        for name, pictures in sets.items():
            curves[name].append(match.opinion(pictures))
        real_curve.append(match.opinion(truth))
    return RelativeScores(normalised(curves), curves, real_curve)


class _Match:
    """The critic with its optimiser and its chance."""

    def __init__(self, critic: Critic, plan: RelativePlan, device: torch.device) -> None:
        self._critic, self._plan, self._device = critic, plan, device
        self._optimiser = torch.optim.Adam(
            critic.parameters(), lr=plan.lr, betas=(plan.beta1, 0.999)
        )
        self._chance = torch.Generator().manual_seed(plan.seed + 1)

    def epoch(self, real: Tensor, made: Tensor) -> None:
        """Every made picture once, each batch beside as many real ones."""
        order = torch.randperm(len(made), generator=self._chance)
        partners = torch.cat(
            [
                torch.randperm(len(real), generator=self._chance)
                for _ in range(-(-len(made) // len(real)))
            ]
        )
        for start in range(0, len(made), self._plan.batch):
            part = slice(start, start + self._plan.batch)
            chosen = order[part]
            self._step(real[partners[part][: len(chosen)]], made[chosen])

    def opinion(self, pictures: Tensor) -> float:
        """Mean probability of being real."""
        with exactly(self._device):
            parts = [self._critic(self._signal(part)).sigmoid() for part in pictures.split(64)]
            return float(torch.cat(parts).mean())

    def _step(self, real: Tensor, made: Tensor) -> None:
        with exactly(self._device, learns=True):
            good, bad = self._critic(self._signal(real)), self._critic(self._signal(made))
            loss = functional.softplus(-good).mean() + functional.softplus(bad).mean()
            self._optimiser.zero_grad(set_to_none=True)
            loss.backward()
            self._optimiser.step()

    def _signal(self, pictures: Tensor) -> Tensor:
        return pictures.to(self._device, torch.float32) / 127.5 - 1


def _held(pictures: Pictures, plan: RelativePlan) -> Tensor:
    if not len(pictures):
        raise TooFewPictures("A set without pictures cannot be compared.")
    return torch.cat(list(batches(pictures, plan.side_px, 256))).to(torch.uint8)
