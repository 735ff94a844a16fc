"""Trains the missing data encoder: hide where colours were seen from a critic that seeks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import ClassVar, NamedTuple, cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.features import FeatureSource, feature_network
from ml.layers.surroundings import smooth_fill
from ml.losses.adversarial import nonsaturating_critic, nonsaturating_generator
from ml.losses.matching import features_apart
from ml.systems.missing_data_encoder.boxes import COLOURS, coordinates, drawn_boxes, seen_masks
from ml.systems.missing_data_encoder.network import Completer, Found, Seeker, boxes_apart
from ml.training.examples.crops import chance_square, middle_square, planes
from ml.training.experiment import Experiment, Optimiser, setting
from ml.training.items import Item, ItemKind, Items
from ml.training.noise import Noise
from ml.training.recipe import Batch, Example, Networks, Recipe, Stage, Turn

GENERATOR, CRITIC, FEATURES = "generator", "critic", "features"
SEEK, HIDE = Turn("seek", (CRITIC,)), Turn("hide", (GENERATOR,))
TAPS = ("relu1_2", "relu2_2", "relu3_2")
WHOLE = (0.0, 0.0, 1.0, 1.0)
_SEED = 20_190_505


class Decoy(Enum):
    """Where the generator wants the seeker to look; the paper's slides do not say."""

    WHOLE = "whole"
    """The whole picture."""
    OTHER = "other"
    """The boxes of another picture of the batch."""


class HeldOut(NamedTuple):
    """A picture (1, 3, side, side) in 0..1 and where each colour is seen, 0 or 1."""

    picture: Tensor
    seen: Tensor


@dataclass(frozen=True)
class MissingDataOptions:
    """What may be chosen. All weights are ours: the paper's are unknown to us."""

    side_px: int = setting(128, "side of the squares, a power of two")
    base: int = setting(64, "channels of the U-Net's first layer")
    levels: int = setting(4, "halvings of the U-Net")
    critic_base: int = setting(64, "channels of the seeker's first layer")
    apart: bool = setting(True, "each colour is seen in a box of its own")
    decoy: Decoy = setting(Decoy.WHOLE, "what the seeker is to find: whole, or other")
    features: FeatureSource = setting("vgg19", "teacher: vgg19, or random for trials without it")
    rebuild_weight: float = setting(10.0, "of the mean error of what is seen")
    complete_weight: float = setting(1.0, "of the distance of the whole in the teacher's features")
    fool_weight: float = setting(0.1, "of the critic's opinion")
    hide_weight: float = setting(0.1, "of the seeker's boxes from the decoy")
    evaluated: int = setting(48, "held-out pictures that are measured")


class MissingDataRecipe(Recipe[MissingDataOptions]):
    """Completion is filling, extending and colouring at once."""

    system: ClassVar[str] = "missing_data_encoder"
    title: ClassVar[str] = "Completing pictures of which little is seen"
    kind: ClassVar[ItemKind] = ItemKind.PICTURES
    options_type: ClassVar[type[MissingDataOptions]] = MissingDataOptions
    defaults: ClassVar[Experiment] = Experiment(
        steps=100_000,
        batch=16,
        optimiser=Optimiser(lr=2e-4, beta1=0.5),
        critic=Optimiser(lr=1e-4, beta1=0.5),
    )
    published: ClassVar[tuple[str, ...]] = (GENERATOR,)
    carried: ClassVar[tuple[str, ...]] = (CRITIC,)
    overfits: ClassVar[tuple[str, float]] = ("hide/complete", 0.75)

    @classmethod
    def small_options(cls) -> MissingDataOptions:
        return MissingDataOptions(16, base=8, levels=3, critic_base=4, features="random")

    @classmethod
    def small_experiment(cls) -> Experiment:
        quick = Optimiser(lr=2e-3, beta1=0.5)
        return replace(super().small_experiment(), steps=40, optimiser=quick)

    def stages(self) -> tuple[Stage, ...]:
        return (Stage("hide-and-seek", (SEEK, HIDE)),)

    def networks(self) -> dict[str, nn.Module]:
        options = self.options
        return {
            GENERATOR: Completer(options.base, options.levels),
            CRITIC: Seeker(options.side_px, options.critic_base),
        }

    def frozen(self) -> dict[str, nn.Module]:
        if self.options.complete_weight <= 0:
            return {}
        return {FEATURES: feature_network(self.options.features, TAPS)}

    def example(self, item: Item, chance: np.random.Generator) -> Example:
        side_px = self.options.side_px
        picture = chance_square(cast("np.ndarray", item["picture"]), side_px, chance)
        return {"picture": planes(picture), "boxes": self._boxes(chance)}

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        picture, boxes = batch["picture"] * 2 - 1, batch["boxes"]
        seen = seen_masks(boxes, *picture.shape[-2:])
        if turn == SEEK:
            with torch.no_grad():
                made = networks[GENERATOR](picture, seen)
            real, fake = networks[CRITIC](picture), cast("Found", networks[CRITIC](made))
            judged = nonsaturating_critic(real.score, fake.score)
            return {"judge": judged, "seek": boxes_apart(fake.boxes, boxes)}
        made = networks[GENERATOR](picture, seen).float()
        fake = cast("Found", networks[CRITIC](made))
        options = self.options
        error = (made - picture).abs() * seen
        found = {
            "rebuild": options.rebuild_weight * error.sum() / seen.sum().clamp(min=1),
            "fool": options.fool_weight * nonsaturating_generator(fake.score),
            "hide": options.hide_weight * boxes_apart(fake.boxes, self._decoy(boxes)),
            "_error": functional.l1_loss(made.detach(), picture) * 0.5,
        }
        if FEATURES in networks:
            found["complete"] = options.complete_weight * self._complete(networks, batch, made)
        return found

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        picture = batch["picture"]
        seen = seen_masks(batch["boxes"], *picture.shape[-2:])
        return {
            "picture": picture,
            "seen": picture * seen,
            "completed": self.completed(networks, picture, seen),
        }

    def completed(self, networks: Networks, picture: Tensor, seen: Tensor) -> Tensor:
        """Pictures in 0..1: what is seen as it was, the rest from the network."""
        made = networks[GENERATOR](picture * 2 - 1, seen).float() * 0.5 + 0.5
        return (picture * seen + made * (1 - seen)).clamp(0, 1)

    def evaluate(self, networks: Networks, items: Items) -> dict[str, float]:
        """PSNR and mean error of what is missing, beside each colour's mean and its blur."""
        device = next(networks[GENERATOR].parameters()).device
        rows = []
        for picture, seen in self._held_out(items):
            made = self.completed(networks, picture.to(device), seen.to(device)).cpu()
            row = _apart(made, picture, seen)
            for name, fill in (("mean", _mean(picture, seen)), ("blur", _blur(picture, seen))):
                row |= {f"{name}_{key}": v for key, v in _apart(fill, picture, seen).items()}
            rows.append(row)
        return {name: float(np.mean([row[name] for row in rows])) for name in rows[0]}

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        return {"base": self.options.base, "levels": self.options.levels}

    def _boxes(self, chance: np.random.Generator) -> np.ndarray:
        side_px = self.options.side_px
        boxes = drawn_boxes(side_px, chance, apart=self.options.apart)
        return np.array([coordinates(box, side_px, side_px) for box in boxes], np.float32).ravel()

    def _decoy(self, boxes: Tensor) -> Tensor:
        if self.options.decoy is Decoy.OTHER:
            return boxes.roll(1, dims=0)
        return torch.tensor(WHOLE * COLOURS, device=boxes.device).expand_as(boxes)

    def _complete(self, networks: Networks, batch: Batch, made: Tensor) -> Tensor:
        teacher = networks[FEATURES]
        with torch.no_grad():
            aim = teacher(batch["picture"])
        return features_apart(teacher(made * 0.5 + 0.5), aim, (1.0,) * len(TAPS))

    def _held_out(self, items: Items) -> Iterator[HeldOut]:
        side_px = self.options.side_px
        for index in range(min(self.options.evaluated, len(items))):
            square = middle_square(cast("np.ndarray", items.item(index)["picture"]), side_px)
            boxes = torch.from_numpy(self._boxes(np.random.default_rng(_SEED + index)))[None]
            picture = torch.from_numpy(planes(square)).float().div(255.0)[None]
            yield HeldOut(picture, seen_masks(boxes, side_px, side_px))


def _apart(made: Tensor, true: Tensor, seen: Tensor) -> dict[str, float]:
    missing = 1 - seen
    count = float(missing.sum())
    squared = float(((made - true).square() * missing).sum()) / count
    return {
        "missing_psnr": -10.0 * float(np.log10(max(squared, 1e-10))),
        "missing_error": float(((made - true).abs() * missing).sum()) / count,
    }


def _mean(picture: Tensor, seen: Tensor) -> Tensor:
    mean = (picture * seen).sum((2, 3), keepdim=True) / seen.sum((2, 3), keepdim=True)
    return mean.expand_as(picture)


def _blur(picture: Tensor, seen: Tensor) -> Tensor:
    colours = range(picture.shape[1])
    parts = [smooth_fill(picture[:, c : c + 1], 1 - seen[:, c : c + 1]) for c in colours]
    return torch.cat(parts, dim=1)
