"""Trains OASIS: the judge names every pixel, and the generator wants its names to be the map."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.spade import HIDDEN
from ml.systems.oasis.losses import (
    called_made,
    class_weights,
    mixing_error,
    mixing_mask,
    named,
)
from ml.systems.oasis.network import NOISE, OasisGenerator, SegmentingCritic
from ml.training.experiment import Experiment, Optimiser, setting
from ml.training.noise import Noise
from ml.training.recipe import Batch, Networks, Stage, Turn
from ml.training.synthesis.recipe import SynthesisOptions, SynthesisRecipe

GENERATOR, CRITIC = "generator", "critic"
MAKE, JUDGE = Turn("make", (GENERATOR,)), Turn("judge", (CRITIC,))


@dataclass(frozen=True)
class OasisOptions(SynthesisOptions):
    """What may be chosen."""

    base: int = setting(64, "channels at the full side; sixteen times as many inside")
    doublings: int = setting(5, "from the innermost pixels; fewer for smaller pictures")
    hidden: int = setting(HIDDEN, "channels between a map and its gains")
    critic_base: int = setting(64, "channels of the judge's last layer; 8 times as many inside")
    critic_levels: int = setting(6, "halvings of the judge; sides are multiples of 2^this")
    mixing_weight: float = setting(10.0, "of LabelMix; 0: none (Cityscapes: 5)")
    balanced: bool = setting(True, "rare classes count more")


class OasisRecipe(SynthesisRecipe[OasisOptions]):
    """No teacher's features and no matching of layers: the game alone."""

    system: ClassVar[str] = "oasis"
    title: ClassVar[str] = "Map of classes to picture, judged pixel by pixel"
    options_type: ClassVar[type[OasisOptions]] = OasisOptions
    defaults: ClassVar[Experiment] = Experiment(
        steps=125_000,
        batch=32,
        optimiser=Optimiser(lr=1e-4, beta1=0.0, beta2=0.999),
        critic=Optimiser(lr=4e-4, beta1=0.0, beta2=0.999),
        average=0.9999,
    )
    overfits: ClassVar[tuple[str, float]] = ("judge/made", 0.85)

    @classmethod
    def small_options(cls) -> OasisOptions:
        return OasisOptions(
            16, 16, classes=3, base=2, doublings=2, hidden=8, critic_base=16, critic_levels=2
        )

    @classmethod
    def small_experiment(cls) -> Experiment:
        slow, quick = (replace(cls.defaults.optimiser, lr=lr) for lr in (1e-3, 1e-2))
        return replace(super().small_experiment(), optimiser=slow, critic=quick, steps=40)

    def stages(self) -> tuple[Stage, ...]:
        return (Stage("play", (MAKE, JUDGE)),)

    def networks(self) -> dict[str, nn.Module]:
        options = self.options
        return {
            GENERATOR: OasisGenerator(
                options.planes, options.base, options.doublings, hidden=options.hidden
            ),
            CRITIC: SegmentingCritic(options.planes, options.critic_base, options.critic_levels),
        }

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        planes, true = self.read(batch["labels"]), batch["picture"] * 2 - 1
        weights = self._weights(planes)
        latent = noise.normal(len(planes), NOISE, 1, 1)
        if turn == MAKE:
            made = networks[GENERATOR](planes, latent)
            error = functional.l1_loss(made.detach().float(), true) * 0.5
            return {"fool": named(networks[CRITIC](made), planes, weights), "_error": error}
        with torch.no_grad():
            made = networks[GENERATOR](planes, latent).float()
        mask = self._mask(planes, noise)
        return self._judged(networks[CRITIC], (true, made, mask), planes, weights)

    def made(self, networks: Networks, labels: Tensor, noise: Noise) -> Tensor:
        planes = self.read(labels)
        return networks[GENERATOR](planes, noise.normal(len(planes), NOISE, 1, 1))

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        options = self.options
        return {
            "classes": options.classes,
            "base": options.base,
            "doublings": options.doublings,
            "hidden": options.hidden,
        }

    def _weights(self, planes: Tensor) -> Tensor:
        if self.options.balanced:
            return class_weights(planes)
        return 1.0 - planes[:, -1]

    def _mask(self, planes: Tensor, noise: Noise) -> Tensor:
        """For each class of the batch a fair bit, the same in all its pictures."""
        bits = [chance < 0.5 for chance in noise.chances(planes.shape[1])]
        return mixing_mask(planes, torch.tensor(bits, device=planes.device))

    def _judged(
        self,
        critic: nn.Module,
        shown: tuple[Tensor, Tensor, Tensor],
        planes: Tensor,
        weights: Tensor,
    ) -> dict[str, Tensor]:
        """`shown`: true pictures, made ones, and the mask they are mixed by."""
        true, made, mask = shown
        said_true, said_made = critic(true), critic(made)
        found = {"true": named(said_true, planes, weights), "made": called_made(said_made)}
        if self.options.mixing_weight > 0:
            said = critic(mask * true + (1.0 - mask) * made)
            error = mixing_error(said, said_true, said_made, mask)
            found["mixing"] = self.options.mixing_weight * error
        return found
