"""Makes a generator forget a thing, as windows in section 6.2 of Radford et al. 2016."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from ml.systems.dcgan.network import Generator

_ROUNDS = 50
_SETTLED = 1e-8


@dataclass(frozen=True)
class Box:
    """Drawn by hand around one thing in the `picture`-th made picture, in px, ends excluded."""

    picture: int
    left_px: int
    top_px: int
    right_px: int
    bottom_px: int


@dataclass(frozen=True)
class Detector:
    """A logistic regression on feature vectors, (channels,) and a number."""

    weights: Tensor
    offset: float

    @property
    def channels(self) -> Tensor:
        """Feature maps that speak for the thing: those of positive weight, which are dropped."""
        return self.weights > 0

    def probability(self, features: Tensor) -> Tensor:
        """(batch, channels, rows, columns) -> (batch, rows, columns) in 0..1."""
        scores = torch.einsum("bcij,c->bij", features.double(), self.weights) + self.offset
        return scores.sigmoid()


def inside(boxes: Sequence[Box], features: Tensor, side_px: int) -> Tensor:
    """Which places of feature maps (pictures, channels, rows, columns) lie in a box of theirs.

    A place counts where the middle of what it covers lies in the box.
    """
    count, _, rows, columns = features.shape
    found = torch.zeros((count, rows, columns), dtype=torch.bool)
    down = (torch.arange(rows) + 0.5) * side_px / rows
    across = (torch.arange(columns) + 0.5) * side_px / columns
    for box in boxes:
        in_rows = (down >= box.top_px) & (down < box.bottom_px)
        in_columns = (across >= box.left_px) & (across < box.right_px)
        found[box.picture] |= in_rows[:, None] & in_columns[None]
    return found


def fit_detector(features: Tensor, is_inside: Tensor, ridge: float = 1e-3) -> Detector:
    """Logistic regression of every place's feature vector on whether it is inside a box.

    Newton's method in float64 on standardised features with `ridge` times half the squared
    weights, so that features that tell without error stay finite. Raises `ValueError` where
    nothing, or everything, is inside.
    """
    vectors = features.permute(0, 2, 3, 1).flatten(0, 2).double()
    wanted = is_inside.flatten().double()
    if not 0 < float(wanted.sum()) < len(wanted):
        raise ValueError("Boxes must hold some of the places, and not all.")
    mean, spread = vectors.mean(dim=0), vectors.std(dim=0).clamp(min=1e-12)
    design = torch.cat([(vectors - mean) / spread, torch.ones(len(vectors), 1)], dim=1)
    found = _newton(design, wanted, ridge)
    weights = found[:-1] / spread
    return Detector(weights, float(found[-1] - weights @ mean))


@torch.no_grad()
def without(generator: Generator, latents: Tensor, channels: Tensor) -> Tensor:
    """The pictures (batch, channels, side, side) in -1..1 with feature maps zero everywhere."""
    features = generator.features(latents)
    return generator.head(dropped(features, channels))


def dropped(features: Tensor, channels: Tensor) -> Tensor:
    """Feature maps, those that `channels` (boolean) names as zeros, all others bit for bit."""
    return torch.where(channels.view(1, -1, 1, 1), torch.zeros_like(features), features)


def _newton(design: Tensor, wanted: Tensor, ridge: float) -> Tensor:
    penalty = ridge * torch.eye(design.shape[1], dtype=torch.float64)
    penalty[-1, -1] = 1e-9
    found = torch.zeros(design.shape[1], dtype=torch.float64)
    for _ in range(_ROUNDS):
        said = (design @ found).sigmoid()
        slope = design.T @ (said - wanted) / len(wanted) + penalty @ found
        weighed = design * (said * (1 - said)).clamp(min=1e-9)[:, None]
        step = torch.linalg.solve(design.T @ weighed / len(wanted) + penalty, slope)
        # Far from the answer a whole step can overshoot.
        found = found - step * (5.0 / step.norm()).clamp(max=1.0)
        if float(step.norm()) < _SETTLED:
            break
    return found
