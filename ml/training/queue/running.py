"""Trains one entry of the queue within a time, leaving whole weights behind every few minutes."""

from __future__ import annotations

import dataclasses
import gc
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from ml.training.commands.evaluation import measure
from ml.training.commands.terminal import TrainingLine, left_words
from ml.training.commands.train import Wanted, open_splits, read_words
from ml.training.experiment import Experiment
from ml.training.items import Items
from ml.training.loop import checkpoint as checkpoints
from ml.training.loop.holding import only_here
from ml.training.loop.record import Record
from ml.training.problems import TrainingProblem
from ml.training.progress import Outcome, Progress, Running, Watch
from ml.training.publishing.publish import record_of
from ml.training.publishing.trained import open_trained
from ml.training.queue.entries import Entry
from ml.training.queue.output import leave
from ml.training.queue.probing import Probe, limit_s, step_seconds
from ml.training.trainer import Trainer

Clock = Callable[[], float]
RESERVE_S = 15.0
USED_SHARE = 0.92
"""Of the time that is left after probing; the rest is for samples, measures and publishing."""


class NoMemory(TrainingProblem):
    """The device cannot hold even one example at a time."""


class TooLarge(Exception):
    """The device cannot hold so many examples at a time."""


@dataclass(frozen=True)
class Limits:
    """How long this command may take, and all commands of this lease together."""

    minutes: float
    whole_minutes: float = 0.0
    publish_minutes: float = 3.0
    began_s: float | None = None
    """When this process began, on the clock of the run; loading torch counts too."""

    @property
    def whole_s(self) -> float:
        """For all commands together, in seconds."""
        return 60.0 * max(self.minutes, self.whole_minutes)


@dataclass(frozen=True)
class Places:
    """Where packs and earlier weights are, where the state is kept, and where results go."""

    packs: Path
    output: Path
    work: Path
    weights: Sequence[Path] = ()


class EntryRun:
    """One entry on this machine: probed, trained, published; `run` may be called again to go on.

    `work` keeps the full state as long as the machine lasts; `output` gets what shall outlast it.
    """

    def __init__(
        self, entry: Entry, places: Places, limits: Limits, line: TrainingLine, clock: Clock
    ) -> None:
        self._entry, self._places, self._limits = entry, places, limits
        self._line, self._clock = line, clock
        self._began_s = clock() if limits.began_s is None else limits.began_s
        self._end_s = self._began_s + 60.0 * limits.minutes
        self._folder = places.work / entry.id
        self._notes: list[str] = []
        self.published_s = self.measured_s = 0.0
        self._published_step = -1

    def run(self) -> Outcome:
        """Train until the end or until the time is nearly over; then publish once more.

        Raises a `TrainingProblem`, a `DataWrong`, or what the trainer raises.
        """
        with only_here(self._places.work, f".{self._entry.id}.lock"):
            return self._run()

    def _run(self) -> Outcome:
        wanted = self._wanted()
        outcome = self._train(wanted)
        if not outcome.is_finished and self._measure(wanted, outcome.step):
            self._published_step = -1
        if self._published_step != outcome.step:
            self.publish(outcome.step)
        return outcome

    def publish(self, step: int) -> None:
        """Leave what there is in the output folder; whole there at any moment."""
        began_s = self._clock()
        self._published_step = step
        target = leave(self._entry, self._folder, self._places.output, self._notes)
        self.published_s = self._clock() - began_s
        self._line.message(f"Published in {target} ({self.published_s:.1f} s)")

    def is_time(self) -> bool:
        """Whether training must stop so that measuring and publishing still fit."""
        reserve_s = RESERVE_S + 2 * self.measured_s + 2 * self.published_s
        return self._clock() >= self._end_s - min(reserve_s, 0.3 * 60.0 * self._limits.minutes)

    def note_measuring(self) -> None:
        """Remember how long measuring takes, as the record has it."""
        measured = [line for line in record_of(self._folder) if line.get("kind") == "measures"]
        self.measured_s = float(measured[-1].get("seconds", 0.0)) if measured else 0.0

    def _measure(self, wanted: Wanted, step: int) -> bool:
        """Measure a run that is not at its end, where there is time; whether it was done."""
        _, val = open_splits(wanted.recipe, wanted.sources, lambda sentence: None)
        is_late = self._clock() + 1.5 * self.measured_s + self.published_s > self._end_s
        if val is None or is_late:
            return False
        trained = open_trained(self._folder, wanted.running.device)
        measures = measure(trained, val)
        Record(self._folder, step).add("measures", step, {"measures": measures})
        self._line.evaluated(step, measures)
        return True

    def _wanted(self) -> Wanted:
        """The run in the work folder as it is, or a new one, warm if there are weights."""
        system, folder = self._entry.system, self._folder
        if (folder / checkpoints.NAME).exists():
            return read_words(system, ["--resume", "--run", str(folder)])
        packs = [str(path) for path in self._entry.packs_in(self._places.packs)]
        words = ["--run", str(folder), "--data", *packs, *self._entry.words]
        if warm := self._entry.warm_start_in(self._places.weights):
            words += [*self._entry.warm_words, "--warm-start", *(str(path) for path in warm)]
            self._notes.append(f"started from {', '.join(path.name for path in warm)}")
        return self._fitted(read_words(system, words))

    def _fitted(self, wanted: Wanted) -> Wanted:
        """With as many steps as the time allows, where the entry wants that."""
        if not self._entry.fit:
            return wanted
        experiment, step_s = self._probed(wanted)
        left_s = max(1.0, self._limits.whole_s - (self._clock() - self._began_s))
        steps = max(1, int(USED_SHARE * left_s / step_s))
        self._line.message(
            f"A step takes {1000 * step_s:.3g} ms: {steps} steps in {left_words(left_s)}."
        )
        return dataclasses.replace(wanted, experiment=dataclasses.replace(experiment, steps=steps))

    def _probed(self, wanted: Wanted) -> tuple[Experiment, float]:
        """An experiment that fits the device's memory, and how long its steps take."""
        train, _ = open_splits(wanted.recipe, wanted.sources, self._line.message)
        experiment = wanted.experiment
        while True:
            trying = dataclasses.replace(wanted, experiment=experiment)
            try:
                return experiment, step_seconds(
                    lambda steps, trying=trying: self._probe(trying, train, steps)
                )
            except TooLarge:
                experiment = self._lighter(experiment)

    def _probe(self, wanted: Wanted, train: Items, steps: int) -> Probe:
        """So many steps in a folder that is thrown away; raises `TooLarge`."""
        folder = self._folder.with_name(f".{self._folder.name}-probe")
        shutil.rmtree(folder, ignore_errors=True)
        short = dataclasses.replace(wanted.experiment, steps=steps)
        running = self._running(wanted.running, probing=True)
        began_s, most_s = self._clock(), limit_s(self._limits.whole_s)
        outcome = _or_none(
            Trainer(wanted.recipe, short, folder, train, None, Watch(), running),
            lambda: self._clock() - began_s > most_s,
        )
        shutil.rmtree(folder, ignore_errors=True)
        if outcome is None:
            raise TooLarge
        return Probe(outcome.step, self._clock() - began_s)

    def _train(self, wanted: Wanted) -> Outcome:
        """Again with less memory each time the device has too little."""
        train, val = open_splits(wanted.recipe, wanted.sources, self._line.message)
        wanted.sources.write(self._folder)
        running = self._running(wanted.running)
        while True:
            watch = Publishing(self, self._line)
            trainer = Trainer(
                wanted.recipe, wanted.experiment, self._folder, train, val, watch, running
            )
            outcome = _or_none(trainer, self.is_time)
            if outcome is not None:
                return outcome
            wanted = dataclasses.replace(wanted, experiment=self._lighter(wanted.experiment))
            adopt(self._folder, wanted.experiment)

    def _lighter(self, experiment: Experiment) -> Experiment:
        lighter = lighter_of(experiment)
        note = (
            f"too little memory: batch {lighter.batch} in {lighter.accumulate} parts instead of "
            f"{experiment.batch} in {experiment.accumulate}"
        )
        self._notes.append(note)
        self._published_step = -1  # the page has to say it
        self._line.message(note)
        return lighter

    def _running(self, running: Running, *, probing: bool = False) -> Running:
        if probing:
            return dataclasses.replace(running, previews=0, evaluations=0, catch_signals=False)
        every_s = 60.0 * self._limits.publish_minutes
        return dataclasses.replace(running, checkpoint_every_s=every_s)


class Publishing(Watch):
    """Passes all on to the terminal, and publishes after each checkpoint."""

    def __init__(self, run: EntryRun, line: TrainingLine) -> None:
        self._run, self._line = run, line

    def progress(self, progress: Progress) -> None:
        self._line.progress(progress)

    def message(self, sentence: str) -> None:
        self._line.message(sentence)

    def evaluated(self, step: int, measures: Mapping[str, float]) -> None:
        self._run.note_measuring()
        self._line.evaluated(step, measures)

    def checkpoint(self, path: Path, step: int) -> None:
        del path
        self._run.publish(step)


def lighter_of(experiment: Experiment) -> Experiment:
    """The same with half the examples on the device at once; raises `NoMemory` at one.

    The batch is cut into twice as many parts; one that cannot be is halved itself.
    """
    at_once = experiment.batch // experiment.accumulate
    if at_once <= 1:
        raise NoMemory("The device has too little memory for even one example; use smaller crops.")
    if experiment.batch % (2 * experiment.accumulate) == 0:
        return dataclasses.replace(experiment, accumulate=2 * experiment.accumulate)
    return dataclasses.replace(experiment, batch=at_once // 2 * experiment.accumulate)


def adopt(folder: Path, experiment: Experiment) -> None:
    """Let the state in a folder go on with other parts of a batch than it was begun with.

    The trainer would refuse it, since it changes roundings; the queue notes it on its page.
    """
    path = folder / checkpoints.NAME
    if not path.exists():
        return
    kept = checkpoints.read(path)
    identity = dict(kept.facts["identity"])
    changed = {"batch": experiment.batch, "accumulate": experiment.accumulate}
    identity["experiment"] = {**identity["experiment"], **changed}
    facts = {**kept.facts, "identity": identity}
    checkpoints.write(checkpoints.Checkpoint(kept.tensors, facts), folder)


def _or_none(trainer: Trainer, stop: Callable[[], bool]) -> Outcome | None:
    """How it ended; None where the device ran out of memory, which is then given back."""
    try:
        return trainer.run(stop)
    except Exception as error:
        if not is_out_of_memory(error):
            raise
    # Only here, outside of the handler, has the traceback let go of the tensors.
    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    return None


def is_out_of_memory(error: BaseException) -> bool:
    """Whether the device, or this machine, had too little memory."""
    kinds = (torch.OutOfMemoryError, MemoryError)
    words = ("out of memory", "can't allocate memory", "CUBLAS_STATUS_ALLOC_FAILED")
    text = str(error)
    return isinstance(error, kinds) or (
        isinstance(error, RuntimeError) and any(word in text for word in words)
    )


def monotonic() -> float:
    """Seconds on a clock that never goes back."""
    return time.monotonic()
