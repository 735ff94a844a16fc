"""Trains pix2pixHD: the coarse generator at half the side, the fine one around it, then both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.features import FeatureSource, feature_network
from ml.layers.label_maps import boundaries
from ml.layers.patch_critics import CriticNorm, CriticPlan, Judgement, PyramidCritic, halved
from ml.losses.adversarial import least_squares_critic, least_squares_generator
from ml.losses.matching import VGG_TAPS, features_apart, layers_apart
from ml.systems.pix2pixhd.network import LocalEnhancer
from ml.training.experiment import Experiment, Optimiser, Schedule, setting
from ml.training.noise import Noise
from ml.training.recipe import Batch, Networks, Stage, Turn
from ml.training.synthesis.recipe import SynthesisOptions, SynthesisRecipe

GENERATOR, CRITIC, FEATURES = "generator", "critic", "features"
JUDGE_COARSE, MAKE_COARSE = Turn("judge-coarse", (CRITIC,)), Turn("make-coarse", (GENERATOR,))
JUDGE, MAKE = Turn("judge", (CRITIC,)), Turn("make", (GENERATOR,))
COARSE, ALONE, JOINTLY = "coarse", "alone", "jointly"
_RIM_PX = 2


@dataclass(frozen=True)
class Pix2PixHdOptions(SynthesisOptions):
    """What may be chosen."""

    base: int = setting(32, "channels of the fine generator; the coarse one begins with twice")
    halvings: int = setting(4, "of the coarse generator")
    blocks: int = setting(9, "residual blocks of the coarse generator")
    fine_blocks: int = setting(3, "residual blocks of the fine generator")
    critic_base: int = setting(64, "channels of the critics' first layer")
    scales: int = setting(2, "critics, each at half the side of the one before")
    coarse_share: float = setting(0.5, "of the steps, in which the coarse generator learns alone")
    alone_share: float = setting(0.1, "of the steps, in which the fine one learns around it")
    features: FeatureSource = setting("vgg19", "teacher: vgg19, or random for trials without it")
    perceptual_weight: float = setting(10.0, "of the distance in the teacher's features; 0: none")
    matching_weight: float = setting(10.0, "of the distance in the critics' layers")


class Pix2PixHdRecipe(SynthesisRecipe[Pix2PixHdOptions]):
    """A least-squares game, summed over critics; lines between classes as a plane of their own."""

    system: ClassVar[str] = "pix2pixhd"
    title: ClassVar[str] = "Map of classes to large picture, coarse to fine"
    options_type: ClassVar[type[Pix2PixHdOptions]] = Pix2PixHdOptions
    defaults: ClassVar[Experiment] = Experiment(
        steps=600_000,
        batch=1,
        optimiser=Optimiser(lr=2e-4, beta1=0.5, schedule=Schedule.LINEAR),
        average=0.0,
    )
    overfits: ClassVar[tuple[str, float]] = ("make-coarse/perceptual", 0.8)

    @classmethod
    def small_options(cls) -> Pix2PixHdOptions:
        return Pix2PixHdOptions(
            32, 32, classes=3, base=4, halvings=1, blocks=1, fine_blocks=1, critic_base=4,
            coarse_share=0.6, alone_share=0.2, features="random",
        )  # fmt: skip

    @classmethod
    def small_experiment(cls) -> Experiment:
        quick = Optimiser(lr=2e-3, beta1=0.5)
        return replace(super().small_experiment(), steps=40, average=0.0, optimiser=quick)

    def stages(self) -> tuple[Stage, ...]:
        options = self.options
        fine = (JUDGE, MAKE)
        rest = 1.0 - options.coarse_share - options.alone_share
        found = (
            Stage(COARSE, (JUDGE_COARSE, MAKE_COARSE), options.coarse_share),
            Stage(ALONE, fine, options.alone_share),
            Stage(JOINTLY, fine, rest),
        )
        return tuple(stage for stage in found if stage.share > 1e-9)

    def networks(self) -> dict[str, nn.Module]:
        options = self.options
        planes = options.planes + 1
        plan = CriticPlan(options.critic_base, 3, _RIM_PX, CriticNorm.INSTANCE)
        generator = LocalEnhancer(
            planes, options.base, options.halvings, options.blocks, options.fine_blocks
        )
        return {GENERATOR: generator, CRITIC: PyramidCritic(planes + 3, plan, options.scales)}

    def frozen(self) -> dict[str, nn.Module]:
        if self.options.perceptual_weight <= 0:
            return {}
        return {FEATURES: feature_network(self.options.features, VGG_TAPS)}

    def enter(self, stage: Stage, networks: Networks) -> None:
        """First the coarse generator moves, then all but it, then everything."""
        generator = cast("LocalEnhancer", networks[GENERATOR])
        for name, parameter in generator.named_parameters():
            is_coarse = name.startswith("coarse.")
            moves = {COARSE: is_coarse, ALONE: not is_coarse, JOINTLY: True}
            parameter.requires_grad_(moves[stage.name])

    def read(self, labels: Tensor) -> Tensor:
        return torch.cat((super().read(labels), boundaries(labels)), dim=1)

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        planes, wanted = self.read(batch["labels"]), batch["picture"] * 2 - 1
        generator = cast("LocalEnhancer", networks[GENERATOR])
        is_coarse = turn in (JUDGE_COARSE, MAKE_COARSE)
        if is_coarse:
            planes, wanted = halved(planes), halved(wanted)
        make = generator.coarse if is_coarse else generator
        critic = networks[CRITIC]
        if turn in (JUDGE, JUDGE_COARSE):
            with torch.no_grad():
                made = make(planes)
            real, fake = _seen(critic, planes, wanted), _seen(critic, planes, made)
            pairs = zip(real, fake, strict=True)
            scores = [least_squares_critic(one.scores, other.scores) for one, other in pairs]
            return {"judge": 0.5 * torch.stack(scores).sum()}
        made = make(planes).float()
        found = self._convincing(critic, planes, made, wanted)
        if FEATURES in networks:
            teacher = networks[FEATURES]
            with torch.no_grad():
                aim = teacher(wanted * 0.5 + 0.5)
            apart = features_apart(teacher(made * 0.5 + 0.5), aim)
            found["perceptual"] = self.options.perceptual_weight * apart
        return found

    def made(self, networks: Networks, labels: Tensor, noise: Noise) -> Tensor:
        return networks[GENERATOR](self.read(labels))

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        options = self.options
        return {
            "classes": options.classes,
            "base": options.base,
            "halvings": options.halvings,
            "blocks": options.blocks,
            "fine_blocks": options.fine_blocks,
        }

    def _convincing(
        self, critic: nn.Module, planes: Tensor, made: Tensor, wanted: Tensor
    ) -> dict[str, Tensor]:
        fake = _seen(critic, planes, made)
        with torch.no_grad():
            real = _seen(critic, planes, wanted)
        scores = torch.stack([least_squares_generator(each.scores) for each in fake]).sum()
        apart = layers_apart([each.layers for each in fake], [each.layers for each in real])
        return {
            "fool": scores,
            "matching": self.options.matching_weight * apart,
            "_error": functional.l1_loss(made.detach(), wanted) * 0.5,
        }


def _seen(critic: nn.Module, planes: Tensor, picture: Tensor) -> Sequence[Judgement]:
    return critic(torch.cat((planes, picture.to(planes.dtype)), dim=1))
