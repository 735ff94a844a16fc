"""Trains pix2pix: pairs of pictures, or photographs from maps of classes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.patch_critics import CriticNorm, CriticPlan, PatchCritic
from ml.layers.unet import Unet, UnetPlan
from ml.losses.adversarial import nonsaturating_critic, nonsaturating_generator
from ml.training.examples.aligned import Pixels, brought_to, jittered, planes
from ml.training.experiment import Experiment, Optimiser, Schedule, setting
from ml.training.items import Item, ItemKind, Items
from ml.training.noise import Noise
from ml.training.recipe import Batch, Example, Networks, Recipe, Stage, Turn
from ml.training.synthesis.measure import Compared, measured
from ml.training.synthesis.recipe import SynthesisOptions, SynthesisRecipe

GENERATOR, CRITIC = "generator", "critic"
JUDGE, MAKE = Turn("judge", (CRITIC,)), Turn("make", (GENERATOR,))
Plain = int | float | str | bool | list[int] | list[str]
_QUICK = Optimiser(lr=2e-3, beta1=0.5)
_DEFAULTS = Experiment(
    steps=200_000,
    batch=1,
    optimiser=Optimiser(lr=2e-4, beta1=0.5, schedule=Schedule.LINEAR),
    average=0.0,
)


@dataclass(frozen=True)
class Translation:
    """What both recipes choose alike; also the part of their options that is not data."""

    base: int = 64
    levels: int = 8
    critic_base: int = 64
    halvings: int = 3
    conditional: bool = True
    error_weight: float = 100.0

    def networks(self, given: int) -> dict[str, nn.Module]:
        """From pictures of `given` channels to colours."""
        plan = CriticPlan(self.critic_base, self.halvings, norm=CriticNorm.BATCH)
        seen = given + 3 if self.conditional else 3
        return {
            GENERATOR: Unet((given, 3), UnetPlan(self.base, self.levels)),
            CRITIC: PatchCritic(seen, plan),
        }

    def losses(
        self, turn: Turn, networks: Networks, given: Tensor, wanted: Tensor
    ) -> dict[str, Tensor]:
        """Both in -1..1. The critic's loss is halved, so that it learns half as fast."""
        critic = cast("PatchCritic", networks[CRITIC])
        if turn == JUDGE:
            with torch.no_grad():
                made = networks[GENERATOR](given)
            real = critic(self._shown(given, wanted)).scores
            fake = critic(self._shown(given, made)).scores
            return {
                "judge": 0.5 * nonsaturating_critic(real, fake),
                "_real": real.detach().mean(),
                "_fake": fake.detach().mean(),
            }
        made = networks[GENERATOR](given)
        error = functional.l1_loss(made.float(), wanted)
        fooled = nonsaturating_generator(critic(self._shown(given, made)).scores)
        return {"fool": fooled, "error": self.error_weight * error}

    def _shown(self, given: Tensor, picture: Tensor) -> Tensor:
        return torch.cat((given, picture.to(given.dtype)), dim=1) if self.conditional else picture


_USUAL = Translation()


@dataclass(frozen=True)
class Pix2PixOptions:
    """Of pairs of pictures."""

    rows_px: int = setting(256, "rows, a multiple of 2^levels")
    columns_px: int = setting(256, "columns, a multiple of 2^levels")
    base: int = setting(_USUAL.base, "channels of the U-Net's first layer")
    levels: int = setting(_USUAL.levels, "halvings: 8 for 256 px, 7 for 128 px")
    critic_base: int = setting(_USUAL.critic_base, "channels of the critic's first layer")
    halvings: int = setting(_USUAL.halvings, "patch: 0 sees 1 px, 1 16 px, 3 70 px, 5 286 px")
    conditional: bool = setting(_USUAL.conditional, "the critic sees what was given, too")
    error_weight: float = setting(_USUAL.error_weight, "of the mean absolute error")
    evaluated: int = setting(100, "held-out pairs that are measured")


@dataclass(frozen=True)
class Pix2PixLabelsOptions(SynthesisOptions):
    """Of maps of classes."""

    base: int = setting(_USUAL.base, "channels of the U-Net's first layer")
    levels: int = setting(_USUAL.levels, "halvings: 8 for 256 px, 7 for 128 px")
    critic_base: int = setting(_USUAL.critic_base, "channels of the critic's first layer")
    halvings: int = setting(_USUAL.halvings, "patch: 0 sees 1 px, 1 16 px, 3 70 px, 5 286 px")
    conditional: bool = setting(_USUAL.conditional, "the critic sees what was given, too")
    error_weight: float = setting(_USUAL.error_weight, "of the mean absolute error")


class Pix2PixRecipe(Recipe[Pix2PixOptions]):
    """One step of the critic, one of the generator; batches of one, as the authors have it."""

    system: ClassVar[str] = "pix2pix"
    title: ClassVar[str] = "Picture to picture"
    kind: ClassVar[ItemKind] = ItemKind.PAIRED
    options_type: ClassVar[type[Pix2PixOptions]] = Pix2PixOptions
    defaults: ClassVar[Experiment] = _DEFAULTS
    published: ClassVar[tuple[str, ...]] = (GENERATOR,)
    carried: ClassVar[tuple[str, ...]] = (CRITIC,)
    overfits: ClassVar[tuple[str, float]] = ("make/error", 0.75)

    def __init__(self, options: Pix2PixOptions) -> None:
        super().__init__(options)
        self._game = game_of(options)

    @classmethod
    def small_options(cls) -> Pix2PixOptions:
        return Pix2PixOptions(16, 16, base=8, levels=3, critic_base=8, halvings=1)

    @classmethod
    def small_experiment(cls) -> Experiment:
        return replace(super().small_experiment(), steps=70, average=0.0, optimiser=_QUICK)

    def stages(self) -> tuple[Stage, ...]:
        return (Stage("translate", (JUDGE, MAKE)),)

    def networks(self) -> dict[str, nn.Module]:
        return self._game.networks(3)

    def example(self, item: Item, chance: np.random.Generator) -> Example:
        parts = [cast("Pixels", item[name]) for name in ("input", "target")]
        given, wanted = jittered(parts, self._size(), chance)
        return {"input": given, "target": wanted}

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        given, wanted = batch["input"] * 2 - 1, batch["target"] * 2 - 1
        return self._game.losses(turn, networks, given, wanted)

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        made = networks[GENERATOR](batch["input"] * 2 - 1).float() * 0.5 + 0.5
        return {"input": batch["input"], "target": batch["target"], "made": made.clamp(0, 1)}

    def evaluate(self, networks: Networks, items: Items) -> dict[str, float]:
        """Error, PSNR and LPIPS of held-out pairs, each made alone."""
        return measured(self._compared(networks, items))

    def hyper_parameters(self) -> dict[str, Plain]:
        return told_of(self.options)

    def _compared(self, networks: Networks, items: Items) -> Iterator[Compared]:
        generator = networks[GENERATOR]
        device = next(generator.parameters()).device
        for index in range(min(self.options.evaluated, len(items))):
            item = items.item(index)
            given, wanted = (
                torch.from_numpy(planes(brought_to(cast("Pixels", item[name]), self._size())))
                .float()[None]
                .div(255.0)
                for name in ("input", "target")
            )
            made = generator(given.to(device) * 2 - 1).float() * 0.5 + 0.5
            yield Compared(made, wanted)

    def _size(self) -> tuple[int, int]:
        return self.options.rows_px, self.options.columns_px


class Pix2PixLabelsRecipe(SynthesisRecipe[Pix2PixLabelsOptions]):
    """The same from maps of classes, which come as planes of ones in place of colours."""

    system: ClassVar[str] = "pix2pix_labels"
    title: ClassVar[str] = "Map of classes to picture, by pix2pix"
    options_type: ClassVar[type[Pix2PixLabelsOptions]] = Pix2PixLabelsOptions
    defaults: ClassVar[Experiment] = _DEFAULTS
    overfits: ClassVar[tuple[str, float]] = ("make/error", 0.75)

    def __init__(self, options: Pix2PixLabelsOptions) -> None:
        super().__init__(options)
        self._game = game_of(options)

    @classmethod
    def small_options(cls) -> Pix2PixLabelsOptions:
        return Pix2PixLabelsOptions(16, 16, classes=3, base=8, levels=3, critic_base=8, halvings=1)

    @classmethod
    def small_experiment(cls) -> Experiment:
        return replace(super().small_experiment(), steps=70, average=0.0, optimiser=_QUICK)

    def stages(self) -> tuple[Stage, ...]:
        return (Stage("translate", (JUDGE, MAKE)),)

    def networks(self) -> dict[str, nn.Module]:
        return self._game.networks(self.options.planes)

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        wanted = batch["picture"] * 2 - 1
        return self._game.losses(turn, networks, self.read(batch["labels"]), wanted)

    def made(self, networks: Networks, labels: Tensor, noise: Noise) -> Tensor:
        return networks[GENERATOR](self.read(labels))

    def hyper_parameters(self) -> dict[str, Plain]:
        return told_of(self.options) | {"classes": self.options.classes}


def game_of(options: Pix2PixOptions | Pix2PixLabelsOptions) -> Translation:
    """The choices that both recipes have."""
    return Translation(
        options.base, options.levels, options.critic_base, options.halvings,
        options.conditional, options.error_weight,
    )  # fmt: skip


def told_of(options: Pix2PixOptions | Pix2PixLabelsOptions) -> dict[str, Plain]:
    """What the generator is built of."""
    return {"base": options.base, "levels": options.levels}
