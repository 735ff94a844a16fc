"""Trains the conditional GAN; classes are drawn as often as they come in the data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.systems.cgan.network import LATENT, Critic, Generator
from ml.training.digits.recipe import DigitsOptions, DigitsRecipe
from ml.training.experiment import Experiment, Optimiser, setting
from ml.training.game.recipe import CRITIC, GENERATOR, GameRecipe
from ml.training.items import Item, ItemKind, Items
from ml.training.metrics.parzen import parzen
from ml.training.noise import Noise
from ml.training.recipe import Batch, Example, Networks

_SEED = 20_141_106


@dataclass(frozen=True)
class CganOptions(DigitsOptions):
    """What may be chosen."""

    classes: int = setting(10, "how many classes the pictures have")
    width: float = setting(1.0, "of all layers, as a share of the paper's")


class CganRecipe(DigitsRecipe[CganOptions], GameRecipe[CganOptions]):
    """The classes of a batch are those that its made pictures have to be of."""

    system: ClassVar[str] = "cgan"
    title: ClassVar[str] = "Conditional GAN"
    kind: ClassVar[ItemKind] = ItemKind.CLASSES
    options_type: ClassVar[type[CganOptions]] = CganOptions
    defaults: ClassVar[Experiment] = Experiment(
        steps=20_000, batch=100, optimiser=Optimiser(lr=2e-4, beta1=0.5)
    )

    @classmethod
    def small_options(cls) -> CganOptions:
        return CganOptions(width=0.125)

    @classmethod
    def small_experiment(cls) -> Experiment:
        quick = Optimiser(lr=5e-3, beta1=0.5)
        return replace(super().small_experiment(), steps=150, optimiser=quick)

    def networks(self) -> dict[str, nn.Module]:
        options = self.options
        sizes = options.side_px, options.classes, options.width
        return {GENERATOR: Generator(*sizes), CRITIC: Critic(*sizes)}

    def example(self, item: Item, chance: np.random.Generator) -> Example:
        """`picture` (1, side, side) uint8 and `class`, its number."""
        return {**super().example(item, chance), "class": np.asarray(item["class"], np.int64)}

    def invented(self, networks: Networks, batch: Batch, noise: Noise) -> Tensor:
        latent = noise.uniform(len(batch["picture"]), LATENT)
        return networks[GENERATOR](latent, self._one_hot(batch["class"]))

    def scores(self, networks: Networks, pictures: Tensor, batch: Batch) -> Tensor:
        return networks[CRITIC](pictures, self._one_hot(batch["class"]))

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        """The pictures, and one of the same class beside each."""
        made = self.invented(networks, batch, noise).float()
        return self.shown({"true": batch["picture"], "of the same class": made})

    @torch.no_grad()
    def evaluate(self, networks: Networks, items: Items) -> dict[str, float]:
        """Parzen log-likelihood of held-out pictures under as many of the same classes."""
        true = self.held_out(networks, items)
        numbers = [cast("int", items.item(index)["class"]) for index in range(len(true))]
        classes = self._one_hot(torch.tensor(numbers, device=true.device))
        chance = torch.Generator().manual_seed(_SEED)
        latent = torch.rand((len(true), LATENT), generator=chance).to(true.device)
        made = networks[GENERATOR](latent, classes).float()
        random = torch.rand(true.shape, generator=chance).to(true.device)
        return {
            "parzen": parzen(true.flatten(1), made.flatten(1)),
            "random_parzen": parzen(true.flatten(1), random.flatten(1)),
        }

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        options = self.options
        return {
            "side_px": options.side_px,
            "classes": options.classes,
            "width": options.width,
        }

    def _one_hot(self, classes: Tensor) -> Tensor:
        return functional.one_hot(classes.long(), self.options.classes).float()
