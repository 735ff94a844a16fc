"""The recipe that systems for digits share: small grey squares, and how they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, TypeVar, cast

import numpy as np
from torch import Tensor
from torch.nn import functional

from ml.training.examples.crops import Picture
from ml.training.examples.grey import grey_batch, grey_square
from ml.training.experiment import Experiment, Optimiser, setting
from ml.training.items import Item, ItemKind, Items
from ml.training.recipe import Example, Networks, Recipe, Stage, Turn


@dataclass(frozen=True)
class DigitsOptions:
    """What may be chosen for any of them."""

    side_px: int = setting(28, "side of the pictures")
    evaluated: int = setting(2000, "held-out pictures that are measured")


@dataclass(frozen=True)
class CodedOptions(DigitsOptions):
    """Of those that put a picture into a few numbers and rebuild it."""

    hidden: int = setting(400, "units between pixels and code")
    code: int = setting(20, "numbers that a picture is put into")


Options = TypeVar("Options", bound=DigitsOptions)


class DigitsRecipe(Recipe[Options]):
    """Pictures are (batch, 1, side, side) in 0..1."""

    kind: ClassVar[ItemKind] = ItemKind.PICTURES

    def example(self, item: Item, chance: np.random.Generator) -> Example:
        """`picture` (1, side, side) uint8."""
        del chance
        return {"picture": grey_square(cast("Picture", item["picture"]), self.options.side_px)}

    def held_out(self, networks: Networks, items: Items) -> Tensor:
        """The pictures to be measured, where the networks are."""
        parameter = next(next(iter(networks.values())).parameters())
        made = grey_batch(items, self.options.evaluated, self.options.side_px)
        return made.to(parameter.device)

    @staticmethod
    def shown(pictures: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """As previews are: three channels."""
        return {title: made.expand(-1, 3, -1, -1) for title, made in pictures.items()}


class CodedRecipe(DigitsRecipe[CodedOptions]):
    """One network, the published one, which learns to give back what it was shown."""

    options_type: ClassVar[type[CodedOptions]] = CodedOptions
    defaults: ClassVar[Experiment] = Experiment(steps=4000, batch=128, optimiser=Optimiser(lr=1e-3))
    # Cross entropy of grey pixels has a floor far above zero; the error has none.
    overfits: ClassVar[tuple[str, float]] = ("learn/error", 0.5)

    @classmethod
    def small_options(cls) -> CodedOptions:
        return CodedOptions(hidden=50, code=8)

    @classmethod
    def small_experiment(cls) -> Experiment:
        return replace(super().small_experiment(), optimiser=Optimiser(lr=5e-3))

    def stages(self) -> tuple[Stage, ...]:
        return (Stage("learn", (Turn("learn", self.published),)),)

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        options = self.options
        return {"side_px": options.side_px, "hidden": options.hidden, "code": options.code}


def nats(logits: Tensor, pictures: Tensor) -> Tensor:
    """Binary cross entropy, summed over the pixels of a picture; mean over pictures."""
    bits = functional.binary_cross_entropy_with_logits(logits, pictures, reduction="sum")
    return bits / len(pictures)


def mean_picture_error(true: Tensor) -> float:
    """What always answering with the mean of these very pictures would cost: a baseline."""
    return float((true - true.mean(dim=0)).square().mean())
