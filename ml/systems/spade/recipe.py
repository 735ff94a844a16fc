"""Trains SPADE: hinge game at two sizes, matching layers, a teacher's features, styles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.features import FeatureSource, feature_network
from ml.layers.initialisation import begin_xavier
from ml.layers.patch_critics import (
    CriticNorm,
    CriticPlan,
    Judgement,
    PyramidCritic,
    parted,
)
from ml.layers.spade import HIDDEN
from ml.losses.adversarial import hinge_critic, hinge_generator
from ml.losses.matching import VGG_TAPS, features_apart, kl_to_normal, layers_apart
from ml.systems.spade.network import STYLE, Code, SpadeGenerator, StyledStart
from ml.training.experiment import Experiment, Optimiser, Schedule, setting
from ml.training.noise import Noise
from ml.training.recipe import Batch, Networks, Stage, Turn
from ml.training.synthesis.recipe import SynthesisOptions, SynthesisRecipe

GENERATOR, CRITIC, FEATURES = "generator", "critic", "features"
JUDGE, MAKE = Turn("judge", (CRITIC,)), Turn("make", (GENERATOR,))
SCALES = 2
_RIM_PX = 2


@dataclass(frozen=True)
class SpadeOptions(SynthesisOptions):
    """What may be chosen."""

    base: int = setting(64, "channels at the full side; sixteen times as many inside")
    doublings: int = setting(5, "from the innermost pixels: 4 small, 5 normal, 6 more, 7 most")
    hidden: int = setting(HIDDEN, "channels between a map and its gains")
    styled: bool = setting(False, "begin with the style of a photograph in place of the map")
    style_levels: int = setting(6, "halvings of the style's encoder: 6 for 256 px, 4 for 64 px")
    critic_base: int = setting(64, "channels of the critics' first layer")
    features: FeatureSource = setting("vgg19", "teacher: vgg19, or random for trials without it")
    perceptual_weight: float = setting(10.0, "of the distance in the teacher's features; 0: none")
    matching_weight: float = setting(10.0, "of the distance in the critics' layers")
    code_weight: float = setting(0.05, "of the styles' distance from noise")


class SpadeRecipe(SynthesisRecipe[SpadeOptions]):
    """Two rates (Heusel et al. 2017): the critic's is four times the generator's."""

    system: ClassVar[str] = "spade"
    title: ClassVar[str] = "Map of classes to picture, by adaptive normalisation"
    options_type: ClassVar[type[SpadeOptions]] = SpadeOptions
    defaults: ClassVar[Experiment] = Experiment(
        steps=125_000,
        batch=32,
        optimiser=Optimiser(lr=1e-4, beta1=0.0, beta2=0.9, schedule=Schedule.LINEAR),
        critic=Optimiser(lr=4e-4, beta1=0.0, beta2=0.9, schedule=Schedule.LINEAR),
        average=0.0,
    )
    overfits: ClassVar[tuple[str, float]] = ("make/perceptual", 0.75)

    @classmethod
    def small_options(cls) -> SpadeOptions:
        return SpadeOptions(
            32, 32, classes=3, base=4, doublings=4, hidden=16, styled=True, style_levels=2,
            critic_base=4, features="random",
        )  # fmt: skip

    @classmethod
    def small_experiment(cls) -> Experiment:
        quick = replace(cls.defaults.optimiser, lr=1e-3)
        return replace(super().small_experiment(), average=0.0, optimiser=quick, steps=20)

    def stages(self) -> tuple[Stage, ...]:
        return (Stage("play", (JUDGE, MAKE)),)

    def networks(self) -> dict[str, nn.Module]:
        options = self.options
        plan = CriticPlan(options.critic_base, 3, _RIM_PX, CriticNorm.SPECTRAL)
        critic = PyramidCritic(options.planes + 3, plan, SCALES)
        begin_xavier(critic)
        generator = SpadeGenerator(
            options.planes, options.base, options.doublings, hidden=options.hidden,
            styled=StyledStart(*options.size, options.style_levels) if options.styled else None,
        )  # fmt: skip
        return {GENERATOR: generator, CRITIC: critic}

    def frozen(self) -> dict[str, nn.Module]:
        if self.options.perceptual_weight <= 0:
            return {}
        return {FEATURES: feature_network(self.options.features, VGG_TAPS)}

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        planes, wanted = self.read(batch["labels"]), batch["picture"] * 2 - 1
        if turn == JUDGE:
            with torch.no_grad():
                made, _ = self._made(networks, planes, wanted, noise)
            fake, real = self._judged(networks, planes, made, wanted)
            pairs = zip(real, fake, strict=True)
            scores = [hinge_critic(one.scores, other.scores) for one, other in pairs]
            return {"judge": torch.stack(scores).mean()}
        made, code = self._made(networks, planes, wanted, noise)
        fake, real = self._judged(networks, planes, made, wanted)
        found = self._convincing(fake, real)
        if code is not None:
            found["code"] = self.options.code_weight * kl_to_normal(*code)
        found["_error"] = functional.l1_loss(made.detach().float(), wanted) * 0.5
        if FEATURES in networks:
            teacher = networks[FEATURES]
            with torch.no_grad():
                aim = teacher(batch["picture"])
            apart = features_apart(teacher(made.float() * 0.5 + 0.5), aim)
            found["perceptual"] = self.options.perceptual_weight * apart
        return found

    def made(self, networks: Networks, labels: Tensor, noise: Noise) -> Tensor:
        style = noise.normal(len(labels), STYLE) if self.options.styled else None
        return networks[GENERATOR](self.read(labels), style)

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        options = self.options
        return {
            "classes": options.classes,
            "base": options.base,
            "doublings": options.doublings,
            "hidden": options.hidden,
            "styled": list(options.size) if options.styled else [],
            "style_levels": options.style_levels,
        }

    def _made(
        self, networks: Networks, planes: Tensor, wanted: Tensor, noise: Noise
    ) -> tuple[Tensor, Code | None]:
        """In training the style is that of the true picture."""
        generator = cast("SpadeGenerator", networks[GENERATOR])
        if generator.encoder is None:
            return generator(planes), None
        code = generator.encoder(wanted)
        return generator(planes, code.drawn(noise.normal(len(planes), STYLE))), code

    def _judged(
        self, networks: Networks, planes: Tensor, made: Tensor, wanted: Tensor
    ) -> tuple[list[Judgement], list[Judgement]]:
        """Made and true pictures go through the critics in one batch."""
        shown = torch.cat((made.float(), wanted))
        judged = networks[CRITIC](torch.cat((torch.cat((planes, planes)), shown), dim=1))
        return parted(judged, len(made))

    def _convincing(self, fake: list[Judgement], real: list[Judgement]) -> dict[str, Tensor]:
        scores = torch.stack([hinge_generator(each.scores) for each in fake]).mean()
        apart = layers_apart([each.layers for each in fake], [each.layers for each in real])
        return {"fool": scores, "matching": self.options.matching_weight * apart}
