"""`train` and its kin run in a process of their own, which is told where everything lies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import main
from editor.cli import train
from ml.store.folders import data_folder, models_folder
from resources import index

Call = Callable[..., tuple[int, str, str]]


def test_training_answers_through_the_command_line(call: Call, tmp_path: Path) -> None:
    code, out, err = call("train", "compact_sr", "--stepss", "3")
    assert (code, out) == (2, "")
    assert err == "pentimento train compact_sr has no option --stepss; did you mean --steps?\n"


def test_the_child_finds_teachers_weights_and_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PENTIMENTO_MODELS", "/first")
    monkeypatch.delenv("PENTIMENTO_RUNS", raising=False)
    told = train.environment()
    models = [Path(folder) for folder in told["PENTIMENTO_MODELS"].split(os.pathsep)]
    assert models == [Path("/first"), models_folder(), index.weights()]
    assert told["PENTIMENTO_RUNS"] == str(data_folder() / "training")
    assert told["PENTIMENTO_COMMAND"] == "pentimento"
    root = Path(told["PYTHONPATH"].split(os.pathsep)[0])
    assert (root / "ml" / "training" / "__main__.py").is_file()


def test_a_built_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert train.program() == [sys.executable, "--training"]
    seen: list[list[str]] = []
    monkeypatch.setattr("ml.training.commands.command.main", lambda words: seen.append(words) or 7)
    assert main.main(["--training", "train", "--list"]) == 7
    assert seen == [["train", "--list"]]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another thing there")
def test_an_interrupt_is_left_to_the_child(tmp_path: Path) -> None:
    """The child writes its state on Ctrl+C; the parent must still be there to pass its code on."""
    mark = tmp_path / "ready"
    child = (
        "import pathlib, signal, sys, time\n"
        "signal.signal(signal.SIGINT, lambda *_: (time.sleep(0.3), sys.exit(130)))\n"
        f"pathlib.Path({str(mark)!r}).touch()\n"
        "time.sleep(300)"
    )
    program = (
        "import sys; from editor.cli import train;"
        f"train.program = lambda: [sys.executable, '-c', {child!r}];"
        "sys.exit(train.hand_over('train', []))"
    )
    root = Path(main.__file__).parent
    process = subprocess.Popen([sys.executable, "-c", program], cwd=root, start_new_session=True)
    while not mark.exists() and process.poll() is None:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(200) == 130


@pytest.mark.parametrize("word", ["train", "sample", "evaluate", "measure", "publish"])
def test_every_word_goes_to_its_own_command(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []

    class Child:
        def __init__(self, command: list[str], env: dict[str, str]) -> None:
            seen.append(command)

        def wait(self) -> int:
            return 3

    monkeypatch.setattr(subprocess, "Popen", Child)
    assert getattr(train, word)(["x", "--json"]) == 3
    assert seen[0][-3:] == [word, "x", "--json"]
