"""The recipe of a generator against a critic: one step of the one, one of the other."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, TypeVar

import torch
from torch import Tensor
from torch.nn import functional

from ml.losses.adversarial import nonsaturating_critic, nonsaturating_generator
from ml.training.noise import Noise
from ml.training.recipe import Batch, Networks, Recipe, Stage, Turn

GENERATOR, CRITIC = "generator", "critic"
JUDGE = Turn("judge", (CRITIC,))
INVENT = Turn("invent", (GENERATOR,))

Options = TypeVar("Options")


class GameRecipe(Recipe[Options]):
    """Algorithm 1 of Goodfellow et al. 2014 with k = 1; examples have a `picture` in 0..1.

    True and made pictures go through the critic one after the other, so that its batch statistics
    are never of both.
    """

    published: ClassVar[tuple[str, ...]] = (GENERATOR,)
    carried: ClassVar[tuple[str, ...]] = (CRITIC,)
    overfits: ClassVar[tuple[str, float]] = ("invent/unlike", 0.75)

    def stages(self) -> tuple[Stage, ...]:
        return (Stage("play", (JUDGE, INVENT)),)

    @abstractmethod
    def invented(self, networks: Networks, batch: Batch, noise: Noise) -> Tensor:
        """As many pictures in 0..1 as the batch has."""

    def scores(self, networks: Networks, pictures: Tensor, batch: Batch) -> Tensor:
        """The critic's logits; `batch` holds what else it is told."""
        del batch
        return networks[CRITIC](pictures)

    def fooled(self, scores: Tensor) -> Tensor:
        """What the generator minimises."""
        return nonsaturating_generator(scores)

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        real = batch["picture"]
        if turn == JUDGE:
            with torch.no_grad():
                made = self.invented(networks, batch, noise)
            true, false = (self.scores(networks, shown, batch) for shown in (real, made))
            return {"judge": nonsaturating_critic(true, false)}
        made = self.invented(networks, batch, noise)
        fool = self.fooled(self.scores(networks, made, batch))
        return {"fool": fool, "_unlike": unlike(made, real)}


def unlike(made: Tensor, real: Tensor) -> Tensor:
    """One minus the correlation of each made picture with the one of the batch most like it.

    Falls where a generator learns the few pictures it is shown, whatever its critic says; never
    trained on.
    """
    standing = functional.normalize(_centred(made.detach()), dim=1)
    return 1.0 - (standing @ functional.normalize(_centred(real), dim=1).T).amax(dim=1).mean()


def _centred(pictures: Tensor) -> Tensor:
    flat = pictures.float().flatten(1)
    return flat - flat.mean(dim=1, keepdim=True)
