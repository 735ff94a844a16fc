"""Trains the GANs of all levels side by side; no level's slope reaches another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.losses.adversarial import nonsaturating_generator
from ml.systems.lapgan.network import (
    LATENT,
    CoarseCritic,
    CoarseGenerator,
    DetailCritic,
    DetailGenerator,
)
from ml.systems.lapgan.pyramid import enlarged, put_together, shrunk
from ml.training.examples.crops import Picture, chance_square, middle_square, planes
from ml.training.experiment import Experiment, Optimiser, setting
from ml.training.game.measures import Looks, SetDistance, as_pictures, spread
from ml.training.game.recipe import unlike
from ml.training.items import Item, ItemKind, Items
from ml.training.noise import Noise
from ml.training.recipe import Batch, Example, Networks, Recipe, Stage, Turn

_SEED = 20_150_618


@dataclass(frozen=True)
class LapganOptions:
    """What may be chosen."""

    sides: tuple[int, ...] = setting((8, 16, 32), "sides of the levels in px, from the coarsest")
    width: int = setting(128, "channels of the finer levels' layers; the code's default is 64")
    hidden: int = setting(1200, "units of the coarsest generator")
    hidden_critic: int = setting(600, "units of the coarsest critic")
    widest: float = setting(1.0, "most of a picture's short side that a square shows")
    looks: Looks = setting("alexnet", "what sets are compared through; random for trials")
    evaluated: int = setting(500, "held-out pictures that are measured")

    def __post_init__(self) -> None:
        """Refuse sides that do not rise."""
        if list(self.sides) != sorted(set(self.sides)) or not self.sides:
            raise ValueError("The sides of the levels must rise, as in 8,16,32.")


class LapganRecipe(Recipe[LapganOptions]):
    """Each example of a critic's batch is real or made by a fair coin, as in the paper."""

    system: ClassVar[str] = "lapgan"
    title: ClassVar[str] = "GANs on a Laplacian pyramid"
    kind: ClassVar[ItemKind] = ItemKind.PICTURES
    options_type: ClassVar[type[LapganOptions]] = LapganOptions
    defaults: ClassVar[Experiment] = Experiment(
        steps=50_000, batch=128, optimiser=Optimiser(lr=2e-4, beta1=0.5)
    )
    overfits: ClassVar[tuple[str, float]] = ("invent_8/unlike", 0.85)
    # One generator for each of the usual levels; other levels are published by their names, too.
    published: ClassVar[tuple[str, ...]] = ("generator_8", "generator_16", "generator_32")
    carried: ClassVar[tuple[str, ...]] = ("critic_8", "critic_16", "critic_32")

    def __init__(self, options: LapganOptions) -> None:
        super().__init__(options)
        sides = options.sides
        self.published = tuple(f"generator_{side}" for side in sides)  # type: ignore[misc]
        self.carried = tuple(f"critic_{side}" for side in sides)  # type: ignore[misc]

    @classmethod
    def small_options(cls) -> LapganOptions:
        return LapganOptions(
            sides=(8, 16), width=8, hidden=64, hidden_critic=32, looks="random", evaluated=4
        )

    @classmethod
    def small_experiment(cls) -> Experiment:
        quick = Optimiser(lr=1e-3, beta1=0.5)
        return replace(super().small_experiment(), optimiser=quick)

    def stages(self) -> tuple[Stage, ...]:
        turns = list[Turn]()
        for side in self.options.sides:
            turns.append(Turn(f"judge_{side}", (f"critic_{side}",)))
            turns.append(Turn(f"invent_{side}", (f"generator_{side}",)))
        return (Stage("play", tuple(turns)),)

    def networks(self) -> dict[str, nn.Module]:
        options = self.options
        found: dict[str, nn.Module] = {}
        for number, side in enumerate(options.sides):
            if number == 0:
                found[f"generator_{side}"] = CoarseGenerator(side, options.hidden)
                found[f"critic_{side}"] = CoarseCritic(side, options.hidden_critic)
            else:
                found[f"generator_{side}"] = DetailGenerator(side, options.width)
                found[f"critic_{side}"] = DetailCritic(side, options.width)
        return found

    def example(self, item: Item, chance: np.random.Generator) -> Example:
        """`picture` (3, side, side) uint8 at the finest side."""
        picture = cast("Picture", item["picture"])
        side, widest = self.options.sides[-1], self.options.widest
        return {"picture": planes(chance_square(picture, side, chance, widest=widest))}

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        role, _, word = turn.name.partition("_")
        side = int(word)
        real = shrunk_to(batch["picture"] * 2.0 - 1.0, self.options.sides, side)
        low = self._low(real, side)
        critic, generator = networks[f"critic_{side}"], networks[f"generator_{side}"]
        if role == "judge":
            with torch.no_grad():
                made = invented(generator, low, noise, len(real))
            is_real = torch.tensor(noise.chances(len(real))).to(real.device) < 0.5
            shown = torch.where(is_real.view(-1, 1, 1, 1), real, made)
            wanted = is_real.float()[:, None]
            scores = critic(shown).float()
            return {"judge": functional.binary_cross_entropy_with_logits(scores, wanted)}
        made = invented(generator, low, noise, len(real))
        fool = nonsaturating_generator(critic(made))
        return {"fool": fool, "_unlike": unlike(made, real)}

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        """True pictures, inventions, and true coarsest levels that get invented details."""
        true = batch["picture"] * 2.0 - 1.0
        sides = self.options.sides
        coarse = invented(networks[f"generator_{sides[0]}"], None, noise, len(true))
        seed = shrunk_to(true, sides, sides[0])
        shown = {
            "invented": self._refined(networks, coarse, noise),
            "from the true coarsest": self._refined(networks, seed, noise),
        }
        made = {title: (one.float() * 0.5 + 0.5).clamp(0, 1) for title, one in shown.items()}
        return {"true": batch["picture"], **made}

    @torch.no_grad()
    def evaluate(self, networks: Networks, items: Items) -> dict[str, float]:
        """Distances of inventions, of true coarsest levels with and without details."""
        sides, device = self.options.sides, next(networks[self.published[0]].parameters()).device
        chosen = spread(len(items), self.options.evaluated)
        squares = [
            planes(middle_square(cast("Picture", items.item(index)["picture"]), sides[-1]))
            for index in chosen
        ]
        true = torch.from_numpy(np.stack(squares)).float().div(255.0)
        noise = Noise(_SEED, device)
        coarse = invented(networks[f"generator_{sides[0]}"], None, noise, len(true))
        seed = shrunk_to(true.to(device) * 2.0 - 1.0, sides, sides[0])
        sets = {
            "kid": self._refined(networks, coarse, noise),
            "kid_from_true_coarsest": self._refined(networks, seed, noise),
            "kid_of_true_coarsest": put_together(seed, sides, lambda _, low: low * 0.0),
        }
        pictures = as_pictures(true)
        distance = SetDistance(pictures, self.options.looks)
        found = distance.baselines(pictures)
        for name, made in sets.items():
            found |= distance.measured(as_pictures(made * 0.5 + 0.5), name)
        return found

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        options = self.options
        return {"sides": list(options.sides), "width": options.width, "hidden": options.hidden}

    def _low(self, real: Tensor, side: int) -> Tensor | None:
        sides = self.options.sides
        number = sides.index(side)
        return enlarged(shrunk(real, sides[number - 1]), side) if number else None

    def _refined(self, networks: Networks, coarse: Tensor, noise: Noise) -> Tensor:
        def detail(side: int, low: Tensor) -> Tensor:
            return invented(networks[f"generator_{side}"], low, noise, len(low)) - low

        return put_together(coarse, self.options.sides, detail)


def invented(generator: nn.Module, low: Tensor | None, noise: Noise, count: int) -> Tensor:
    """Pictures of one level: the coarsest ones, or `low` with invented detail; noise in -1..1."""
    if low is None:
        return generator(2.0 * noise.uniform(count, LATENT) - 1.0)
    plane = 2.0 * noise.uniform(count, 1, *low.shape[-2:]) - 1.0
    return low + generator(plane, low)


def shrunk_to(pictures: Tensor, sides: tuple[int, ...], side: int) -> Tensor:
    """The pictures at a level, through all levels between."""
    for finer in reversed(sides[:-1]):
        if finer < side:
            break
        pictures = shrunk(pictures, finer)
    return pictures
