"""A recipe without any chance but its examples, for tests of the training loop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from torch import Tensor, nn
from torch.nn import functional

from ml.training.experiment import Experiment, Optimiser, setting
from ml.training.items import Item, ItemKind
from ml.training.noise import Noise
from ml.training.recipe import Batch, Example, Networks, Recipe, Stage, Turn


@dataclass(frozen=True)
class RegressionOptions:
    """Of the small regression."""

    width: int = setting(4, "channels")
    broken_step: int = setting(-1, "step from which losses are not numbers")


class SmallRegression(Recipe[RegressionOptions]):
    """Learns to undo a darkening; no chance but the examples, no batch statistics."""

    system = "small_regression"
    title = "Small regression"
    kind = ItemKind.PICTURES
    options_type = RegressionOptions
    defaults = Experiment(steps=10, batch=4, optimiser=Optimiser(lr=1e-2))
    published = ("network",)

    def __init__(self, options: RegressionOptions) -> None:
        super().__init__(options)
        self._calls = 0

    def stages(self) -> tuple[Stage, ...]:
        return (Stage("all", (Turn("learn", ("network",)),)),)

    def networks(self) -> dict[str, nn.Module]:
        width = self.options.width
        layers = nn.Conv2d(3, width, 3, padding=1), nn.ReLU(), nn.Conv2d(width, 3, 3, padding=1)
        return {"network": nn.Sequential(*layers)}

    def example(self, item: Item, chance: np.random.Generator) -> Example:
        picture = item["picture"]
        assert isinstance(picture, np.ndarray)
        dark = picture.astype(np.float64) * chance.uniform(0.4, 0.6)
        return {
            "dark": dark.astype(np.float32).transpose(2, 0, 1) / 255,
            "light": np.ascontiguousarray(picture.transpose(2, 0, 1)),
        }

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        loss = functional.mse_loss(networks["network"](batch["dark"]), batch["light"])
        if self.options.broken_step >= 0 and self._calls >= self.options.broken_step:
            loss = loss * float("nan")
        self._calls += 1
        return {"pixels": loss}

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        return {"light": networks["network"](batch["dark"])}

    def evaluate(self, networks: Networks, items: Any) -> dict[str, float]:
        return {"items": float(len(items))}
