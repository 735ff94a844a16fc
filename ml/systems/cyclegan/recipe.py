"""Trains two translators that undo each other, and a critic for either collection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.patch_critics import CriticNorm, CriticPlan, PatchCritic
from ml.systems.cyclegan.losses import Network, Pair, Weights, judging, translating
from ml.systems.cyclegan.network import BASE, Translator
from ml.training.examples.crops import Picture, chance_square, planes
from ml.training.experiment import Experiment, Optimiser, Schedule, setting
from ml.training.game.measures import Looks
from ml.training.game.translation import Translated, both_squares, measured
from ml.training.items import Item, ItemKind, Items
from ml.training.noise import Noise
from ml.training.pool import SIZE, ImagePool
from ml.training.recipe import Batch, Example, Networks, Recipe, Stage, Turn

TO_SECOND, TO_FIRST = "to_second", "to_first"
CRITIC_FIRST, CRITIC_SECOND = "critic_first", "critic_second"
TRANSLATE = Turn("translate", (TO_SECOND, TO_FIRST))
JUDGE = Turn("judge", (CRITIC_FIRST, CRITIC_SECOND))


@dataclass(frozen=True)
class CycleganOptions:
    """What may be chosen."""

    side_px: int = setting(256, "side of the squares, a multiple of four")
    widest: float = setting(1.0, "most of a picture's short side that a square shows")
    base: int = setting(BASE, "channels at the full side")
    blocks: int = setting(9, "residual blocks: 6 for 128 px, 9 from 256 px")
    critic_base: int = setting(64, "channels of the critics' first layer")
    halvings: int = setting(3, "of the critics: 3 look at 70 px, 2 at 34, 1 at 16")
    pool: int = setting(SIZE, "earlier pictures that a critic is shown too; 0 for none")
    cycle_first: float = setting(10.0, "weight of coming back to the first collection")
    cycle_second: float = setting(10.0, "weight of coming back to the second")
    identity: float = setting(0.5, "of leaving alone what is there already, as a share of these")
    looks: Looks = setting("alexnet", "what sets are compared through; random for trials")
    evaluated: int = setting(100, "held-out pictures of either collection that are measured")


class CycleganRecipe(Recipe[CycleganOptions]):
    """The translators move first, then the critics, which also see older translations.

    Published is `to_second`, then `to_first`: photographs first and paintings second make the one
    that paints the first file.
    """

    system: ClassVar[str] = "cyclegan"
    title: ClassVar[str] = "Translation between two collections"
    kind: ClassVar[ItemKind] = ItemKind.UNPAIRED
    options_type: ClassVar[type[CycleganOptions]] = CycleganOptions
    defaults: ClassVar[Experiment] = Experiment(
        steps=200_000,
        batch=1,
        optimiser=Optimiser(lr=2e-4, beta1=0.5, schedule=Schedule.LINEAR),
    )
    published: ClassVar[tuple[str, ...]] = (TO_SECOND, TO_FIRST)
    carried: ClassVar[tuple[str, ...]] = (CRITIC_FIRST, CRITIC_SECOND)
    overfits: ClassVar[tuple[str, float]] = ("translate/cycle_first", 0.88)

    def __init__(self, options: CycleganOptions) -> None:
        super().__init__(options)
        self._pools = {name: ImagePool(options.pool) for name in (CRITIC_FIRST, CRITIC_SECOND)}

    @classmethod
    def small_options(cls) -> CycleganOptions:
        return CycleganOptions(
            side_px=16, base=8, blocks=1, critic_base=8, halvings=1, pool=6, looks="random",
            evaluated=4,
        )  # fmt: skip

    @classmethod
    def small_experiment(cls) -> Experiment:
        quick = Optimiser(lr=2e-3, beta1=0.5)
        return replace(super().small_experiment(), steps=120, batch=4, optimiser=quick)

    @property
    def weights(self) -> Weights:
        """Of the losses."""
        options = self.options
        return Weights(options.cycle_first, options.cycle_second, options.identity)

    def stages(self) -> tuple[Stage, ...]:
        return (Stage("play", (TRANSLATE, JUDGE)),)

    def networks(self) -> dict[str, nn.Module]:
        options = self.options
        plan = CriticPlan(options.critic_base, options.halvings, norm=CriticNorm.INSTANCE)
        return {
            TO_SECOND: Translator(options.base, options.blocks),
            TO_FIRST: Translator(options.base, options.blocks),
            CRITIC_FIRST: PatchCritic(3, plan),
            CRITIC_SECOND: PatchCritic(3, plan),
        }

    def example(self, item: Item, chance: np.random.Generator) -> Example:
        """`first` and `second`, each (3, side, side) uint8."""
        side_px, widest = self.options.side_px, self.options.widest
        return {
            name: planes(chance_square(cast("Picture", item[name]), side_px, chance, widest=widest))
            for name in ("first", "second")
        }

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        first, second = batch["first"] * 2.0 - 1.0, batch["second"] * 2.0 - 1.0
        pair = pair_of(networks)
        if turn == TRANSLATE:
            return translating(pair, first, second, self.weights)
        with torch.no_grad():
            made_second, made_first = pair.to_second(first), pair.to_first(second)
        shown_first = self._pools[CRITIC_FIRST].exchange(made_first, noise)
        shown_second = self._pools[CRITIC_SECOND].exchange(made_second, noise)
        return {
            "first": judging(pair.critic_first, first, shown_first),
            "second": judging(pair.critic_second, second, shown_second),
        }

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        """Either collection, translated, and translated back."""
        del noise
        shown: dict[str, Tensor] = {}
        for name, there, back in (("first", TO_SECOND, TO_FIRST), ("second", TO_FIRST, TO_SECOND)):
            made = networks[there](batch[name] * 2.0 - 1.0)
            shown[name] = batch[name]
            shown[f"{name} translated"] = made.float() * 0.5 + 0.5
            shown[f"{name} and back"] = networks[back](made).float() * 0.5 + 0.5
        return shown

    @torch.no_grad()
    def evaluate(self, networks: Networks, items: Items) -> dict[str, float]:
        """Distances of translations from the other collection, beside those of copies."""
        first, second = both_squares(items, self.options.evaluated, self.options.side_px)
        pair = pair_of(networks)
        device = next(networks[TO_SECOND].parameters()).device
        found: dict[str, float] = {}
        for name, given, wanted, there, back in (
            ("first", first, second, pair.to_second, pair.to_first),
            ("second", second, first, pair.to_first, pair.to_second),
        ):
            signal = given.to(device) * 2.0 - 1.0
            made = torch.cat([there(part) for part in signal.split(8)])
            again = torch.cat([back(part) for part in made.split(8)])
            found[f"{name}_back_error"] = float(functional.l1_loss(again, signal)) / 2
            seen = Translated(given, made.cpu() * 0.5 + 0.5, wanted)
            found |= measured(seen, name, self.options.looks)
        return found

    def state(self) -> dict[str, Any]:
        return {name: pool.state() for name, pool in self._pools.items()}

    def restore(self, state: Mapping[str, Any]) -> None:
        for name, pool in self._pools.items():
            pool.restore(state[name])

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        options = self.options
        return {"side_px": options.side_px, "base": options.base, "blocks": options.blocks}


def pair_of(networks: Networks) -> Pair:
    """The networks of the recipe as what the losses take."""
    return Pair(
        networks[TO_SECOND],
        networks[TO_FIRST],
        _scores(networks[CRITIC_FIRST]) if CRITIC_FIRST in networks else _nothing,
        _scores(networks[CRITIC_SECOND]) if CRITIC_SECOND in networks else _nothing,
    )


def _scores(critic: nn.Module) -> Network:
    return lambda pictures: critic(pictures).scores


def _nothing(pictures: Tensor) -> Tensor:
    return pictures
