"""A pair of networks like DCGAN's, to measure a training of two turns with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.training.experiment import Experiment, Optimiser, setting
from ml.training.items import Item, ItemKind
from ml.training.noise import Noise
from ml.training.recipe import Batch, Example, Networks, Recipe, Stage, Turn

LATENT = 100


@dataclass(frozen=True)
class PairOptions:
    """Of the pair."""

    width: int = setting(32, "channels of the largest maps")


class Pair(Recipe[PairOptions]):
    """Generator and critic of four strided convolutions each, 64 x 64 px (Radford et al. 2016)."""

    system: ClassVar[str] = "dcgan_pair"
    title: ClassVar[str] = "DCGAN-like pair"
    kind: ClassVar[ItemKind] = ItemKind.PICTURES
    options_type: ClassVar[type[PairOptions]] = PairOptions
    defaults: ClassVar[Experiment] = Experiment(
        batch=16, optimiser=Optimiser(lr=2e-4, beta1=0.5), channels_last=False
    )
    published: ClassVar[tuple[str, ...]] = ("generator",)

    def stages(self) -> tuple[Stage, ...]:
        turns = Turn("critic", ("critic",)), Turn("generator", ("generator",))
        return (Stage("all", turns),)

    def networks(self) -> dict[str, nn.Module]:
        width = self.options.width
        up = [LATENT, 8 * width, 4 * width, 2 * width, width]
        layers: list[nn.Module] = []
        for number, (before, after) in enumerate(zip(up[:-1], up[1:], strict=True)):
            shape = (4, 1, 0) if number == 0 else (4, 2, 1)
            layers += [nn.ConvTranspose2d(before, after, *shape, bias=False)]
            layers += [nn.BatchNorm2d(after), nn.ReLU(inplace=True)]
        layers += [nn.ConvTranspose2d(width, 3, 4, 2, 1), nn.Tanh()]
        judge: list[nn.Module] = [nn.Conv2d(3, width, 4, 2, 1), nn.LeakyReLU(0.2, inplace=True)]
        for before, after in ((width, 2 * width), (2 * width, 4 * width), (4 * width, 8 * width)):
            judge += [nn.Conv2d(before, after, 4, 2, 1, bias=False), nn.BatchNorm2d(after)]
            judge += [nn.LeakyReLU(0.2, inplace=True)]
        judge += [nn.Conv2d(8 * width, 1, 4)]
        return {"generator": nn.Sequential(*layers), "critic": nn.Sequential(*judge)}

    def example(self, item: Item, chance: np.random.Generator) -> Example:
        picture = np.asarray(item["picture"])
        return {"real": np.ascontiguousarray(picture[:64, :64].transpose(2, 0, 1))}

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        latents = noise.normal(len(batch["real"]), LATENT, 1, 1)
        critic = networks["critic"]
        if turn.name == "generator":
            return {"fool": functional.softplus(-critic(networks["generator"](latents))).mean()}
        with torch.no_grad():
            fake = networks["generator"](latents)
        real = batch["real"] * 2 - 1
        return {
            "real": functional.softplus(-critic(real)).mean(),
            "fake": functional.softplus(critic(fake)).mean(),
        }

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        return {"made": networks["generator"](noise.normal(8, LATENT, 1, 1)) / 2 + 0.5}
