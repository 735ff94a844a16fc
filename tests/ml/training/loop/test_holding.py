"""Two trainings cannot share a folder, and a killed one holds nobody up."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from dataset_files import write_split_set

from benchmarks.torture.small_gan import SmallGan, SmallOptions, SmallPictures
from ml.training.loop import holding
from ml.training.loop.checkpoint import NAME
from ml.training.loop.holding import RunBusy, only_here
from ml.training.progress import Running
from ml.training.trainer import Trainer

Call = Callable[..., tuple[int, str, str]]
SYSTEM = "small_regression"


def trainer(folder: Path) -> Trainer:
    recipe = SmallGan(SmallOptions())
    running = Running(device="cpu", loader_threads=1, previews=0, catch_signals=False)
    return Trainer(recipe, recipe.defaults, folder, SmallPictures(), running=running)


def hold(folder: str, marker: str) -> None:
    """Hold a folder until somebody ends this process."""
    with only_here(Path(folder)):
        Path(marker).touch()
        time.sleep(600)


def test_a_second_training_in_the_folder_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    refused: list[str] = []

    def meanwhile() -> bool:
        if not refused:
            before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
            with pytest.raises(RunBusy) as caught:
                trainer(tmp_path).run()
            refused.append(str(caught.value))
            assert {p.name: p.stat().st_mtime_ns for p in tmp_path.iterdir()} == before
        return False

    outcome = trainer(tmp_path).run(meanwhile)
    assert outcome.is_finished
    assert refused[0].startswith(f"Another training is at work in {tmp_path}: wait for it")
    assert trainer(tmp_path).run().digest == outcome.digest, "afterwards the folder is free"


def test_the_command_says_it_in_one_sentence(call: Call, tmp_path: Path) -> None:
    write_split_set(tmp_path / "photos")
    run = tmp_path / "run"
    words = ("train", SYSTEM, "--data", tmp_path / "photos", "--run", run, "--steps", 2)
    with only_here(run):
        code, out, err = call(*words)
        assert (code, out) == (2, "")
        assert err.splitlines()[-1].endswith("or choose another folder for this one.")
        assert [path.name for path in run.iterdir()] == [holding.LOCK], "nothing is written"
    assert call(*words)[0] == 0
    assert (run / NAME).exists()


@pytest.mark.skipif(os.name == "nt", reason="kills by signals of POSIX")
def test_a_killed_training_lets_go(tmp_path: Path) -> None:
    marker = tmp_path / "holding"
    process = multiprocessing.get_context("forkserver").Process(
        target=hold, args=(str(tmp_path), str(marker)), daemon=True
    )
    process.start()
    deadline_s = time.monotonic() + 120
    while not marker.exists() and time.monotonic() < deadline_s:
        time.sleep(0.01)
    with pytest.raises(RunBusy), only_here(tmp_path):
        pass
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join(200)
    with only_here(tmp_path):
        pass
