"""A small classifier with everything stated, trained the same way each time, to judge others."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from ml.training.loop.precision import seed_torch
from ml.training.metrics.exact import exactly
from ml.training.metrics.pictures import Lazy, Pictures, PicturesDiffer, batches, require_pairs

Classes = NDArray[np.int64]
"""A class number for each picture."""


@dataclass(frozen=True)
class ClassifierPlan:
    """What is trained and how; equal plans on equal data give equal weights on a CPU.

    Pictures are resized to `side_px` squares (antialiased) and mirrored every second time.
    """

    classes: int
    side_px: int = 32
    width: int = 32
    epochs: int = 20
    batch: int = 64
    lr: float = 2e-3
    mirrored: bool = True
    seed: int = 0


class SmallNet(nn.Module):
    """Three stages of two 3 x 3 convolutions (w, 2w, 4w) with batch norm, mean, one linear layer.

    Batch and not group norm: normalising each picture by itself would hide its overall colour.
    """

    def __init__(self, plan: ClassifierPlan) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        into = 3
        for stage in range(3):
            out = plan.width << stage
            layers += [*_convolved(into, out), *_convolved(out, out), nn.MaxPool2d(2)]
            into = out
        self.body = nn.Sequential(*layers)
        self.head = nn.Linear(into, plan.classes)

    def forward(self, pictures: Tensor) -> Tensor:
        """Logits of N x 3 x side x side in 0..255."""
        return self.head(self.body(pictures / 127.5 - 1).mean(dim=(2, 3)))


class Classifier:
    """A trained classifier and the plan that made it."""

    def __init__(
        self, network: SmallNet, plan: ClassifierPlan, device: torch.device | str = "cpu"
    ) -> None:
        self.plan = plan
        self._device = torch.device(device)
        self._network = network.eval()

    def probabilities(self, pictures: Pictures) -> NDArray[np.float32]:
        """Pictures x classes."""
        rows: list[NDArray[np.float32]] = []
        for block in batches(pictures, self.plan.side_px, 256):
            with exactly(self._device):
                rows.append(self._network(block.to(self._device)).softmax(dim=1).cpu().numpy())
        return np.concatenate(rows)

    def accuracy(self, pictures: Pictures, classes: Lazy[int] | Classes) -> float:
        """Share of pictures whose most probable class is the right one."""
        truth = as_classes(classes, self.plan.classes)
        require_pairs(pictures, truth)
        return float(np.mean(self.probabilities(pictures).argmax(axis=1) == truth))


def train_classifier(
    pictures: Pictures,
    classes: Lazy[int] | Classes,
    plan: ClassifierPlan,
    device: torch.device | str = "cpu",
) -> Classifier:
    """Adam with a cosine schedule over all pictures, which are held at `side_px`.

    torch's global generators are left as they were.
    """
    truth = torch.from_numpy(as_classes(classes, plan.classes))
    count = require_pairs(pictures, truth)
    held = torch.cat(list(batches(pictures, plan.side_px, 256))).to(torch.uint8)
    with torch.random.fork_rng(devices=[]):
        seed_torch(plan.seed, torch.device("cpu"))
        network = SmallNet(plan).to(device)
    chance = torch.Generator().manual_seed(plan.seed + 1)
    optimiser = torch.optim.Adam(network.parameters(), lr=plan.lr)
    steps = plan.epochs * math.ceil(count / plan.batch)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, max(1, steps))
    for _ in range(plan.epochs):
        for chosen in torch.randperm(count, generator=chance).split(plan.batch):
            block = _mirrored(held[chosen], chance) if plan.mirrored else held[chosen]
            with exactly(torch.device(device), learns=True):
                logits = network(block.to(device, torch.float32))
                loss = functional.cross_entropy(logits, truth[chosen].to(device))
                optimiser.zero_grad(set_to_none=True)
                loss.backward()
                optimiser.step()
            schedule.step()
    return Classifier(network, plan, device)


def as_classes(classes: Lazy[int] | Classes, known: int) -> Classes:
    """Class numbers as an array; raises `PicturesDiffer` for numbers that are not known."""
    found = np.array([int(classes[index]) for index in range(len(classes))], np.int64)
    if found.size and not 0 <= found.min() <= found.max() < known:
        raise PicturesDiffer(f"Classes must be numbers from 0 to {known - 1}.")
    return found


def _convolved(into: int, out: int) -> list[nn.Module]:
    return [nn.Conv2d(into, out, 3, padding=1, bias=False), nn.BatchNorm2d(out), nn.ReLU()]


def _mirrored(block: Tensor, chance: torch.Generator) -> Tensor:
    turned = torch.rand(len(block), generator=chance) < 0.5
    return torch.where(turned.view(-1, 1, 1, 1), block.flip(3), block)
