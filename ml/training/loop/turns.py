"""Says which updates make up each step and which items they see, from its number alone."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.training.experiment import Experiment
from ml.training.loop.chance import Purpose, generator_of
from ml.training.problems import TrainingProblem
from ml.training.recipe import Stage, Turn, stage_at, stage_ends


class BadTimetable(TrainingProblem):
    """Stages, batch and processes do not go together."""


@dataclass(frozen=True)
class Update:
    """One change of weights within a step: the `repeat`-th time of a turn."""

    turn: Turn
    turn_number: int
    repeat: int


class Timetable:
    """What every step of an experiment consists of. Steps count from zero.

    All turns of a step see the same batches: the first time of each turn the first batch, the
    second time the second. Items are taken in epochs, each in an order of its own, one after the
    other as far as batches are needed.
    """

    def __init__(self, stages: Sequence[Stage], experiment: Experiment) -> None:
        if not stages:
            raise BadTimetable("A recipe needs at least one stage.")
        self.stages = tuple(stages)
        self.steps = experiment.steps
        self.ends = stage_ends(stages, experiment.steps)
        self._batch = experiment.batch
        self._batches, sizes = self._count()
        drawn = np.cumsum(self._batches.astype(np.int64) * sizes)
        self._starts = np.concatenate([np.zeros(1, np.int64), drawn])

    def stage(self, step: int) -> tuple[int, Stage]:
        """The stage of this step and its number."""
        return stage_at(self.stages, self.steps, step)

    def updates(self, step: int) -> tuple[Update, ...]:
        """In order; what `every` leaves out is not there."""
        _, stage = self.stage(step)
        return tuple(
            Update(turn, number, repeat)
            for number, turn in enumerate(stage.turns)
            if step % turn.every == 0
            for repeat in range(turn.repeats)
        )

    def batches(self, step: int) -> int:
        """How many different batches the step needs."""
        return int(self._batches[step])

    def batch_size(self, step: int) -> int:
        """Examples in each batch of the step, over all processes."""
        return self.stage(step)[1].batch or self._batch

    def positions(self, step: int, repeat: int) -> range:
        """Places of a batch in the endless row of items that `Order` makes of the epochs."""
        size = self.batch_size(step)
        first = int(self._starts[step]) + repeat * size
        return range(first, first + size)

    def check_split(self, processes: int, parts: int) -> None:
        """Raises BadTimetable where a batch cannot be divided evenly."""
        for stage in self.stages:
            size = stage.batch or self._batch
            if size % (processes * parts):
                raise BadTimetable(
                    f"A batch of {size} cannot be shared by {processes} processes in {parts} "
                    f"parts each; choose a batch that {processes * parts} divides."
                )

    def _count(self) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        batches = np.zeros(self.steps, np.int32)
        sizes = np.zeros(self.steps, np.int64)
        begin = 0
        for stage, end in zip(self.stages, self.ends, strict=True):
            steps = np.arange(begin, end)
            for turn in stage.turns:
                due = np.where(steps % turn.every == 0, turn.repeats, 0).astype(np.int32)
                np.maximum(batches[begin:end], due, out=batches[begin:end])
            sizes[begin:end] = stage.batch or self._batch
            begin = end
        return batches, sizes


class Order:
    """The items one after the other, epoch by epoch, shuffled by (seed, epoch). Thread-safe."""

    _KEPT_EPOCHS = 4

    def __init__(self, seed: int, count: int) -> None:
        self._seed, self._count = seed, count
        self._epochs: dict[int, NDArray[np.int64]] = {}
        self._lock = threading.Lock()

    def index(self, position: int) -> int:
        """The item at this place of the endless row."""
        epoch, place = divmod(position, self._count)
        with self._lock:
            if epoch not in self._epochs:
                if len(self._epochs) >= self._KEPT_EPOCHS:
                    del self._epochs[min(self._epochs)]
                chance = generator_of(Purpose.ORDER, self._seed, epoch)
                self._epochs[epoch] = chance.permutation(self._count)
            return int(self._epochs[epoch][place])
