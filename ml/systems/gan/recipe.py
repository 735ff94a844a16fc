"""Trains the first GAN: one step of the critic, one of the generator (algorithm 1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import ClassVar

import torch
from torch import Tensor, nn

from ml.losses.adversarial import saturating_generator
from ml.systems.gan.network import LATENT, Critic, Generator
from ml.training.digits.recipe import DigitsOptions, DigitsRecipe
from ml.training.experiment import Experiment, Optimiser, setting
from ml.training.game.recipe import CRITIC, GENERATOR, GameRecipe
from ml.training.items import Items
from ml.training.metrics.parzen import parzen
from ml.training.noise import Noise
from ml.training.recipe import Batch, Networks

_SEED = 20_140_610


class Game(Enum):
    """What the generator minimises."""

    NONSATURATING = "nonsaturating"
    """-log D: a strong slope while the critic is sure of itself; what the authors used."""
    SATURATING = "saturating"
    """log(1 - D): the game of equation 1."""


@dataclass(frozen=True)
class GanOptions(DigitsOptions):
    """What may be chosen."""

    hidden: int = setting(1200, "units of the generator's layers")
    units: int = setting(240, "maxout units of the critic's layers")
    game: Game = setting(Game.NONSATURATING, "nonsaturating or saturating")


class GanRecipe(DigitsRecipe[GanOptions], GameRecipe[GanOptions]):
    """Adam in place of the authors' momentum; see NOTES."""

    system: ClassVar[str] = "gan"
    title: ClassVar[str] = "Generative adversarial network"
    options_type: ClassVar[type[GanOptions]] = GanOptions
    defaults: ClassVar[Experiment] = Experiment(
        steps=20_000, batch=100, optimiser=Optimiser(lr=2e-4, beta1=0.5)
    )

    @classmethod
    def small_options(cls) -> GanOptions:
        return GanOptions(hidden=150, units=30)

    @classmethod
    def small_experiment(cls) -> Experiment:
        quick = Optimiser(lr=2e-3, beta1=0.5)
        return replace(super().small_experiment(), steps=150, optimiser=quick)

    def networks(self) -> dict[str, nn.Module]:
        options = self.options
        return {
            GENERATOR: Generator(options.side_px, options.hidden),
            CRITIC: Critic(options.side_px, options.units),
        }

    def invented(self, networks: Networks, batch: Batch, noise: Noise) -> Tensor:
        latent = 2.0 * noise.uniform(len(batch["picture"]), LATENT) - 1.0
        return networks[GENERATOR](latent)

    def fooled(self, scores: Tensor) -> Tensor:
        if self.options.game is Game.SATURATING:
            return saturating_generator(scores)
        return super().fooled(scores)

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        made = self.invented(networks, batch, noise).float()
        return self.shown({"true": batch["picture"], "invented": made})

    @torch.no_grad()
    def evaluate(self, networks: Networks, items: Items) -> dict[str, float]:
        """Parzen log-likelihood of held-out pictures, beside that under pictures of noise."""
        true = self.held_out(networks, items)
        chance = torch.Generator().manual_seed(_SEED)
        latent = 2.0 * torch.rand((len(true), LATENT), generator=chance) - 1.0
        made = networks[GENERATOR](latent.to(true.device)).float()
        random = torch.rand(true.shape, generator=chance).to(true.device)
        return {
            "parzen": parzen(true.flatten(1), made.flatten(1)),
            "random_parzen": parzen(true.flatten(1), random.flatten(1)),
        }

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        return {"side_px": self.options.side_px, "hidden": self.options.hidden}
