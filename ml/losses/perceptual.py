"""How far apart two pictures look to a network that has learned to see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

Features = Callable[[Tensor], Sequence[Tensor]]


@dataclass(frozen=True)
class PerceptualDistance:
    """Mean squared difference of features, over taps and sizes of the picture.

    weights: one for each tap. halvings: at which sizes the pictures are looked at, 0 as they are,
    1 at half the side (twice the field of view). With `unit`, every pixel's feature vector is
    brought to unit length first, as in LPIPS (Zhang et al. 2018), which takes contrast out.
    """

    weights: Sequence[float]
    halvings: Sequence[int] = (0,)
    unit: bool = False

    def between(self, features: Features, pictures: Tensor, truth: Tensor) -> Tensor:
        """A scalar; gradients flow into `pictures` only."""
        total = torch.zeros((), device=pictures.device)
        for halving in self.halvings:
            with torch.no_grad():
                wanted = features(_halved(truth, halving))
            found = features(_halved(pictures, halving))
            for weight, one, other in zip(self.weights, found, wanted, strict=True):
                total = total + weight * self._distance(one.float(), other.detach().float())
        return total / len(self.halvings)

    def _distance(self, found: Tensor, wanted: Tensor) -> Tensor:
        if self.unit:
            difference = _unit_length(found) - _unit_length(wanted)
            return difference.square().sum(dim=1).mean()
        return functional.mse_loss(found, wanted)


def _halved(pictures: Tensor, times: int) -> Tensor:
    return functional.avg_pool2d(pictures, 1 << times) if times else pictures


def _unit_length(features: Tensor) -> Tensor:
    # Inside the root, so that a pixel without any activation has a finite gradient.
    return features / (features.square().sum(dim=1, keepdim=True) + 1e-8).sqrt()
