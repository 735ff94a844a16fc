"""What a system says of its training; the one loop in `ml.training.trainer` does the rest."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn

from ml.training.experiment import Experiment
from ml.training.items import Item, ItemKind, Items
from ml.training.noise import Noise

Networks = Mapping[str, nn.Module]
Batch = Mapping[str, Tensor]
Example = Mapping[str, NDArray[np.generic]]
Options = TypeVar("Options")


@dataclass(frozen=True)
class Turn:
    """One update within a step: only the networks in `trains` move.

    `repeats` does it so often in a row, each time with a batch of its own (a WGAN critic: 5);
    `every` only in every so many steps (lazy regularisation: 16).
    """

    name: str
    trains: tuple[str, ...]
    repeats: int = 1
    every: int = 1


@dataclass(frozen=True)
class Stage:
    """A run of steps with the same turns; `share` is its part of all steps of the experiment.

    `batch` replaces the experiment's batch size where growing networks need smaller ones.
    """

    name: str
    turns: tuple[Turn, ...]
    share: float = 1.0
    batch: int | None = None


class Recipe(ABC, Generic[Options]):
    """A system's training: networks, stages, examples, named losses, preview, measures.

    All chance comes from the generators that are passed in, so that a step depends on nothing
    but the experiment's seed and the number of the step. Built from `options` alone, which is
    a frozen dataclass with defaults and, in each field's metadata, a `help` line.
    """

    system: ClassVar[str]
    title: ClassVar[str]
    kind: ClassVar[ItemKind]
    options_type: ClassVar[type[Any]]
    defaults: ClassVar[Experiment]
    published: ClassVar[tuple[str, ...]]
    """Networks whose averaged weights are published, in the order of the files."""

    carried: ClassVar[tuple[str, ...]] = ()
    """Other networks whose weights travel with the published ones to the next run, so that a warm
    start does not begin with a critic that knows nothing."""

    overfits: ClassVar[tuple[str, float]] = ("", 0.5)
    """Which recorded loss must fall below which part of its first value on four images, in the
    steps of `small_experiment`; without a name all that are added count together. Adversarial
    losses do not fall: recipes with a critic name another ("generator/pixels")."""

    def __init__(self, options: Options) -> None:
        self.options = options

    @classmethod
    def small_options(cls) -> Any:  # noqa: ANN401 - the recipe's own options
        """The same networks at an eighth of the width and the smallest pictures they take.

        For tests: a step with four examples should take at most some 50 ms on one core, and no
        file may be needed (random filters where a teacher would be loaded).
        """
        return cls.options_type()

    @classmethod
    def small_experiment(cls) -> Experiment:
        """For tests with `small_options`: the defaults with few steps and four examples each."""
        return replace(cls.defaults, steps=100, batch=4, accumulate=1, average=0.9)

    @abstractmethod
    def stages(self) -> tuple[Stage, ...]:
        """In order; their shares add up to one."""

    @abstractmethod
    def networks(self) -> dict[str, nn.Module]:
        """All networks that are trained, newly initialised from torch's global generator."""

    def frozen(self) -> dict[str, nn.Module]:
        """Networks that losses look through and nothing trains (VGG); never in a checkpoint."""
        return {}

    def enter(self, stage: Stage, networks: Networks) -> None:
        """Grow or freeze networks before the first step of `stage`; the same on a resume."""

    @abstractmethod
    def example(self, item: Item, chance: np.random.Generator) -> Example:
        """One example cut and changed out of one item; arrays of one shape for all items.

        Runs in loader threads: numpy and Pillow only. Images CHW, float32 (or uint8, which the
        trainer turns into float32 in 0..1 on the device).
        """

    @abstractmethod
    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        """Named scalars of a turn, already weighted; their sum is minimised.

        A name that starts with an underscore is recorded and not added.
        """

    @abstractmethod
    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        """Images of a few examples, (batch, channels, rows, columns) in 0..1, by title."""

    def evaluate(self, networks: Networks, items: Items) -> dict[str, float]:
        """Measures on held-out items, by name; the record and the model card show them."""
        return {}

    def state(self) -> dict[str, Any]:
        """What the recipe itself keeps over a resume (image pools): tensors, plain values."""
        return {}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take back what `state` gave."""

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        """What is needed to build the published networks again; goes into the file's header."""
        return {}


def stage_at(stages: Sequence[Stage], steps: int, step: int) -> tuple[int, Stage]:
    """The stage that `step` (from 0) of `steps` belongs to, with its number."""
    ends = stage_ends(stages, steps)
    number = next((i for i, end in enumerate(ends) if step < end), len(stages) - 1)
    return number, stages[number]


def stage_ends(stages: Sequence[Stage], steps: int) -> list[int]:
    """The step at which each stage is over; the last is `steps`."""
    total = sum(stage.share for stage in stages)
    passed, ends = 0.0, list[int]()
    for stage in stages:
        passed += stage.share
        ends.append(round(steps * passed / total))
    return ends
