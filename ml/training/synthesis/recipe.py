"""The recipe that systems share which make photographs from maps of classes."""

from __future__ import annotations

import colorsys
from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, TypeVar, cast

import numpy as np
import torch
from torch import Tensor

from ml.layers.label_maps import one_hot
from ml.training.examples.aligned import Pixels, brought_to, jittered, planes
from ml.training.experiment import setting
from ml.training.items import Item, ItemKind, Items
from ml.training.metrics.segmentation import UNLABELLED
from ml.training.noise import Noise
from ml.training.recipe import Batch, Example, Networks, Recipe
from ml.training.synthesis.measure import Compared, measured

_SEED = 20_190_318
_GOLDEN = 0.618034


@dataclass(frozen=True)
class SynthesisOptions:
    """What may be chosen for any of them."""

    rows_px: int = setting(256, "rows of the pictures")
    columns_px: int = setting(256, "columns of the pictures")
    classes: int = setting(11, "classes in the maps; what has none gets a plane of its own")
    evaluated: int = setting(101, "held-out pictures that are measured")
    judge: str = setting("", "name of a taught segmenter among the models, for mean_iou")

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.rows_px, self.columns_px

    @property
    def planes(self) -> int:
        """Channels of a map as the networks read it."""
        return self.classes + 1


Options = TypeVar("Options", bound=SynthesisOptions)


class SynthesisRecipe(Recipe[Options]):
    """Batches hold `picture` (batch, 3, rows, columns) in 0..1 and `labels` (batch, rows, columns).

    Networks work in -1..1.
    """

    kind: ClassVar[ItemKind] = ItemKind.LABELLED
    published: ClassVar[tuple[str, ...]] = ("generator",)
    carried: ClassVar[tuple[str, ...]] = ("critic",)

    @abstractmethod
    def made(self, networks: Networks, labels: Tensor, noise: Noise) -> Tensor:
        """Pictures in -1..1 of (batch, rows, columns) of class numbers."""

    def read(self, labels: Tensor) -> Tensor:
        """The planes of the maps, (batch, classes + 1, rows, columns)."""
        return one_hot(labels, self.options.classes)

    def example(self, item: Item, chance: np.random.Generator) -> Example:
        parts = [cast("Pixels", item[name]) for name in ("picture", "labels")]
        picture, labels = jittered(parts, self.options.size, chance)
        return {"picture": picture, "labels": labels}

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        made = self.made(networks, batch["labels"], noise).float()
        return {
            "map": coloured(batch["labels"], self.options.classes),
            "photo": batch["picture"],
            "made": (made * 0.5 + 0.5).clamp(0, 1),
        }

    def evaluate(self, networks: Networks, items: Items) -> dict[str, float]:
        """Error, LPIPS, and with a judge what a segmenter sees; every picture made alone."""
        return measured(self._compared(networks, items), self.options.judge)

    def _compared(self, networks: Networks, items: Items) -> Iterator[Compared]:
        device = next(networks["generator"].parameters()).device
        for index in range(min(self.options.evaluated, len(items))):
            picture, labels = held_out(items.item(index), self.options.size)
            noise = Noise(_SEED + index, device)
            made = self.made(networks, labels.to(device), noise)
            yield Compared(made * 0.5 + 0.5, picture, labels[0])


def held_out(item: Item, size: tuple[int, int]) -> tuple[Tensor, Tensor]:
    """A picture (1, 3, rows, columns) in 0..1 and its map (1, rows, columns), always alike."""
    picture, labels = (
        planes(brought_to(cast("Pixels", item[name]), size)) for name in ("picture", "labels")
    )
    return torch.from_numpy(picture.copy()).float()[None] / 255, torch.from_numpy(labels.copy())[
        None
    ]


def coloured(labels: Tensor, classes: int) -> Tensor:
    """Maps as pictures in 0..1, a colour for each class, black for none."""
    table = torch.zeros(UNLABELLED + 1, 3)
    for number in range(classes):
        hue = number * _GOLDEN % 1.0
        table[number] = torch.tensor(colorsys.hsv_to_rgb(hue, 0.65, 1.0 - 0.25 * (number % 2)))
    return table.to(labels.device)[labels.long()].permute(0, 3, 1, 2)
