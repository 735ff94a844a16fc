"""Trains DiscoGAN: first to invent, then also to come back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.strided_critic import StridedCritic, halvings_of
from ml.systems.discogan.losses import fooling, judging
from ml.systems.discogan.network import Translator
from ml.training.examples.crops import Picture, middle_square, planes
from ml.training.experiment import Experiment, Optimiser, setting
from ml.training.game.measures import Looks
from ml.training.game.translation import Translated, both_squares, measured
from ml.training.items import Item, ItemKind, Items
from ml.training.noise import Noise
from ml.training.recipe import Batch, Example, Networks, Recipe, Stage, Turn

TO_SECOND, TO_FIRST = "to_second", "to_first"
CRITIC_FIRST, CRITIC_SECOND = "critic_first", "critic_second"
JUDGE = Turn("judge", (CRITIC_FIRST, CRITIC_SECOND))
TRANSLATORS = (TO_SECOND, TO_FIRST)
SEARCH = Turn("search", TRANSLATORS, repeats=2)
AGREE = Turn("agree", TRANSLATORS, repeats=2)


@dataclass(frozen=True)
class DiscoganOptions:
    """What may be chosen."""

    side_px: int = setting(64, "side of the pictures: 8, 16, 32, 64, ...")
    base: int = setting(64, "channels next to the picture")
    squeezed: bool = setting(False, "a hundred numbers between encoder and decoder")
    early: float = setting(0.01, "share of coming back at first")
    late: float = setting(0.5, "share of coming back afterwards")
    searching: float = setting(1 / 3, "part of the steps that counts as at first")
    looks: Looks = setting("alexnet", "what sets are compared through; random for trials")
    evaluated: int = setting(100, "held-out pictures of either collection that are measured")


class DiscoganRecipe(Recipe[DiscoganOptions]):
    """A step is three of the authors' iterations: one of the critics, two of the translators."""

    system: ClassVar[str] = "discogan"
    title: ClassVar[str] = "Relations between two collections"
    kind: ClassVar[ItemKind] = ItemKind.UNPAIRED
    options_type: ClassVar[type[DiscoganOptions]] = DiscoganOptions
    defaults: ClassVar[Experiment] = Experiment(
        steps=10_000, batch=64, optimiser=Optimiser(lr=2e-4, beta1=0.5, weight_decay=1e-5)
    )
    published: ClassVar[tuple[str, ...]] = TRANSLATORS
    carried: ClassVar[tuple[str, ...]] = (CRITIC_FIRST, CRITIC_SECOND)
    overfits: ClassVar[tuple[str, float]] = ("agree/back_first", 0.75)

    @classmethod
    def small_options(cls) -> DiscoganOptions:
        return DiscoganOptions(side_px=16, base=8, searching=0.2, looks="random", evaluated=4)

    @classmethod
    def small_experiment(cls) -> Experiment:
        quick = Optimiser(lr=4e-3, beta1=0.5)
        return replace(super().small_experiment(), optimiser=quick)

    def stages(self) -> tuple[Stage, ...]:
        searching = self.options.searching
        return (
            Stage("search", (JUDGE, SEARCH), searching),
            Stage("agree", (JUDGE, AGREE), 1.0 - searching),
        )

    def networks(self) -> dict[str, nn.Module]:
        options = self.options
        halvings = halvings_of(options.side_px)
        return {
            TO_SECOND: Translator(options.base, halvings, squeezed=options.squeezed),
            TO_FIRST: Translator(options.base, halvings, squeezed=options.squeezed),
            CRITIC_FIRST: StridedCritic(options.side_px, options.base),
            CRITIC_SECOND: StridedCritic(options.side_px, options.base),
        }

    def example(self, item: Item, chance: np.random.Generator) -> Example:
        """`first` and `second`, each (3, side, side) uint8."""
        del chance
        return {
            name: planes(middle_square(cast("Picture", item[name]), self.options.side_px))
            for name in ("first", "second")
        }

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        del noise
        first, second = batch["first"], batch["second"]
        if turn == JUDGE:
            return self._judged(networks, first, second)
        share = self.options.early if turn == SEARCH else self.options.late
        there, back = networks[TO_SECOND], networks[TO_FIRST]
        critic_first, critic_second = _critics(networks)
        made_second, made_first = there(first), back(second)
        return {
            "fool_second": fooling(
                critic_second.judged(second), critic_second.judged(made_second), share
            ),
            "fool_first": fooling(
                critic_first.judged(first), critic_first.judged(made_first), share
            ),
            "back_first": share * functional.mse_loss(back(made_second), first),
            "back_second": share * functional.mse_loss(there(made_first), second),
        }

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        """Either collection and its translation."""
        del noise
        return {
            "first": batch["first"],
            "first translated": networks[TO_SECOND](batch["first"]).float(),
            "second": batch["second"],
            "second translated": networks[TO_FIRST](batch["second"]).float(),
        }

    @torch.no_grad()
    def evaluate(self, networks: Networks, items: Items) -> dict[str, float]:
        """Distances of translations from the other collection, beside those of copies."""
        first, second = both_squares(items, self.options.evaluated, self.options.side_px)
        device = next(networks[TO_SECOND].parameters()).device
        made_second = networks[TO_SECOND](first.to(device)).cpu()
        made_first = networks[TO_FIRST](second.to(device)).cpu()
        looks = self.options.looks
        return {
            **measured(Translated(first, made_second, second), "first", looks),
            **measured(Translated(second, made_first, first), "second", looks),
        }

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        options = self.options
        return {
            "side_px": options.side_px,
            "base": options.base,
            "squeezed": options.squeezed,
        }

    @staticmethod
    def _judged(networks: Networks, first: Tensor, second: Tensor) -> dict[str, Tensor]:
        with torch.no_grad():
            made_second, made_first = networks[TO_SECOND](first), networks[TO_FIRST](second)
        critic_first, critic_second = _critics(networks)
        return {
            "first": judging(critic_first.judged(first), critic_first.judged(made_first)),
            "second": judging(critic_second.judged(second), critic_second.judged(made_second)),
        }


def _critics(networks: Networks) -> tuple[StridedCritic, StridedCritic]:
    return (
        cast("StridedCritic", networks[CRITIC_FIRST]),
        cast("StridedCritic", networks[CRITIC_SECOND]),
    )
