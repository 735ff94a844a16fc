"""A small segmenter with everything stated, taught by real pictures, to judge made ones."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn
from torch.nn import functional

from ml.training.loop.precision import seed_torch
from ml.training.metrics.exact import exactly
from ml.training.metrics.pictures import (
    Lazy,
    Picture,
    Pictures,
    PicturesDiffer,
    batches,
    require_pairs,
)
from ml.training.metrics.segmentation import UNLABELLED, Labels

_REDUCTION = 8


@dataclass(frozen=True)
class SegmenterPlan:
    """What is trained and how; equal plans on equal data give equal weights on a CPU.

    Pictures and maps are brought to `side_px` squares and mirrored every second time. Rare
    classes count more: each by the inverse root of its share of the pixels.
    """

    classes: int
    side_px: int = 128
    width: int = 16
    epochs: int = 24
    batch: int = 8
    lr: float = 2e-3
    mirrored: bool = True
    seed: int = 0

    def __post_init__(self) -> None:
        """Raises `PicturesDiffer` for what the network cannot be built of."""
        if self.side_px % _REDUCTION or not 2 <= self.classes <= UNLABELLED:
            raise PicturesDiffer(
                f"The segmenter needs a side that {_REDUCTION} divides and 2 to {UNLABELLED} "
                f"classes, not {self.side_px} px and {self.classes}."
            )


class SmallUnet(nn.Module):
    """Three halvings, each of two 3 x 3 convolutions with batch norm, and the way back up.

    Ronneberger et al. 2015 at a quarter of the width (w, 2w, 4w, 8w).
    """

    def __init__(self, plan: SegmenterPlan) -> None:
        super().__init__()
        widths = [plan.width << level for level in range(4)]
        self.down = nn.ModuleList(
            _convolved(before, after) for before, after in zip([3, *widths], widths, strict=False)
        )
        self.up = nn.ModuleList(
            _convolved(deep + near, near)
            for deep, near in zip(reversed(widths[1:]), reversed(widths[:-1]), strict=True)
        )
        self.head = nn.Conv2d(widths[0], plan.classes, 1)

    def forward(self, pictures: Tensor) -> Tensor:
        """Logits of every pixel, from N x 3 x side x side in 0..255."""
        signal = pictures / 127.5 - 1
        seen: list[Tensor] = []
        for stage in self.down:
            signal = stage(functional.max_pool2d(signal, 2) if seen else signal)
            seen.append(signal)
        for stage, near in zip(self.up, reversed(seen[:-1]), strict=True):
            wide = functional.interpolate(signal, scale_factor=2.0, mode="nearest")
            signal = stage(torch.cat((wide, near), dim=1))
        return self.head(signal)


class TaughtSegmenter:
    """A trained segmenter and the plan that made it; a `Segmenter`."""

    def __init__(
        self, network: SmallUnet, plan: SegmenterPlan, device: torch.device | str = "cpu"
    ) -> None:
        self.plan = plan
        self._device = torch.device(device)
        self.network = network.eval()

    def labels(self, picture: Picture) -> Labels:
        """The most probable class of every pixel, at the picture's own size."""
        (block,) = batches([picture], self.plan.side_px, 1)
        with exactly(self._device):
            logits = self.network(block.to(self._device))
            size = picture.shape[:2]
            wide = functional.interpolate(logits, size, mode="bilinear", align_corners=False)
            return wide[0].argmax(dim=0).to(torch.uint8).cpu().numpy()


def train_segmenter(
    pictures: Pictures,
    maps: Lazy[Labels],
    plan: SegmenterPlan,
    device: torch.device | str = "cpu",
) -> TaughtSegmenter:
    """Adam with a cosine schedule over all pictures, which are held at `side_px`.

    Pixels of maps marked 255 teach nothing. torch's global generators are left as they were.
    Raises `PicturesDiffer` for numbers that are no class.
    """
    count = require_pairs(pictures, maps)
    held = torch.cat(list(batches(pictures, plan.side_px, 64))).to(torch.uint8)
    truth = torch.stack([_small(maps[index], plan) for index in range(count)])
    weights = _weights(truth, plan.classes).to(device)
    with torch.random.fork_rng(devices=[]):
        seed_torch(plan.seed, torch.device("cpu"))
        network = SmallUnet(plan).to(device)
    chance = torch.Generator().manual_seed(plan.seed + 1)
    optimiser = torch.optim.Adam(network.parameters(), lr=plan.lr)
    steps = plan.epochs * math.ceil(count / plan.batch)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, max(1, steps))
    for _ in range(plan.epochs):
        for chosen in torch.randperm(count, generator=chance).split(plan.batch):
            block, wanted = held[chosen], truth[chosen]
            if plan.mirrored and float(torch.rand((), generator=chance)) < 0.5:
                block, wanted = block.flip(3), wanted.flip(2)
            with exactly(torch.device(device), learns=True):
                logits = network(block.to(device, torch.float32))
                loss = functional.cross_entropy(
                    logits, wanted.to(device), weights, ignore_index=UNLABELLED
                )
                optimiser.zero_grad(set_to_none=True)
                loss.backward()
                optimiser.step()
            schedule.step()
    return TaughtSegmenter(network, plan, device)


def _small(labels: Labels, plan: SegmenterPlan) -> Tensor:
    """A map as a square of int64, each pixel the nearest of the map."""
    known = labels[labels != UNLABELLED]
    if int(known.max(initial=0)) >= plan.classes:
        raise PicturesDiffer(
            f"A map of classes holds the number {int(known.max())}; there are {plan.classes} "
            "classes."
        )
    square = Image.fromarray(np.ascontiguousarray(labels)).resize(
        (plan.side_px, plan.side_px), Image.Resampling.NEAREST
    )
    return torch.from_numpy(np.asarray(square).astype(np.int64))


def _weights(truth: Tensor, classes: int) -> Tensor:
    """Mean 1 over the classes that occur; 0 for the others."""
    counts = torch.bincount(truth[truth != UNLABELLED], minlength=classes).double()
    rarity = torch.where(counts > 0, counts.clamp(min=1).rsqrt(), 0.0)
    return (rarity / rarity[counts > 0].mean()).float()


def _convolved(into: int, out: int) -> nn.Sequential:
    layers: list[nn.Module] = []
    for before in (into, out):
        convolution = nn.Conv2d(before, out, 3, padding=1, bias=False)
        layers += [convolution, nn.BatchNorm2d(out), nn.ReLU()]
    return nn.Sequential(*layers)
