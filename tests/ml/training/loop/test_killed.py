"""A training that is killed anywhere and started again ends in the same bits."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from benchmarks.torture.small_gan import SmallGan, SmallOptions, SmallPictures
from benchmarks.torture.training import TrainingPlan, kill_trainings
from ml.training.loop.checkpoint import NAME, read
from ml.training.progress import Running
from ml.training.trainer import Trainer

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills by signals of POSIX")


def test_ten_kills_change_nothing() -> None:
    count = kill_trainings(TrainingPlan(kills=10, steps=12, seed=3))
    assert count.kills == 10
    assert count.in_write
    assert (count.other_bits, count.unreadable, count.left) == (0, 0, 0)
    assert len(count.digest) == 64


def endless(folder: str) -> None:
    """Train until somebody ends it."""
    recipe = SmallGan(SmallOptions())
    experiment = type(recipe.defaults)(steps=1_000_000, batch=4)
    running = Running(device="cpu", loader_threads=1, previews=0, checkpoint_every_s=1e9)
    Trainer(recipe, experiment, Path(folder), SmallPictures(), running=running).run()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_leaves_a_checkpoint(tmp_path: Path, number: signal.Signals) -> None:
    process = multiprocessing.get_context("forkserver").Process(
        target=endless, args=(str(tmp_path),)
    )
    process.start()
    deadline_s = time.monotonic() + 120
    while not (tmp_path / "experiment.toml").exists() and time.monotonic() < deadline_s:
        time.sleep(0.01)
    assert process.pid is not None
    os.kill(process.pid, number)
    process.join(200)
    assert process.exitcode == 0
    assert read(tmp_path / NAME).facts["step"] >= 0
