"""How far made pictures are from held-out ones, cheaply enough to be asked during training."""

from __future__ import annotations

from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ml.training.metrics.exact import exactly
from ml.training.metrics.kernel import KernelPlan, kernel_distance, squared_mmd
from ml.training.metrics.lpips import load_lpips
from ml.training.metrics.pictures import Picture, Pictures, batches

Looks = Literal["alexnet", "random"]
"""What sets are seen through: AlexNet (needs `lpips-alex`), or random filters for trials."""

Features = NDArray[np.float32]
_SIDE_PX = 64
_PLAN = KernelPlan(subsets=50)
_SEED = 20_160_119


class SetDistance:
    """Kernel distances between sets of pictures, in features of one network.

    A feature is the mean over a picture of one of AlexNet's 1152 channels at 64 px, scaled so that
    those of the true pictures have a mean square of one. Cheap beside Inception (299 px); the
    numbers compare only with each other.
    """

    def __init__(self, true: Pictures, looks: Looks = "alexnet") -> None:
        self._network = _network(looks)
        found = self._features(true)
        self._scale = float(np.sqrt(np.mean(np.square(found)))) or 1.0
        self._true = found / self._scale

    def measured(self, made: Pictures, name: str) -> dict[str, float]:
        """The distance and its bootstrapped error as `name` and `name_error`."""
        found = kernel_distance(self._true, self._features(made) / self._scale, _PLAN)
        return {name: found.value, f"{name}_error": found.error}

    def distance(self, made: Pictures) -> float:
        """The distance alone."""
        return squared_mmd(self._true, self._features(made) / self._scale)

    def baselines(self, true: Pictures) -> dict[str, float]:
        """Of the mean picture, of noise, and of the true pictures' halves from each other."""
        mean = np.mean([picture.astype(np.float64) for picture in _all(true)], axis=0)
        chance = np.random.default_rng(_SEED)
        shape = (len(true), *mean.shape)
        noise = list(chance.integers(0, 256, shape, np.uint8))
        still = [np.round(mean).astype(np.uint8)] * len(true)
        return {
            "kid_of_mean": self.distance(still),
            "kid_of_noise": self.distance(noise),
            "kid_of_halves": squared_mmd(self._true[::2], self._true[1::2]),
        }

    def _features(self, pictures: Pictures) -> Features:
        rows = list[Features]()
        for block in batches(pictures, _SIDE_PX, 64):
            with exactly(torch.device("cpu")):
                rows.append(self._network(block / 127.5 - 1).numpy())
        return np.concatenate(rows)


def spread(count: int, most: int) -> list[int]:
    """At most so many indices, evenly over all: collections come sorted by class."""
    taken = min(count, most)
    return [index * count // taken for index in range(taken)]


def as_pictures(made: Tensor) -> list[Picture]:
    """(count, 1 or 3, rows, columns) in 0..1 as sRGB pictures."""
    whole = made.detach().float().clamp(0, 1).mul(255).round().to(torch.uint8).cpu()
    rows = whole.expand(-1, 3, -1, -1).permute(0, 2, 3, 1)
    return [row.numpy().copy() for row in rows]


def _all(pictures: Pictures) -> list[Picture]:
    return [pictures[index] for index in range(len(pictures))]


class _Means(nn.Module):
    """Means over the picture of every channel of a network's taps."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._lpips = load_lpips("alexnet") if looks == "alexnet" else None
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(_SEED)
            self._random = nn.Conv2d(3, 64, 5, stride=4)

    def forward(self, signal: Tensor) -> Tensor:
        if self._lpips is None:
            return self._random(signal).relu().mean(dim=(2, 3))
        return torch.cat([tap.mean(dim=(2, 3)) for tap in self._lpips.taps(signal)], dim=1)


def _network(looks: Looks) -> nn.Module:
    return _Means(looks).eval().requires_grad_(False)
