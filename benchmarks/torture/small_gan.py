"""A training that uses all that a checkpoint must keep, small enough to be killed often."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.training.experiment import Experiment, Optimiser, setting
from ml.training.items import Item, ItemKind
from ml.training.noise import Noise
from ml.training.recipe import Batch, Example, Networks, Recipe, Stage, Turn


class SmallPictures:
    """Pictures of soft waves, made from their number; safe in threads."""

    class_names: tuple[str, ...] = ()

    def __init__(self, count: int = 6, side: int = 16, seed: int = 0) -> None:
        self.kind = ItemKind.PICTURES
        self._count, self._side, self._seed = count, side, seed

    @property
    def fingerprint(self) -> str:
        told = f"{self._count} {self._side} {self._seed}"
        return hashlib.sha256(told.encode()).hexdigest()

    def __len__(self) -> int:
        return self._count

    def name(self, index: int) -> str:
        return f"wave-{index}.png"

    def item(self, index: int) -> Item:
        chance = np.random.default_rng([self._seed, index])
        grid = np.linspace(0, 3, self._side)
        wave = np.sin(grid[:, None, None] * chance.uniform(1, 4, 3) + chance.uniform(0, 6, 3))
        wave = wave * np.cos(grid[None, :, None] * chance.uniform(1, 4, 3))
        return {"picture": (127.5 + 127 * wave).astype(np.uint8)}


@dataclass(frozen=True)
class SmallOptions:
    """Of the small GAN."""

    width: int = setting(4, "channels")


class SmallGan(Recipe[SmallOptions]):
    """A critic moved twice a step with a lazy penalty, a generator with batch norm and a pool."""

    system = "small_gan"
    title = "Small GAN"
    kind = ItemKind.PICTURES
    options_type = SmallOptions
    defaults = Experiment(steps=12, batch=4, critic=Optimiser(lr=1e-3, beta1=0.5))
    published = ("generator",)

    def __init__(self, options: SmallOptions) -> None:
        super().__init__(options)
        self._pool: list[Tensor] = []

    def stages(self) -> tuple[Stage, ...]:
        critic = Turn("critic", ("critic",), repeats=2)
        smooth = Turn("smooth", ("critic",), every=4)
        generator = Turn("generator", ("generator",))
        return (
            Stage("small", (critic, generator), 0.5),
            Stage("large", (critic, smooth, generator), 0.5, batch=2),
        )

    def networks(self) -> dict[str, nn.Module]:
        width = self.options.width
        generator = nn.Sequential(
            nn.ConvTranspose2d(8, width, 4), nn.BatchNorm2d(width), nn.ReLU(),
            nn.ConvTranspose2d(width, 3, 4, 4), nn.Dropout(0.1), nn.Sigmoid(),
        )  # fmt: skip
        critic = nn.Sequential(
            nn.Conv2d(3, width, 4, 4),
            nn.BatchNorm2d(width),
            nn.LeakyReLU(0.2),
            nn.Conv2d(width, 1, 4),
        )
        return {"generator": generator, "critic": critic}

    def enter(self, stage: Stage, networks: Networks) -> None:
        if stage.name == "large":
            grown = networks["critic"]
            if not isinstance(grown, nn.Sequential):
                raise TypeError("the critic is a row of layers")
            grown.append(nn.Conv2d(1, 1, 1))

    def example(self, item: Item, chance: np.random.Generator) -> Example:
        picture = np.asarray(item["picture"])
        if chance.random() < 0.5:
            picture = picture[:, ::-1]
        return {"real": np.ascontiguousarray(picture.transpose(2, 0, 1))}

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        real = batch["real"]
        if turn.name == "smooth":
            return {"slope": networks["critic"](real).square().mean() * 0.1}
        fake = networks["generator"](noise.normal(len(real), 8, 1, 1))
        if turn.name == "generator":
            return {"fool": functional.softplus(-networks["critic"](fake)).mean()}
        self._pool = [*self._pool, *fake.detach().clone()][-8:]
        shown = torch.stack(self._pool[: len(real)])
        return {
            "real": functional.softplus(-networks["critic"](real)).mean(),
            "fake": functional.softplus(networks["critic"](shown)).mean(),
            "_pooled": torch.tensor(float(len(self._pool))),
        }

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        return {"made": networks["generator"](noise.normal(4, 8, 1, 1)), "real": batch["real"]}

    def state(self) -> dict[str, Any]:
        return {"pool": list(self._pool)}

    def restore(self, state: Mapping[str, Any]) -> None:
        self._pool = list(state["pool"])
