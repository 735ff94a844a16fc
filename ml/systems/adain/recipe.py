"""Trains a light encoder and decoder to do what VGG19 and AdaIN do, ten times faster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.features import FeatureSource, Vgg19, feature_network
from ml.layers.normalisation import adain, channel_statistics
from ml.losses.style import statistics_distance, statistics_of
from ml.systems.adain.measure import Pair, measured, pairs_of
from ml.systems.adain.network import LightDecoder, LightEncoder, Projections, restyled
from ml.training.examples.crops import chance_square, planes
from ml.training.examples.styles import painted_style
from ml.training.experiment import Experiment, Optimiser, Schedule, setting
from ml.training.items import Item, ItemKind, Items
from ml.training.noise import Noise
from ml.training.recipe import Batch, Example, Networks, Recipe, Stage, Turn


@dataclass(frozen=True)
class AdainOptions:
    """What of the training is this system's own."""

    side_px: int = setting(256, "side of the squares, a multiple of 8")
    base: int = setting(16, "channels at the full side; doubled at each of three halvings")
    rebuild: float = setting(0.2, "share of the steps that only imitate and rebuild; cheap")
    painted: float = setting(0.6, "share of styles painted by chance instead of taken from data")
    features: FeatureSource = setting("vgg19", "teacher: vgg19, or random for trials without it")
    content_weight: float = setting(1.0, "of the distance to the wanted features")
    style_weight: float = setting(10.0, "of the distance to the style's statistics")
    imitation_weight: float = setting(1.0, "of the encoder's distance to the teacher's features")
    identity_weight: float = setting(20.0, "of the picture's distance to itself without a style")
    evaluated: int = setting(24, "pairs of held-out pictures that are measured")
    evaluated_px: int = setting(256, "side of the held-out squares, a multiple of 8")


class AdainRecipe(Recipe[AdainOptions]):
    """Huang and Belongie 2017, with an encoder that is distilled instead of taken as it is.

    Items are photographs (`first`) beside styles (`second`).
    """

    system: ClassVar[str] = "adain_decoder"
    title: ClassVar[str] = "Style transfer at once: light encoder and decoder"
    kind: ClassVar[ItemKind] = ItemKind.UNPAIRED
    options_type: ClassVar[type[AdainOptions]] = AdainOptions
    defaults: ClassVar[Experiment] = Experiment(
        steps=40_000,
        batch=8,
        optimiser=Optimiser(lr=5e-4, schedule=Schedule.COSINE, warmup=200, clip=10.0),
    )
    published: ClassVar[tuple[str, ...]] = ("encoder", "decoder")
    carried: ClassVar[tuple[str, ...]] = ("projections",)
    """Not published, but a later run that starts from weights needs them."""
    overfits: ClassVar[tuple[str, float]] = ("rebuild/imitation", 0.7)
    """What the encoder learns; rebuilding from an untrained teacher's signals takes longer."""

    @classmethod
    def small_options(cls) -> AdainOptions:
        """An eighth of the width, on an untrained teacher: seconds on one core."""
        return AdainOptions(
            side_px=32,
            base=2,
            rebuild=0.8,
            features="random",
            painted=0.0,
            evaluated=2,
            evaluated_px=32,
        )

    @classmethod
    def small_experiment(cls) -> Experiment:
        """Without the slow start."""
        faster = replace(cls.defaults.optimiser, lr=3e-3, warmup=0)
        return replace(super().small_experiment(), optimiser=faster)

    def stages(self) -> tuple[Stage, ...]:
        share = min(1.0, max(0.0, self.options.rebuild))
        trained = ("encoder", "decoder", "projections")
        rebuild = Stage("rebuild", (Turn("rebuild", trained),), share)
        restyle = Stage("restyle", (Turn("restyle", trained),), 1.0 - share)
        return tuple(stage for stage in (rebuild, restyle) if stage.share > 0)

    def networks(self) -> dict[str, nn.Module]:
        widths = list(self._empty_teacher().widths.values())
        base = self.options.base
        return {
            "encoder": LightEncoder(base, widths[-1]),
            "decoder": LightDecoder(base, widths[-1]),
            "projections": Projections(base, tuple(widths[:-1])),
        }

    def frozen(self) -> dict[str, nn.Module]:
        return {"features": feature_network(self.options.features)}

    def example(self, item: Item, chance: np.random.Generator) -> Example:
        side_px = self.options.side_px
        photo = cast("np.ndarray", item["first"])
        is_painted = chance.random() < self.options.painted
        style = cast("np.ndarray", item["second"])
        if is_painted:
            style = painted_style(2 * side_px, chance)
        return {
            "content": planes(chance_square(photo, side_px, chance)),
            "style": planes(chance_square(style, side_px, chance)),
        }

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        both, count = torch.cat((batch["content"], batch["style"])), len(batch["content"])
        with torch.no_grad():
            wanted = networks["features"](both)
        *taps, latent = _encoder(networks).taps(both)
        widened = (*networks["projections"](tuple(taps)), latent)
        imitation = [
            functional.mse_loss(one.float(), other.float())
            for one, other in zip(widened, wanted, strict=True)
        ]
        codes = latent.float()
        if turn.name == "restyle":
            restyled_codes = restyled(latent[:count], channel_statistics(latent[count:]))
            codes = torch.cat((codes, restyled_codes))
        made = networks["decoder"](codes).float()
        losses = {
            "imitation": self.options.imitation_weight * torch.stack(imitation).sum(),
            "identity": self.options.identity_weight * functional.l1_loss(made[: 2 * count], both),
        }
        if turn.name == "restyle":
            found = networks["features"](made[2 * count :])
            losses |= self._restyled(found, wanted, count)
        return losses

    def _restyled(
        self, found: Sequence[Tensor], wanted: Sequence[Tensor], count: int
    ) -> dict[str, Tensor]:
        """Equations 11 to 13 of the paper; `wanted` is of `count` photographs, then of styles."""
        styles = statistics_of([tap[count:] for tap in wanted])
        target = adain(wanted[-1][:count], styles[-1])
        content = functional.mse_loss(found[-1].float(), target)
        style = statistics_distance(statistics_of(found), styles)
        return {
            "content": self.options.content_weight * content,
            "style": self.options.style_weight * style,
        }

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        content, style = batch["content"], batch["style"]
        latent = networks["encoder"](content)
        swapped = restyled(latent, channel_statistics(networks["encoder"](style)))
        return {
            "photo": content,
            "style": style,
            "styled": networks["decoder"](swapped).float().clamp(0, 1),
            "rebuilt": networks["decoder"](latent.float()).float().clamp(0, 1),
        }

    def evaluate(self, networks: Networks, items: Items) -> dict[str, float]:
        encoder, decoder = networks["encoder"], networks["decoder"]
        device = next(encoder.parameters()).device
        teacher = networks.get("features") or feature_network(self.options.features).to(device)

        def answer(pair: Pair) -> tuple[Tensor, Tensor]:
            latent = encoder(pair.content).float()
            statistics = channel_statistics(encoder(pair.style))
            return decoder(restyled(latent, statistics)), decoder(latent)

        pairs = pairs_of(items, self.options.evaluated, self.options.evaluated_px)
        return measured(answer, cast("Vgg19", teacher), pairs, device)

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        latent = list(self._empty_teacher().widths.values())[-1]
        return {"base": self.options.base, "latent": latent}

    def _empty_teacher(self) -> Vgg19:
        """The teacher without weights: only its widths."""
        with torch.device("meta"):
            return Vgg19(narrower=8 if self.options.features == "random" else 1)


def _encoder(networks: Networks) -> LightEncoder:
    return cast("LightEncoder", networks["encoder"])
