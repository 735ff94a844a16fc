"""Trains the Fourier filler: first to be right on average, then to be believed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, cast

import numpy as np
import torch
from torch import Tensor, nn

from ml.layers.features import FeatureSource, feature_network
from ml.losses.adversarial import feature_matching, nonsaturating_critic, nonsaturating_generator
from ml.losses.penalties import r1
from ml.losses.perceptual import PerceptualDistance
from ml.systems.inpaint_ffc.critic import PatchCritic, faked_share
from ml.systems.inpaint_ffc.measure import Distance, holed_of, measured
from ml.systems.inpaint_ffc.network import Begun, FourierFiller, composed
from ml.training.examples.crops import chance_square, planes
from ml.training.examples.masks import HoleOptions, draw_hole
from ml.training.experiment import Experiment, Optimiser, setting
from ml.training.items import Item, ItemKind, Items
from ml.training.metrics.lpips import load_lpips
from ml.training.metrics.lpips_weights import Network
from ml.training.noise import Noise
from ml.training.recipe import Batch, Example, Networks, Recipe, Stage, Turn
from ml.training.teachers import TeacherMissing

NEAR_TAPS = ("relu1_2", "relu2_2", "relu3_4")
WIDE_TAPS = ("relu3_4", "relu4_4", "relu5_2")
"""Read at half the side: relu5_2 sees 400 px of the picture."""
R1_EVERY = 16
LPIPS_NETWORKS: tuple[Network, ...] = ("alexnet", "vgg16")


@dataclass(frozen=True)
class InpaintOptions:
    """What of the training is this system's own."""

    side_px: int = setting(256, "side of the squares, a multiple of 16")
    base: int = setting(40, "channels at the full side; eight times as many inside")
    blocks: int = setting(9, "residual blocks of Fourier convolutions")
    begun: Begun = setting(Begun.BLANK, "what the network finds in the hole: blank or smooth")
    critic_base: int = setting(48, "channels of the critic's first layer")
    rebuild: float = setting(0.3, "share of the steps before the critic comes in; 1: never")
    least_hole: float = setting(0.03, "smallest share of the picture that is missing")
    most_hole: float = setting(0.5, "largest share of the picture that is missing")
    features: FeatureSource = setting("vgg19", "teacher: vgg19, or random for trials without it")
    known_weight: float = setting(5.0, "of the mean error outside the hole")
    hole_weight: float = setting(4.0, "of the mean error inside the hole")
    perceptual_weight: float = setting(1.0, "of the distance in the teacher's features")
    adversarial_weight: float = setting(0.5, "of the critic's opinion")
    matching_weight: float = setting(2.0, "of the distance in the critic's features")
    r1_weight: float = setting(0.001, "of the critic's squared slope at real pictures")
    evaluated: int = setting(24, "held-out pictures that are measured")
    evaluated_px: int = setting(256, "side of the held-out squares, a multiple of 8")


class InpaintFfcRecipe(Recipe[InpaintOptions]):
    """LaMa's training (Suvorov et al. 2022) with VGG19 at two sizes for its dilated ResNet."""

    system: ClassVar[str] = "inpaint_ffc"
    title: ClassVar[str] = "Filling holes with Fourier convolutions"
    kind: ClassVar[ItemKind] = ItemKind.PICTURES
    options_type: ClassVar[type[InpaintOptions]] = InpaintOptions
    defaults: ClassVar[Experiment] = Experiment(
        steps=100_000,
        batch=16,
        optimiser=Optimiser(lr=5e-4, beta1=0.9, beta2=0.99, warmup=200, clip=5.0),
        critic=Optimiser(lr=2e-4, beta1=0.5, beta2=0.99, warmup=200),
    )
    published: ClassVar[tuple[str, ...]] = ("generator",)
    carried: ClassVar[tuple[str, ...]] = ("critic",)
    """Not published, but a later run that starts from weights needs it."""
    overfits: ClassVar[tuple[str, float]] = ("rebuild/perceptual", 0.75)

    @classmethod
    def small_options(cls) -> InpaintOptions:
        """An eighth of the width, on an untrained teacher: seconds on one core."""
        return InpaintOptions(
            side_px=32, base=5, blocks=2, critic_base=6, rebuild=0.9, features="random",
            evaluated=2, evaluated_px=32,
        )  # fmt: skip

    @classmethod
    def small_experiment(cls) -> Experiment:
        """Without the slow start."""
        return replace(
            super().small_experiment(),
            optimiser=replace(cls.defaults.optimiser, lr=3e-3, warmup=0),
            critic=replace(cls.defaults.optimiser, lr=1e-3, warmup=0),
        )

    def stages(self) -> tuple[Stage, ...]:
        share = min(1.0, max(0.0, self.options.rebuild))
        rebuild = Stage("rebuild", (Turn("rebuild", ("generator",)),), share)
        persuade = Stage(
            "persuade",
            (
                Turn("critic", ("critic",)),
                Turn("slope", ("critic",), every=R1_EVERY),
                Turn("generator", ("generator",)),
            ),
            1.0 - share,
        )
        return tuple(stage for stage in (rebuild, persuade) if stage.share > 0)

    def networks(self) -> dict[str, nn.Module]:
        options = self.options
        return {
            "generator": FourierFiller(options.base, options.blocks, options.begun),
            "critic": PatchCritic(options.critic_base),
        }

    def frozen(self) -> dict[str, nn.Module]:
        return {"features": feature_network(self.options.features, (*NEAR_TAPS, *WIDE_TAPS[1:]))}

    def example(self, item: Item, chance: np.random.Generator) -> Example:
        options = self.options
        limits = HoleOptions(options.least_hole, options.most_hole)
        picture = chance_square(cast("np.ndarray", item["picture"]), options.side_px, chance)
        hole = draw_hole(options.side_px, chance, limits)
        return {"picture": planes(picture), "hole": hole[None].astype(np.uint8) * np.uint8(255)}

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        picture, hole = batch["picture"], batch["hole"]
        critic = cast("PatchCritic", networks["critic"])
        if turn.name == "slope":
            return {"r1": self.options.r1_weight * R1_EVERY * self._slope(critic, picture)}
        if turn.name == "critic":
            with torch.no_grad():
                made = composed(picture, hole, networks["generator"](picture, hole))
            real, fake = critic(picture), critic(made)
            loss = nonsaturating_critic(real.scores, fake.scores, faked_share(hole))
            return {
                "critic": loss,
                "_real": real.scores.detach().mean(),
                "_fake": fake.scores.detach().mean(),
            }
        whole = networks["generator"](picture, hole)
        made = composed(picture, hole, whole)
        losses = self._rebuilt(networks["features"], batch, whole, made)
        return losses if turn.name == "rebuild" else losses | self._believed(critic, batch, made)

    def _rebuilt(
        self, features: nn.Module, batch: Batch, whole: Tensor, made: Tensor
    ) -> dict[str, Tensor]:
        picture, hole = batch["picture"], batch["hole"]
        error = (whole - picture).abs()
        near = PerceptualDistance((1.0,) * len(NEAR_TAPS), (0,), unit=True)
        wide = PerceptualDistance((1.0,) * len(WIDE_TAPS), (1,), unit=True)
        distance = near.between(lambda seen: features(seen, NEAR_TAPS), made, picture)
        distance = distance + wide.between(lambda seen: features(seen, WIDE_TAPS), made, picture)
        return {
            "known": self.options.known_weight * (error * (1.0 - hole)).mean(),
            "hole": self.options.hole_weight * (error * hole).mean(),
            "perceptual": self.options.perceptual_weight * distance,
        }

    def _believed(self, critic: PatchCritic, batch: Batch, made: Tensor) -> dict[str, Tensor]:
        fake = critic(made)
        with torch.no_grad():
            real = critic(batch["picture"])
        scores = nonsaturating_generator(fake.scores, faked_share(batch["hole"]))
        return {
            "believed": self.options.adversarial_weight * scores,
            "matching": self.options.matching_weight * feature_matching(fake.layers, real.layers),
        }

    def _slope(self, critic: PatchCritic, picture: Tensor) -> Tensor:
        return r1(lambda seen: critic(seen).scores, picture)

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        picture, hole = batch["picture"], batch["hole"]
        made = networks["generator"](picture, hole)
        return {
            "picture": picture,
            "hole": composed(picture, hole, torch.full_like(picture, 0.5)),
            "filled": composed(picture, hole, made).clamp(0, 1),
        }

    def evaluate(self, networks: Networks, items: Items) -> dict[str, float]:
        generator = networks["generator"]
        device = next(generator.parameters()).device
        features = networks["features"]
        options = self.options
        cells = holed_of(items, options.evaluated, options.evaluated_px)

        def distance(one: Tensor, other: Tensor) -> Tensor:
            taps = (*NEAR_TAPS, *WIDE_TAPS[1:])
            measure = PerceptualDistance((1.0,) * len(taps), (0,), unit=True)
            return measure.between(lambda seen: features(seen, taps), one, other)

        return measured(generator, {"features": distance, **self._lpips(device)}, cells, device)

    def _lpips(self, device: torch.device) -> dict[str, Distance]:
        """What fills are shipped by, where its networks are installed."""
        if self.options.features != "vgg19":
            return {}
        found: dict[str, Distance] = {}
        for network in LPIPS_NETWORKS:
            try:
                found[f"lpips_{network}"] = load_lpips(network).to(device)
            except TeacherMissing:
                continue
        return found

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        options = self.options
        return {"base": options.base, "blocks": options.blocks, "begun": options.begun.value}
