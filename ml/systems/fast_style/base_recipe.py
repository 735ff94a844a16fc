"""Trains one network for several styles: the base from which an artist's own style is learned."""

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
    LIGHT_TAPS,
    grams_of,
    relative_content,
    relative_style,
    roughness,
)
from ml.systems.fast_style.manners import PAINTED, manners, names_in
from ml.systems.fast_style.network import Shape, StylePainter
from ml.training.examples.crops import Picture, chance_square, middle_square, planes
from ml.training.experiment import Experiment, Optimiser, setting
from ml.training.items import Item, ItemKind, Items
from ml.training.noise import Noise
from ml.training.recipe import Batch, Example, Networks, Recipe, Stage, Turn


@dataclass(frozen=True)
class StyleBaseOptions:
    """What of the training is this system's own."""

    styles: str = setting(", ".join(PAINTED), "names of the styles, with commas")
    pictures: str = setting("", "folder of further style pictures, called as in `styles`")
    side_px: int = setting(96, "side of the squares, a multiple of 8")
    style_px: int = setting(256, "side that the style pictures are looked at with")
    whole: int = setting(16, "channels at the full side")
    half: int = setting(32, "channels at half of the side")
    quarter: int = setting(48, "channels at a quarter of the side")
    residuals: int = setting(5, "residual blocks at a quarter of the side")
    features: FeatureSource = setting("vgg19", "vgg19, or random for trials without it")
    content_weight: float = setting(1.0, "of the relative distance to the photograph's features")
    style_weight: float = setting(2.0, "of the relative distance to the style's Gram matrices")
    smooth_weight: float = setting(1.0, "of the steps between neighbouring pixels")
    evaluated: int = setting(6, "held-out photographs that are measured in every style")


class StyleBaseRecipe(Recipe[StyleBaseOptions]):
    """Dumoulin, Shlens and Kudlur 2017: convolutions for all styles, gains and offsets for each.

    Items are photographs. Every example is to be painted in one style, drawn by chance.
    """

    system: ClassVar[str] = "style_base"
    title: ClassVar[str] = "Several styles in one network"
    kind: ClassVar[ItemKind] = ItemKind.PICTURES
    options_type: ClassVar[type[StyleBaseOptions]] = StyleBaseOptions
    defaults: ClassVar[Experiment] = Experiment(
        steps=20_000, batch=4, optimiser=Optimiser(lr=1e-3, clip=10.0)
    )
    published: ClassVar[tuple[str, ...]] = ("painter",)
    overfits: ClassVar[tuple[str, float]] = ("paint/style", 0.7)

    def __init__(self, options: StyleBaseOptions) -> None:
        super().__init__(options)
        self.names = names_in(options.styles)
        self._targets: tuple[Tensor, ...] = ()

    @classmethod
    def small_options(cls) -> StyleBaseOptions:
        """Two styles at half of the width, on an untrained teacher: seconds on one core."""
        return StyleBaseOptions(
            styles="mosaic, straw", side_px=32, style_px=48, whole=8, half=12, quarter=16,
            residuals=1, features="random", style_weight=1.0, evaluated=2,
        )  # fmt: skip

    @classmethod
    def small_experiment(cls) -> Experiment:
        """A faster rate: there is little to be learned."""
        small = super().small_experiment()
        return replace(small, optimiser=replace(cls.defaults.optimiser, lr=3e-3))

    def stages(self) -> tuple[Stage, ...]:
        return (Stage("paint", (Turn("paint", ("painter",)),), 1.0),)

    def networks(self) -> dict[str, nn.Module]:
        return {"painter": StylePainter(self._shape())}

    def frozen(self) -> dict[str, nn.Module]:
        return {"features": feature_network(self.options.features, LIGHT_TAPS)}

    def example(self, item: Item, chance: np.random.Generator) -> Example:
        photo = chance_square(cast("Picture", item["picture"]), self.options.side_px, chance)
        shares = np.zeros(len(self.names), np.float32)
        shares[int(chance.integers(len(self.names)))] = 1.0
        return {"photo": planes(photo), "shares": shares}

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        features = networks["features"]
        with torch.no_grad():
            wanted = features(batch["photo"], (LIGHT_TAPS[CONTENT],))[0]
        made = networks["painter"](batch["photo"], batch["shares"]).float()
        found: Sequence[Tensor] = features(made)
        style = relative_style(found, self._grams(features, batch["shares"]))
        return {
            "content": self.options.content_weight * relative_content(found, wanted),
            "style": self.options.style_weight * style,
            "smooth": self.options.smooth_weight * roughness(made),
        }

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        made = networks["painter"](batch["photo"], batch["shares"]).float().clamp(0, 1)
        return {"photo": batch["photo"], "painted": made}

    @torch.no_grad()
    def evaluate(self, networks: Networks, items: Items) -> dict[str, float]:
        """Means over held-out photographs in every style, unweighted."""
        painter = networks["painter"]
        device = next(painter.parameters()).device
        features = networks.get("features")
        if features is None:
            features = feature_network(self.options.features, LIGHT_TAPS).to(device)
        content, style = [0.0], [0.0]
        for index in range(min(self.options.evaluated, len(items))):
            picture = cast("Picture", items.item(index)["picture"])
            photo = _tensor(middle_square(picture, self.options.side_px)).to(device)
            wanted = features(photo, (LIGHT_TAPS[CONTENT],))[0]
            for shares in torch.eye(len(self.names), device=device).split(1):
                found = features(painter(photo, shares).float().clamp(0, 1))
                content.append(relative_content(found, wanted).item())
                style.append(relative_style(found, self._grams(features, shares)).item())
        count = max(1, len(content) - 1)
        means = {"content": sum(content) / count, "style": sum(style) / count}
        return {**means, "distance": means["content"] + means["style"]}

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        return {
            "whole": self.options.whole,
            "half": self.options.half,
            "quarter": self.options.quarter,
            "residuals": self.options.residuals,
            "styles": list(self.names),
        }

    def _shape(self) -> Shape:
        whole, half, quarter = self.options.whole, self.options.half, self.options.quarter
        residuals, count = self.options.residuals, len(self.names)
        return Shape((whole, half, quarter), (half, whole), residuals, count)

    def _grams(self, features: nn.Module, shares: Tensor) -> list[Tensor]:
        """(batch, channels, channels) for each tap; those of the styles are made once."""
        if not self._targets or self._targets[0].device != shares.device:
            pictures = manners(self.names, self.options.pictures, self.options.style_px)
            with torch.no_grad():
                each = [
                    grams_of(features(_tensor(picture).to(shares.device))) for picture in pictures
                ]
            self._targets = tuple(torch.stack(tap) for tap in zip(*each, strict=True))
        return [torch.einsum("bs,sij->bij", shares, tap) for tap in self._targets]


def _tensor(picture: Picture) -> Tensor:
    """(1, 3, rows, columns) in 0..1."""
    return torch.from_numpy(planes(picture).copy()).float().div(255.0)[None]
