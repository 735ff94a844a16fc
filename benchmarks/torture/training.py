"""SIGKILL at random moments of a training, again and again; it must end in the same bits."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import random
import tempfile
import time
from dataclasses import asdict, dataclass
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path

import torch

from benchmarks.torture.small_gan import SmallGan, SmallOptions, SmallPictures
from ml.training.loop import checkpoint as checkpoints
from ml.training.progress import Outcome, Running
from ml.training.trainer import Trainer

_LIFE_LIMIT_S = 60.0
_SAVED_EVERY = 3
_LIVES = 3
"""Kills come in the first third of what a whole training takes."""


@dataclass
class TrainingCount:
    """`in_write`: kills that left a half-written checkpoint beside the whole one. `aimed`: kills
    that waited for a write to begin. `rounds`: trainings carried to their end, and `other_bits`
    those that ended in another sha256 than the one that was never killed. `unreadable`:
    checkpoints that could not be gone on from. `left`: temporary files after the end."""

    kills: int = 0
    in_write: int = 0
    aimed: int = 0
    rounds: int = 0
    steps: int = 0
    other_bits: int = 0
    unreadable: int = 0
    left: int = 0
    digest: str = ""

    @property
    def is_safe(self) -> bool:
        """Whether every training that was killed ended as the one that was not."""
        return self.rounds > 0 and not (self.other_bits or self.unreadable or self.left)

    def as_json(self) -> dict[str, int | str]:
        return asdict(self)


@dataclass(frozen=True)
class TrainingPlan:
    """How often to kill, and how long a training is. Ends early after `limit_s`."""

    kills: int
    steps: int = 24
    seed: int = 1
    limit_s: float = float("inf")


def kill_trainings(plan: TrainingPlan) -> TrainingCount:
    """Train once in peace, then with kills, each time starting again in the same folder."""
    chance = random.Random(plan.seed)
    count = TrainingCount()
    context = _context()
    deadline_s = time.monotonic() + plan.limit_s
    with tempfile.TemporaryDirectory() as outer:
        # The first process also waits for the one it comes from, which imports torch.
        first = context.Process(target=_nothing)
        first.start()
        first.join()
        began_s = time.monotonic()
        count.digest = _life(context, Path(outer) / "whole", plan)
        typical_s = time.monotonic() - began_s
        while count.kills < plan.kills and time.monotonic() < deadline_s:
            folder = Path(outer) / f"round-{count.rounds}"
            _one_round(count, context, folder, plan, (chance, typical_s))
    return count


def train_once(folder: Path, steps: int) -> Outcome:
    """The training that is killed: all kinds of state, a checkpoint every few steps."""
    torch.set_num_threads(1)
    recipe = SmallGan(SmallOptions())
    experiment = recipe.defaults
    running = Running(
        device="cpu", loader_threads=1, checkpoint_every=_SAVED_EVERY, previews=2,
        catch_signals=False,
    )  # fmt: skip
    changed = type(experiment)(**{**vars(experiment), "steps": steps, "accumulate": 2})
    return Trainer(recipe, changed, folder, SmallPictures(), running=running).run()


def _one_round(
    count: TrainingCount,
    context: ForkServerContext | SpawnContext,
    folder: Path,
    plan: TrainingPlan,
    pace: tuple[random.Random, float],
) -> None:
    """From nothing to the end of a training, killed on the way while kills are left."""
    chance, typical_s = pace
    folder.mkdir()
    while count.kills < plan.kills:
        aims = chance.random() < 0.5
        process = _begun(context, folder, plan)
        if not _kill(process, folder, chance.uniform(0, typical_s / _LIVES), aims):
            break
        count.kills += 1
        count.aimed += aims
        count.in_write += any(folder.glob(".checkpoint-*.tmp"))
        count.unreadable += not _is_readable(folder)
    digest = _life(context, folder, plan)
    count.rounds += 1
    count.steps += plan.steps
    count.other_bits += digest != count.digest
    count.left += sum(1 for _ in folder.glob(".checkpoint-*.tmp"))


def _is_readable(folder: Path) -> bool:
    path = folder / checkpoints.NAME
    if not path.exists():
        return True
    try:
        checkpoints.read(path)
    except checkpoints.CheckpointDamaged:
        return False
    return True


def _kill(process: BaseProcess, folder: Path, delay_s: float, aims: bool) -> bool:  # noqa: FBT001
    """Kill after the delay, or in the first write after it; False where it ended before."""
    began_s = time.monotonic()
    while process.is_alive() and time.monotonic() - began_s < _LIFE_LIMIT_S:
        is_time = time.monotonic() - began_s >= delay_s
        if is_time and (not aims or any(folder.glob(".checkpoint-*.tmp"))):
            process.kill()
            process.join()
            return process.exitcode != 0
        time.sleep(0.0005)
    process.join()
    return False


def _life(context: ForkServerContext | SpawnContext, folder: Path, plan: TrainingPlan) -> str:
    """Train to the end in a process of its own; the sha256 of everything it ended in."""
    process = _begun(context, folder, plan)
    process.join()
    if process.exitcode:
        return f"ended with status {process.exitcode}"
    return (folder / "digest").read_text(encoding="ascii")


def _begun(
    context: ForkServerContext | SpawnContext, folder: Path, plan: TrainingPlan
) -> BaseProcess:
    process = context.Process(target=_child, args=(str(folder), plan.steps))
    process.start()
    return process


def _nothing() -> None:
    """What the first process does."""


def _child(folder: str, steps: int) -> None:
    outcome = train_once(Path(folder), steps)
    temporary = Path(folder) / "digest.new"
    temporary.write_text(outcome.digest, encoding="ascii")
    os.replace(temporary, Path(folder) / "digest")


def _context() -> ForkServerContext | SpawnContext:
    """Where it is possible processes come from one that has imported torch and done no more."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


# Torch imports this at the first step of an optimiser, for seconds: not in each life anew.
importlib.import_module("torch._dynamo")
