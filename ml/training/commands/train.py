"""`train SYSTEM`: one run, from its options to its checkpoint, and how to go on with it."""

from __future__ import annotations

import argparse
import importlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ml.training.catalog import RECIPES, recipe_class
from ml.training.commands.arguments import Parser, add_declared, changed_words, read_declared
from ml.training.commands.places import runs_folder, runs_of
from ml.training.commands.sources import Sources, sources_of
from ml.training.commands.terminal import TrainingLine, command, is_first_process, say
from ml.training.data.failures import EmptySplit
from ml.training.data.open import open_items
from ml.training.data.options import DataOptions
from ml.training.experiment import Experiment
from ml.training.experiment_file import (
    FILE_NAME,
    read_run,
    run_file,
    run_id,
    with_plain_values,
)
from ml.training.items import Items
from ml.training.loop import checkpoint as checkpoints
from ml.training.loop.holding import only_here
from ml.training.problems import TrainingProblem, WrongOption
from ml.training.progress import Outcome, Running
from ml.training.recipe import Recipe
from ml.training.trainer import Trainer

INTERRUPTED = 130
OTHERS = {
    "pack": "ml.training.commands.pack",
    "queue": "ml.training.queue.command",
    "unpack": "ml.training.commands.unpack",
}
"""Words that stand in the place of a system; imported when they are used."""


class RunExists(TrainingProblem):
    """The folder holds a run already, and nobody said to go on with it."""


@dataclass(frozen=True)
class Wanted:
    """What the words ask for, checked but not begun."""

    recipe: Recipe[Any]
    experiment: Experiment
    sources: Sources
    folder: Path | None
    running: Running
    minutes: float
    resume: bool
    quiet: bool


def main(words: Sequence[str]) -> int:
    """Train, resume, list the systems, or hand over to the command of another word."""
    if not words or words[0] in ("-h", "--help"):
        say(_usage())
        return 0
    if words[0] == "--list":
        say(systems())
        return 0
    if words[0] in OTHERS:
        return importlib.import_module(OTHERS[words[0]]).main(words[1:])
    if words[0].startswith("-"):
        raise WrongOption(f"Name the system first: {command()} train SYSTEM --data DIR")
    return _train(read_words(words[0], words[1:]))


def systems() -> str:
    """One line for each system that can be trained."""
    found = [recipe_class(system) for system in RECIPES]
    lines = [
        f"{each.system:14} {each.title}: {each.kind.value}, {each.defaults.steps} steps of "
        f"{each.defaults.batch}"
        for each in found
    ]
    return "\n".join(lines) or "There is no system to train yet."


def _usage() -> str:
    start = f"{command()} train"
    return "\n".join(
        (
            f"usage: {start} SYSTEM --data DIR... [options]",
            f"       {start} SYSTEM --resume",
            f"       {start} pack --help",
            f"       {start} unpack --help",
            f"       {start} queue list|next|run|prepare",
            f"       {start} --list",
            "",
            systems(),
            "",
            f"{start} SYSTEM --help tells every option",
        )
    )


def parser_of(system: str, experiment: Experiment, options: Any) -> Parser:
    """All options of a system: the data, this machine, the experiment, the recipe's own."""
    found = recipe_class(system)
    about = f"{found.title}. Learns from {found.kind.value} items."
    parser = Parser(f"train {system}", about, "--data DIR... [--resume] [options]")
    here = parser.add_argument_group("data and place")
    here.add_argument("--data", nargs="+", type=Path, metavar="DIR", help="folders or .pack files")
    # torchrun takes --run for a shortened option of its own, so there is another word for it.
    names = ("--run", "--folder")
    here.add_argument(*names, type=Path, metavar="DIR", help="folder of this run (default: own)")
    here.add_argument("--resume", action="store_true", help="go on where it stopped")
    here.add_argument(
        "--warm-start", nargs="+", type=Path, metavar="FILE", help="published weights to start from"
    )
    here.add_argument(
        "--minutes", type=float, metavar="NUMBER", help="stop after so long, to go on later"
    )
    here.add_argument("--device", default="auto", metavar="NAME", help="auto, cpu, cuda:N or mps")
    here.add_argument(
        "--loader-threads", type=int, default=0, metavar="NUMBER", help="0: by itself"
    )
    here.add_argument(
        "--previews", type=int, default=20, metavar="NUMBER", help="sample grids in all"
    )
    here.add_argument(
        "--evaluations", type=int, default=4, metavar="NUMBER", help="measurements on held-out data"
    )
    here.add_argument(
        "--checkpoint-minutes", type=float, default=5.0, metavar="NUMBER", help="between two"
    )
    here.add_argument("--tensorboard", action="store_true", help="record for TensorBoard too")
    here.add_argument("--quiet", action="store_true", help="no progress")
    add_declared(parser, "experiment", experiment)
    add_declared(parser, found.title.lower(), options)
    add_declared(parser, "reading the data", DataOptions(), "data.")
    return parser


def read_words(system: str, words: Sequence[str]) -> Wanted:
    """Raises a `TrainingProblem`, one sentence that says which option and what was expected.

    With `--resume` and no `--data` all that is not said is taken from the run that is gone on
    with: the one in `--run`, else the latest of this system.
    """
    found = recipe_class(system)
    experiment, options = found.defaults, found.options_type()
    parser = parser_of(system, experiment, options)
    told = parser.read(words)
    folder: Path | None = told.run
    if told.resume and not told.data:
        folder = folder or _latest(system)
        kept = read_run(folder)
        if kept.system != system:
            raise WrongOption(f"{folder} is a run of {kept.system}, not of {system}.")
        experiment = kept.experiment
        options = with_plain_values(options, kept.options, str(folder / FILE_NAME))
    recipe = found(read_declared(told, options))
    experiment = checked(read_declared(told, experiment))
    running = _running(told)
    given = read_declared(told, DataOptions(), "data.")
    stated = given if given != DataOptions() else None
    sources = sources_of(folder or Path(), told.data or (), stated)
    return Wanted(
        recipe,
        experiment,
        sources,
        folder,
        running,
        told.minutes or 0.0,
        told.resume,
        told.quiet,
    )


def checked(experiment: Experiment) -> Experiment:
    """The experiment, if it can be carried out; raises `WrongOption` which value cannot."""
    for name in ("steps", "batch", "accumulate"):
        if getattr(experiment, name) < 1:
            raise WrongOption(
                f"--{name} must be at least 1, and {getattr(experiment, name)} is not."
            )
    if experiment.batch % experiment.accumulate:
        raise WrongOption(
            f"--accumulate {experiment.accumulate} does not divide --batch {experiment.batch}."
        )
    if not 0 <= experiment.average < 1:
        raise WrongOption(f"--average must be from 0 to below 1, and {experiment.average} is not.")
    if experiment.optimiser.lr <= 0:
        raise WrongOption(f"--optimiser.lr must be above 0, and {experiment.optimiser.lr} is not.")
    return experiment


def _running(told: argparse.Namespace) -> Running:
    files = tuple(told.warm_start or ())
    for path in files:
        if not path.is_file():
            raise WrongOption(f"--warm-start {path} is no file.")
    return Running(
        device=told.device,
        loader_threads=told.loader_threads,
        checkpoint_every_s=60.0 * told.checkpoint_minutes,
        previews=told.previews,
        evaluations=told.evaluations,
        warm_start=files,
        tensorboard=told.tensorboard,
    )


def _latest(system: str) -> Path:
    runs = runs_of(system)
    if not runs:
        raise RunExists(
            f"There is no run of {system} in {runs_folder()} to go on with; say --data DIR to "
            "begin one."
        )
    return runs[-1]


def _train(wanted: Wanted) -> int:
    line = TrainingLine(wanted.recipe.system, quiet=wanted.quiet)
    try:
        return _run(wanted, line)
    finally:
        line.end()


def _run(wanted: Wanted, line: TrainingLine) -> int:
    train, val = open_splits(wanted.recipe, wanted.sources, line.message)
    folder = wanted.folder or folder_of(wanted, train, val)
    is_begun = (folder / checkpoints.NAME).exists()
    if is_begun and not wanted.resume:
        raise RunExists(
            f"This run is already in {folder}: add --resume to go on with it, or change --seed or "
            "--run to make another."
        )
    line.message(f"{'Going on with' if is_begun else 'Training'} {wanted.recipe.title} in {folder}")
    if is_first_process():
        with only_here(folder):
            wanted.sources.write(folder)
    stop = Deadline(wanted.minutes)
    trainer = Trainer(wanted.recipe, wanted.experiment, folder, train, val, line, wanted.running)
    outcome = trainer.run(stop)
    line.end()
    return _told(wanted, outcome, folder, by_clock=stop.has_struck)


def open_splits(
    recipe: Recipe[Any], sources: Sources, tell: Callable[[str], None]
) -> tuple[Items, Items | None]:
    """Items to train on, and held-out ones where there are; raises a `DataWrong`."""
    train = open_items(recipe.kind, sources.paths, "train", sources.options, tell)
    try:
        return train, open_items(recipe.kind, sources.paths, "val", sources.options)
    except EmptySplit:
        tell("Nothing is held out, so nothing will be measured.")
        return train, None


def folder_of(wanted: Wanted, train: Items, val: Items | None) -> Path:
    """The run's own folder: the same for the same system, options, experiment and data."""
    data = {"train": train.fingerprint} | ({"val": val.fingerprint} if val else {})
    run = run_file(wanted.recipe.system, wanted.experiment, wanted.recipe.options, data)
    return runs_folder() / run.system / run_id(run)


class Deadline:
    """Says once that the time is over; never where there is no limit."""

    def __init__(self, minutes: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end_s = clock() + 60.0 * minutes if minutes > 0 else None
        self.has_struck = False

    def __call__(self) -> bool:
        if self._end_s is not None and self._clock() >= self._end_s:
            self.has_struck = True
        return self.has_struck


def _told(wanted: Wanted, outcome: Outcome, folder: Path, *, by_clock: bool) -> int:
    if not is_first_process():
        return 0
    system = wanted.recipe.system
    if outcome.is_finished:
        say(f"Done: {outcome.steps} steps in {folder}")
        say(f"Publish it with: {command()} publish {folder} --output DIR")
        return 0
    say(f"Stopped after step {outcome.step} of {outcome.steps}; everything is kept in {folder}")
    say(f"Go on with: {command()} train {system} --resume --run {folder}")
    return 0 if by_clock else INTERRUPTED


def repeatable(recipe: Recipe[Any], experiment: Experiment) -> str:
    """The command that trains the same again, without the folders of this machine."""
    words = [*changed_words(experiment, recipe.defaults)]
    words += changed_words(recipe.options, recipe.options_type())
    return " ".join(["train", recipe.system, "--data", "DIR", *words])
