"""The one loop that trains every system, and goes on where it was killed with the same bits."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ml.training.experiment import Experiment
from ml.training.items import Items
from ml.training.loop import checkpoint as checkpoints
from ml.training.loop.distributed import joined
from ml.training.loop.holding import only_here
from ml.training.loop.precision import chosen_device, computing
from ml.training.loop.run import Run
from ml.training.loop.stopping import Stopping
from ml.training.problems import TrainingProblem
from ml.training.progress import Outcome, Running, Watch
from ml.training.recipe import Recipe


class WrongData(TrainingProblem):
    """The items are not what the recipe learns from."""


@dataclass
class Trainer:
    """Trains `recipe` on `train` in `folder`, which belongs to this run alone.

    Where the folder holds a checkpoint the run goes on from it: killed at any moment and started
    again, it ends in the same bits as one that never was (on one machine, with the same number of
    threads; on a graphics card with `deterministic`). Keep what a step needs in the networks, the
    optimisers and `Recipe.state`; all chance comes from the seed and the step's number.
    """

    recipe: Recipe[Any]
    experiment: Experiment
    folder: Path
    train: Items
    val: Items | None = None
    watch: Watch = field(default_factory=Watch)
    running: Running = Running()

    def run(self, stop: Callable[[], bool] | None = None) -> Outcome:
        """Train to the end, or until `stop` answers true or SIGINT or SIGTERM comes.

        Then a checkpoint is written first. Raises WrongData, RunBusy, BadTimetable,
        OtherExperiment, CheckpointDamaged, CheckpointFailed, ExampleFailed, NothingToLearn or
        Diverged.
        """
        self._check()
        self.folder.mkdir(parents=True, exist_ok=True)
        device = chosen_device(self.running.device)
        with ExitStack() as stack:
            stack.enter_context(computing(self.experiment, device))
            processes = stack.enter_context(joined(device))
            stopping = stack.enter_context(Stopping(stop, signals=self.running.catch_signals))
            if processes.is_first:
                stack.enter_context(only_here(self.folder))
                checkpoints.sweep(self.folder)
            return Run(self, processes, stopping).to_the_end()

    def _check(self) -> None:
        for items in (self.train, self.val):
            if items is None:
                continue
            if items.kind is not self.recipe.kind:
                raise WrongData(
                    f"{self.recipe.title} learns from {self.recipe.kind.value} items; "
                    f"these are {items.kind.value}."
                )
        if not len(self.train):
            raise WrongData("There is nothing to learn from: the data for training is empty.")
