"""Trains a network to paint in one style: photographs beside the style's pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, cast

import numpy as np
import torch
from torch import Tensor, nn

from ml.layers.features import FeatureSource, feature_network
from ml.systems.fast_style.losses import (
    CONTENT,
    TAPS,
    content_distance,
    grams_of,
    roughness,
    style_distance,
)
from ml.systems.fast_style.network import BASE, RESIDUALS, Shape, StylePainter
from ml.training.examples.crops import chance_square, middle_square, planes
from ml.training.experiment import Experiment, Optimiser, setting
from ml.training.items import Item, ItemKind, Items
from ml.training.noise import Noise
from ml.training.recipe import Batch, Example, Networks, Recipe, Stage, Turn


@dataclass(frozen=True)
class FastStyleOptions:
    """What of the training is this system's own."""

    side_px: int = setting(256, "side of the squares, a multiple of 8")
    base: int = setting(BASE, "channels at the full side")
    residuals: int = setting(RESIDUALS, "residual blocks at a quarter of the side")
    features: FeatureSource = setting("vgg19", "vgg19, or random for trials without it")
    content_weight: float = setting(1.0, "of the distance to the photograph's features")
    style_weight: float = setting(2e3, "of the distance to the style's Gram matrices")
    smooth_weight: float = setting(0.1, "of the steps between neighbouring pixels")
    evaluated: int = setting(8, "held-out photographs that are measured")


class FastStyleRecipe(Recipe[FastStyleOptions]):
    """Johnson, Alahi and Fei-Fei 2016, with VGG19 in place of VGG16.

    Items are photographs (`first`) beside pictures of the one style (`second`).
    """

    system: ClassVar[str] = "fast_style"
    title: ClassVar[str] = "One style in one pass"
    kind: ClassVar[ItemKind] = ItemKind.UNPAIRED
    options_type: ClassVar[type[FastStyleOptions]] = FastStyleOptions
    defaults: ClassVar[Experiment] = Experiment(
        steps=40_000, batch=4, optimiser=Optimiser(lr=1e-3, clip=10.0)
    )
    published: ClassVar[tuple[str, ...]] = ("painter",)
    overfits: ClassVar[tuple[str, float]] = ("paint/content", 0.8)

    @classmethod
    def small_options(cls) -> FastStyleOptions:
        """A quarter of the width, on an untrained teacher: seconds on one core."""
        return FastStyleOptions(
            side_px=32, base=8, residuals=1, features="random", style_weight=1.0, evaluated=2
        )

    @classmethod
    def small_experiment(cls) -> Experiment:
        """A faster rate: there is little to be learned."""
        small = super().small_experiment()
        return replace(small, optimiser=replace(cls.defaults.optimiser, lr=3e-3))

    def stages(self) -> tuple[Stage, ...]:
        return (Stage("paint", (Turn("paint", ("painter",)),), 1.0),)

    def networks(self) -> dict[str, nn.Module]:
        return {"painter": StylePainter(Shape.of_base(self.options.base, self.options.residuals))}

    def frozen(self) -> dict[str, nn.Module]:
        return {"features": feature_network(self.options.features, TAPS)}

    def example(self, item: Item, chance: np.random.Generator) -> Example:
        side_px = self.options.side_px
        photo, style = (cast("np.ndarray", item[name]) for name in ("first", "second"))
        return {
            "photo": planes(chance_square(photo, side_px, chance)),
            "style": planes(middle_square(style, side_px)),
        }

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        with torch.no_grad():
            wanted = networks["features"](batch["photo"], (TAPS[CONTENT],))[0]
            grams = grams_of(networks["features"](batch["style"]))
        made = networks["painter"](batch["photo"]).float()
        found: Sequence[Tensor] = networks["features"](made)
        return {
            "content": self.options.content_weight * content_distance(found, wanted),
            "style": self.options.style_weight * style_distance(found, grams),
            "smooth": self.options.smooth_weight * roughness(made),
        }

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        made = networks["painter"](batch["photo"]).float().clamp(0, 1)
        return {"photo": batch["photo"], "style": batch["style"], "painted": made}

    def evaluate(self, networks: Networks, items: Items) -> dict[str, float]:
        painter = networks["painter"]
        device = next(painter.parameters()).device
        features = networks.get("features")
        teacher = features or feature_network(self.options.features, TAPS).to(device)
        content, style = 0.0, 0.0
        count = min(self.options.evaluated, len(items))
        for index in range(count):
            item = items.item(index)
            photo, other = (
                torch.from_numpy(
                    planes(
                        middle_square(cast("np.ndarray", item[name]), self.options.side_px)
                    ).copy()
                )
                .float()
                .div(255.0)[None]
                .to(device)
                for name in ("first", "second")
            )
            with torch.no_grad():
                found = teacher(painter(photo).float().clamp(0, 1))
                content += float(content_distance(found, teacher(photo)[CONTENT]))
                style += float(style_distance(found, grams_of(teacher(other))))
        return {"content": content / max(1, count), "style": style / max(1, count)}

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        return {"base": self.options.base, "residuals": self.options.residuals}
