"""The recipe that all upscaling networks share: crops, damage, losses, measures."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar, TypeVar, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ml.layers.features import FeatureSource, feature_network
from ml.layers.texture_critic import TextureCritic
from ml.layers.upsampling import bicubic_base
from ml.losses.adversarial import nonsaturating_critic, nonsaturating_generator
from ml.losses.perceptual import PerceptualDistance
from ml.training.examples.degradations.chain import Degradation, margin_of, shrink
from ml.training.examples.degradations.resize import to_bytes
from ml.training.experiment import setting
from ml.training.items import Item, ItemKind, Items
from ml.training.noise import Noise
from ml.training.recipe import Batch, Example, Networks, Recipe, Stage, Turn
from ml.training.upscaling.losses import edge_loss, luminance_loss, pixel_loss
from ml.training.upscaling.measures import measure

Bytes = NDArray[np.uint8]

UPSCALER = "upscaler"
CRITIC = "critic"
FEATURES = "features"
REFINE = Turn("refine", (UPSCALER,))
"""By pixels alone."""
TEXTURE = Turn("texture", (UPSCALER,))
"""By pixels, edges, features and the critic."""
JUDGE = Turn("judge", (CRITIC,))

TAPS = ("relu2_2", "relu3_4", "relu4_4")
LOOK = PerceptualDistance(weights=(0.5, 0.25, 0.25), unit=True)


class Flavour(Enum):
    """What counts as good."""

    FAITHFUL = "faithful"
    """The mean of all that the small picture can have been: highest PSNR, invents nothing."""
    CRISP = "crisp"
    """One likely picture, with texture: a critic sees to it."""


@dataclass(frozen=True)
class UpscalingOptions:
    """What may be chosen in training any upscaler."""

    scale: int = setting(4, "how many times larger the result is: 2, 3 or 4")
    patch: int = setting(32, "side of the small crops, px")
    flavour: Flavour = setting(Flavour.FAITHFUL, "faithful or crisp")
    degradation: Degradation = setting(Degradation.CLEAN, "clean (bicubic) or realistic")
    luminance: float = setting(0.5, "share of the pixel loss that only looks at luminance")
    edges: float = setting(0.1, "weight of the loss on gradients, crisp only")
    look: float = setting(0.05, "weight of the distance of features, crisp only; 0 needs no VGG")
    features: FeatureSource = setting("vgg19", "vgg19, or random where it is not installed")
    adversarial: float = setting(0.005, "weight of the critic's word, crisp only")
    settle: float = setting(0.3, "share of the steps before the critic starts, crisp only")

    def __post_init__(self) -> None:
        if self.scale not in (2, 3, 4):
            raise ValueError(f"scale must be 2, 3 or 4, and {self.scale} is not.")
        if self.patch < 8:
            raise ValueError(f"patch must be at least 8 px, and {self.patch} is not.")


Options = TypeVar("Options", bound=UpscalingOptions)


class UpscalingRecipe(Recipe[Options]):
    """Crops of photographs and their shrunken selves; sRGB throughout."""

    kind: ClassVar[ItemKind] = ItemKind.PICTURES
    published: ClassVar[tuple[str, ...]] = (UPSCALER,)

    @abstractmethod
    def upscaler(self) -> nn.Module:
        """The network: (batch, 3, rows, columns) in 0..1 to `scale` times the size."""

    def stages(self) -> tuple[Stage, ...]:
        if not self._is_crisp:
            return (Stage("faithful", (REFINE,)),)
        settle = self.options.settle
        return (
            Stage("settle", (REFINE,), settle),
            Stage("crisp", (JUDGE, TEXTURE), 1.0 - settle),
        )

    def networks(self) -> dict[str, nn.Module]:
        made: dict[str, nn.Module] = {UPSCALER: self.upscaler()}
        if self._is_crisp:
            made[CRITIC] = TextureCritic()
        return made

    def frozen(self) -> dict[str, nn.Module]:
        if not self._is_crisp or self.options.look == 0:
            return {}
        return {FEATURES: feature_network(self.options.features, TAPS)}

    def example(self, item: Item, chance: np.random.Generator) -> Example:
        """`low` (3, patch, patch) and `high` (3, patch * scale, ...), both uint8."""
        picture = cast("Bytes", item["picture"])
        low, high = self._pair(picture, chance)
        return _turned(low, high, chance)

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        del noise
        low, high = batch["low"], batch["high"]
        if turn == JUDGE:
            with torch.no_grad():
                made = networks[UPSCALER](low)
            critic = networks[CRITIC]
            return {"judge": nonsaturating_critic(critic(high), critic(made))}
        made = networks[UPSCALER](low).float()
        share = self.options.luminance
        losses = {
            "pixels": (1 - share) * pixel_loss(made, high),
            "luminance": share * luminance_loss(made, high),
        }
        if turn == TEXTURE:
            losses |= self._crisp_losses(networks, made, high)
        return losses

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        del noise
        base = bicubic_base(batch["low"], self.options.scale)
        made = networks[UPSCALER](batch["low"]).float()
        return {"bicubic": base.clamp(0, 1), "made": made.clamp(0, 1), "true": batch["high"]}

    def evaluate(self, networks: Networks, items: Items) -> dict[str, float]:
        """Mean PSNR and SSIM of luminance on whole held-out pictures, beside bicubic."""
        options = self.options
        return measure(networks[UPSCALER], items, options.scale, options.degradation)

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        options = self.options
        return {
            "scale": options.scale,
            "flavour": options.flavour.value,
            "degradation": options.degradation.value,
        }

    @property
    def _is_crisp(self) -> bool:
        return self.options.flavour is Flavour.CRISP

    def _crisp_losses(self, networks: Networks, made: Tensor, high: Tensor) -> dict[str, Tensor]:
        options = self.options
        losses = {"edges": options.edges * edge_loss(made, high)}
        if options.look > 0:
            losses["look"] = options.look * LOOK.between(networks[FEATURES], made, high)
        if options.adversarial > 0:
            doubt = nonsaturating_generator(networks[CRITIC](made))
            losses["texture"] = options.adversarial * doubt
        return losses

    def _pair(self, picture: Bytes, chance: np.random.Generator) -> tuple[Bytes, Bytes]:
        """A crop with whatever around it the damage looks at, and its small self."""
        scale, patch = self.options.scale, self.options.patch
        picture = _at_least(picture, patch * scale)
        margin = margin_of(self.options.degradation)
        down, top = _stretch(picture.shape[0] // scale, patch, margin, chance)
        across, left = _stretch(picture.shape[1] // scale, patch, margin, chance)
        seen = picture[
            down.start * scale : down.stop * scale, across.start * scale : across.stop * scale
        ]
        small = shrink(seen.astype(np.float32), scale, self.options.degradation, chance)
        low = to_bytes(small[top : top + patch, left : left + patch])
        side = patch * scale
        return low, seen[top * scale : top * scale + side, left * scale : left * scale + side]


def _stretch(
    length: int, patch: int, margin: int, chance: np.random.Generator
) -> tuple[slice, int]:
    """Where to cut along one axis, margin included, and where the patch begins within."""
    first = int(chance.integers(length - patch + 1))
    start, stop = max(0, first - margin), min(length, first + patch + margin)
    return slice(start, stop), first - start


def _at_least(picture: Bytes, side: int) -> Bytes:
    """Mirrored outwards where it is smaller than a crop."""
    rows, columns = picture.shape[:2]
    missing = max(0, side - rows), max(0, side - columns)
    if not any(missing):
        return picture
    return np.pad(picture, ((0, missing[0]), (0, missing[1]), (0, 0)), mode="symmetric")


def _turned(low: Bytes, high: Bytes, chance: np.random.Generator) -> Example:
    """One of the eight ways to lay a picture down, the same for both; channels first."""
    down, across, swapped = chance.random(3) < 0.5
    pair = []
    for picture in (low, high):
        turned = picture[:: -1 if down else 1, :: -1 if across else 1]
        pair.append(turned.transpose(2, 1, 0) if swapped else turned.transpose(2, 0, 1))
    return {"low": np.ascontiguousarray(pair[0]), "high": np.ascontiguousarray(pair[1])}
