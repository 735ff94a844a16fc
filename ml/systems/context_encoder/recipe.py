"""Trains context encoders: nearly all of the loss is the error, a thousandth is the game."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple, cast

import numpy as np
import torch
from torch import Tensor, nn

from ml.layers.surroundings import smooth_fill
from ml.losses.adversarial import nonsaturating_critic, nonsaturating_generator
from ml.systems.context_encoder.holes import (
    Holes,
    blanked,
    hole_of,
    middle_of,
    placed,
)
from ml.systems.context_encoder.network import (
    NOISE,
    ContextEncoder,
    FeatureLearner,
    PatchJudge,
)
from ml.training.examples.crops import chance_square, middle_square, planes
from ml.training.experiment import Experiment, Optimiser, setting
from ml.training.items import Item, ItemKind, Items
from ml.training.metrics.lpips import load_lpips
from ml.training.noise import Noise
from ml.training.recipe import Batch, Example, Networks, Recipe, Stage, Turn
from ml.training.teachers import TeacherMissing

GENERATOR, CRITIC = "generator", "critic"
JUDGE, FILL_IN = Turn("judge", (CRITIC,)), Turn("fill", (GENERATOR,))
LEARN = Turn("learn", (GENERATOR,))
BORDER_WEIGHT = 10.0
_SEED = 20_160_425
_LPIPS_LEAST_PX = 64


class Holed(NamedTuple):
    """A held-out picture (1, 3, side, side) in 0..1 and its hole (1, 1, side, side)."""

    picture: Tensor
    hole: Tensor


@dataclass(frozen=True)
class ContextOptions:
    """What may be chosen."""

    side_px: int = setting(128, "side of the squares, a power of two")
    base: int = setting(64, "channels of the first and the last layer")
    code: int = setting(4000, "numbers that a picture is put into")
    holes: Holes = setting(Holes.MIDDLE, "middle, regions or free")
    overlap_px: int = setting(4, "border of the answer that is known and counts ten times; 0: none")
    noise: bool = setting(False, "numbers by chance beside the code")
    rebuild_weight: float = setting(0.999, "of the squared error; the rest is the game's")
    evaluated: int = setting(48, "held-out pictures that are measured")


class ContextEncoderRecipe(Recipe[ContextOptions]):
    """The judge learns at a tenth of the generator's rate, as the authors have it."""

    system: ClassVar[str] = "context_encoder"
    title: ClassVar[str] = "Filling holes from their context"
    kind: ClassVar[ItemKind] = ItemKind.PICTURES
    options_type: ClassVar[type[ContextOptions]] = ContextOptions
    defaults: ClassVar[Experiment] = Experiment(
        steps=100_000,
        batch=64,
        optimiser=Optimiser(lr=2e-3, beta1=0.5),
        critic=Optimiser(lr=2e-4, beta1=0.5),
        average=0.0,
    )
    published: ClassVar[tuple[str, ...]] = (GENERATOR,)
    carried: ClassVar[tuple[str, ...]] = (CRITIC,)
    overfits: ClassVar[tuple[str, float]] = ("fill/rebuild", 0.75)

    @classmethod
    def small_options(cls) -> ContextOptions:
        return ContextOptions(16, base=8, code=32, overlap_px=1, noise=True)

    @classmethod
    def small_experiment(cls) -> Experiment:
        return replace(super().small_experiment(), average=0.0)

    def stages(self) -> tuple[Stage, ...]:
        return (Stage("fill", (JUDGE, FILL_IN)),)

    def networks(self) -> dict[str, nn.Module]:
        options = self.options
        whole = options.holes is not Holes.MIDDLE
        generator = ContextEncoder(
            options.side_px, options.base, options.code, whole=whole, noise=options.noise
        )
        judged_px = options.side_px if whole else options.side_px // 2
        return {GENERATOR: generator, CRITIC: PatchJudge(judged_px, options.base)}

    def example(self, item: Item, chance: np.random.Generator) -> Example:
        return holed_example(item, self.options, chance)

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        picture, hole = batch["picture"] * 2 - 1, batch["hole"]
        critic = networks[CRITIC]
        if turn == JUDGE:
            with torch.no_grad():
                made = self._shown(self._answer(networks, picture, hole, noise), picture, hole)
            return {"judge": nonsaturating_critic(critic(self._wanted(picture)), critic(made))}
        answer = self._answer(networks, picture, hole, noise)
        weight = self.options.rebuild_weight
        error = ((answer.float() - self._wanted(picture)).square() * self._weights(hole)).mean()
        fooled = nonsaturating_generator(critic(self._shown(answer, picture, hole)))
        return {"fool": (1.0 - weight) * fooled, "rebuild": weight * error}

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        picture, hole = batch["picture"], batch["hole"]
        return {
            "picture": picture,
            "hole": blanked(picture * 2 - 1, hole) * 0.5 + 0.5,
            "filled": self.filled(networks, picture, hole, noise),
        }

    def filled(self, networks: Networks, picture: Tensor, hole: Tensor, noise: Noise) -> Tensor:
        """Pictures in 0..1 with their holes filled and all else as it was."""
        given = picture * 2 - 1
        answer = placed(self._answer(networks, given, hole, noise).float(), given)
        return torch.where(hole > 0.5, answer * 0.5 + 0.5, picture).clamp(0, 1)

    def evaluate(self, networks: Networks, items: Items) -> dict[str, float]:
        """Within the hole: PSNR and mean error, beside the mean colour and a blur; LPIPS of all."""
        device = next(networks[GENERATOR].parameters()).device
        rows = []
        lpips = _lpips(self.options.side_px)
        for number, (picture, hole) in enumerate(held_out(items, self.options)):
            noise = Noise(_SEED + number, device)
            made = self.filled(networks, picture.to(device), hole.to(device), noise).cpu()
            known = picture * (1 - hole)
            mean = known.sum((2, 3), keepdim=True) / (1 - hole).sum().clamp(min=1)
            row = {}
            fills = {
                "": made,
                "mean_": mean.expand_as(picture),
                "blur_": smooth_fill(picture, hole),
            }
            for name, fill in fills.items():
                composed = torch.where(hole > 0.5, fill, picture)
                row |= {name + key: v for key, v in _compared(composed, picture, hole).items()}
                if lpips is not None:
                    row[f"{name}lpips_alexnet"] = float(lpips(composed, picture))
            rows.append(row)
        return {name: float(np.mean([row[name] for row in rows])) for name in rows[0]}

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        options = self.options
        return {
            "side_px": options.side_px,
            "base": options.base,
            "code": options.code,
            "whole": options.holes is not Holes.MIDDLE,
            "noise": options.noise,
        }

    def _answer(self, networks: Networks, picture: Tensor, hole: Tensor, noise: Noise) -> Tensor:
        drawn = noise.normal(len(picture), NOISE) if self.options.noise else None
        return networks[GENERATOR](blanked(picture, hole), drawn)

    def _wanted(self, picture: Tensor) -> Tensor:
        return middle_of(picture) if self.options.holes is Holes.MIDDLE else picture

    def _shown(self, answer: Tensor, picture: Tensor, hole: Tensor) -> Tensor:
        """What the judge sees: the square, or the picture with its holes filled."""
        if self.options.holes is Holes.MIDDLE or self.options.overlap_px:
            return answer
        return torch.where(hole > 0.5, answer, picture.to(answer.dtype))

    def _weights(self, hole: Tensor) -> Tensor:
        """One where the picture is missing; ten on what is answered although it is known."""
        missing = middle_of(hole) if self.options.holes is Holes.MIDDLE else hole
        known = BORDER_WEIGHT if self.options.overlap_px else 0.0
        return missing + known * (1.0 - missing)


@dataclass(frozen=True)
class FeatureOptions:
    """Of the variant that learns features."""

    base: int = setting(32, "an eighth of the channels that the encoder ends in")
    groups: int = setting(1, "2: in two halves, as AlexNet was published")
    holes: Holes = setting(Holes.REGIONS, "middle, regions or free")
    side_px: int = setting(227, "side of the squares; the encoder wants 227")
    overlap_px: int = setting(0, "border of a middle hole that is known")
    evaluated: int = setting(48, "held-out pictures that are measured")


class ContextFeaturesRecipe(Recipe[FeatureOptions]):
    """Squared error alone: beside a judge this encoder did not converge for the authors."""

    system: ClassVar[str] = "context_features"
    title: ClassVar[str] = "Features learned by filling holes"
    kind: ClassVar[ItemKind] = ItemKind.PICTURES
    options_type: ClassVar[type[FeatureOptions]] = FeatureOptions
    defaults: ClassVar[Experiment] = Experiment(
        steps=100_000, batch=64, optimiser=Optimiser(lr=2e-4, beta1=0.5)
    )
    published: ClassVar[tuple[str, ...]] = (GENERATOR,)
    overfits: ClassVar[tuple[str, float]] = ("learn/rebuild", 0.9)

    @classmethod
    def small_options(cls) -> FeatureOptions:
        return FeatureOptions(base=4, holes=Holes.MIDDLE)

    @classmethod
    def small_experiment(cls) -> Experiment:
        return replace(super().small_experiment(), steps=40, optimiser=Optimiser(lr=3e-3))

    def stages(self) -> tuple[Stage, ...]:
        return (Stage("learn", (LEARN,)),)

    def networks(self) -> dict[str, nn.Module]:
        return {GENERATOR: FeatureLearner(self.options.groups, self.options.base)}

    def example(self, item: Item, chance: np.random.Generator) -> Example:
        return holed_example(item, self.options, chance)

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        picture, hole = batch["picture"] * 2 - 1, batch["hole"]
        made = networks[GENERATOR](blanked(picture, hole)).float()
        missing = hole.sum().clamp(min=1) * picture.shape[1]
        return {"rebuild": ((made - picture).square() * hole).sum() / missing}

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        picture, hole = batch["picture"], batch["hole"]
        given = blanked(picture * 2 - 1, hole)
        made = networks[GENERATOR](given).float() * 0.5 + 0.5
        filled = torch.where(hole > 0.5, made, picture).clamp(0, 1)
        return {"picture": picture, "hole": given * 0.5 + 0.5, "filled": filled}

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        return {"base": self.options.base, "groups": self.options.groups}


def holed_example(
    item: Item, options: ContextOptions | FeatureOptions, chance: np.random.Generator
) -> Example:
    """`picture` and `hole`, uint8."""
    picture = chance_square(cast("np.ndarray", item["picture"]), options.side_px, chance)
    hole = hole_of(options.holes, options.side_px, options.overlap_px, chance)
    return {"picture": planes(picture), "hole": hole[None].astype(np.uint8) * np.uint8(255)}


def held_out(items: Items, options: ContextOptions) -> Iterator[Holed]:
    """The middles of held-out pictures, each with a hole by its number."""
    for index in range(min(options.evaluated, len(items))):
        square = middle_square(cast("np.ndarray", items.item(index)["picture"]), options.side_px)
        chance = np.random.default_rng(_SEED + index)
        hole = hole_of(options.holes, options.side_px, options.overlap_px, chance)
        picture = torch.from_numpy(planes(square)).float().div(255.0)[None]
        yield Holed(picture, torch.from_numpy(hole).float()[None, None])


def _compared(made: Tensor, true: Tensor, hole: Tensor) -> dict[str, float]:
    count = 3 * float(hole.sum())
    squared = float((made - true).square().sum()) / count
    return {
        "hole_psnr": -10.0 * float(np.log10(max(squared, 1e-10))),
        "hole_error": float((made - true).abs().sum()) / count,
    }


def _lpips(side_px: int) -> nn.Module | None:
    if side_px < _LPIPS_LEAST_PX:
        return None
    try:
        return load_lpips("alexnet")
    except TeacherMissing:
        return None
