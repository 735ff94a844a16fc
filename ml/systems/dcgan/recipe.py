"""Trains DCGAN on the middles of pictures, of one or three channels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import ClassVar, cast

import numpy as np
import torch
from torch import Tensor, nn

from ml.systems.dcgan.network import LATENT, Generator, Size, Variant, critic_of
from ml.training.examples.crops import Picture, middle_square, planes
from ml.training.examples.grey import grey_square
from ml.training.experiment import Experiment, Optimiser, setting
from ml.training.game.measures import Looks, SetDistance, as_pictures, spread
from ml.training.game.recipe import CRITIC, GENERATOR, GameRecipe
from ml.training.items import Item, ItemKind, Items
from ml.training.noise import Noise
from ml.training.recipe import Batch, Example, Networks

_SEED = 20_151_119
_TOGETHER = 64


class Law(Enum):
    """How latents are drawn."""

    UNIFORM = "uniform"
    """In -1..1: the paper."""
    NORMAL = "normal"
    """dcgan.torch's default."""


@dataclass(frozen=True)
class DcganOptions:
    """What may be chosen."""

    variant: Variant = setting(Variant.TORCH, "layers of the paper, or of dcgan.torch")
    side_px: int = setting(64, "side of the pictures: 8, 16, 32, 64, ...")
    base: int = setting(64, "channels next to the picture; the paper has 128")
    channels: int = setting(3, "3 for colour, 1 for grey")
    law: Law = setting(Law.UNIFORM, "how latents are drawn")
    looks: Looks = setting("alexnet", "what sets are compared through; random for trials")
    evaluated: int = setting(500, "held-out pictures that are measured")


class DcganRecipe(GameRecipe[DcganOptions]):
    """One step of the critic and one of the generator on every batch, as dcgan.torch has it."""

    system: ClassVar[str] = "dcgan"
    title: ClassVar[str] = "Deep convolutional GAN"
    kind: ClassVar[ItemKind] = ItemKind.PICTURES
    options_type: ClassVar[type[DcganOptions]] = DcganOptions
    defaults: ClassVar[Experiment] = Experiment(
        steps=25_000, batch=64, optimiser=Optimiser(lr=2e-4, beta1=0.5)
    )
    overfits: ClassVar[tuple[str, float]] = ("invent/unlike", 0.85)

    @classmethod
    def small_options(cls) -> DcganOptions:
        return DcganOptions(side_px=16, base=8, looks="random", evaluated=4)

    @classmethod
    def small_experiment(cls) -> Experiment:
        quick = Optimiser(lr=4e-3, beta1=0.5)
        return replace(super().small_experiment(), steps=150, optimiser=quick)

    @property
    def size(self) -> Size:
        """The shapes that the options ask for."""
        options = self.options
        return Size(options.side_px, options.base, options.channels, options.variant)

    def networks(self) -> dict[str, nn.Module]:
        return {GENERATOR: Generator(self.size), CRITIC: critic_of(self.size)}

    def example(self, item: Item, chance: np.random.Generator) -> Example:
        """`picture` (channels, side, side) uint8."""
        del chance
        return {"picture": self._square(item)}

    def invented(self, networks: Networks, batch: Batch, noise: Noise) -> Tensor:
        draw = noise.uniform if self.options.law is Law.UNIFORM else noise.normal
        latents = _lawful(draw(len(batch["picture"]), LATENT), self.options.law)
        return networks[GENERATOR](latents) * 0.5 + 0.5

    def scores(self, networks: Networks, pictures: Tensor, batch: Batch) -> Tensor:
        """The critic sees -1..1."""
        del batch
        return networks[CRITIC](pictures * 2.0 - 1.0)

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        made = self.invented(networks, batch, noise).float()
        shown = {"true": batch["picture"], "invented": made}
        return {title: pictures.expand(-1, 3, -1, -1) for title, pictures in shown.items()}

    @torch.no_grad()
    def evaluate(self, networks: Networks, items: Items) -> dict[str, float]:
        """Kernel distance of made from held-out pictures, beside what trivial sets have."""
        chosen = spread(len(items), self.options.evaluated)
        squares = np.stack([self._square(items.item(index)) for index in chosen])
        true = as_pictures(torch.from_numpy(squares).float() / 255.0)
        distance = SetDistance(true, self.options.looks)
        made = as_pictures(drawn(networks[GENERATOR], len(true), self.options.law))
        return {**distance.measured(made, "kid"), **distance.baselines(true)}

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        options = self.options
        return {
            "variant": options.variant.value,
            "side_px": options.side_px,
            "base": options.base,
            "channels": options.channels,
            "law": options.law.value,
        }

    def _square(self, item: Item) -> Picture:
        square = middle_square(cast("Picture", item["picture"]), self.options.side_px)
        return grey_square(square, len(square)) if self.options.channels == 1 else planes(square)


@torch.no_grad()
def drawn(generator: nn.Module, count: int, law: Law, seed: int = _SEED) -> Tensor:
    """So many inventions, (count, channels, side, side) in 0..1; the same for the same seed."""
    device = next(generator.parameters()).device
    latents = drawn_latents(count, law, seed)
    parts = [generator(part.to(device)) for part in latents.split(_TOGETHER)]
    return torch.cat(parts).float().cpu() * 0.5 + 0.5


def drawn_latents(count: int, law: Law, seed: int) -> Tensor:
    """(count, 100); the same for the same seed."""
    chance = torch.Generator().manual_seed(seed)
    draw = torch.rand if law is Law.UNIFORM else torch.randn
    return _lawful(draw((count, LATENT), generator=chance), law)


def _lawful(values: Tensor, law: Law) -> Tensor:
    """Uniform in 0..1 becomes uniform in -1..1."""
    return values * 2.0 - 1.0 if law is Law.UNIFORM else values
