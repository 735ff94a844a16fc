"""`train`, `sample`, `evaluate`, `measure`, `publish`: given to a process that has torch."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import ml
from ml.store.folders import data_folder, models_folder
from resources import index

MODELS, RUNS, COMMAND = "PENTIMENTO_MODELS", "PENTIMENTO_RUNS", "PENTIMENTO_COMMAND"
INTERRUPTED = 130
IN_BUILT_PROGRAM = "--training"
"""What `main.py` of the built program, which has no `-m`, takes for `-m ml.training`."""


def train(words: Sequence[str]) -> int:
    return hand_over("train", words)


def sample(words: Sequence[str]) -> int:
    return hand_over("sample", words)


def evaluate(words: Sequence[str]) -> int:
    return hand_over("evaluate", words)


def measure(words: Sequence[str]) -> int:
    return hand_over("measure", words)


def publish(words: Sequence[str]) -> int:
    return hand_over("publish", words)


def hand_over(word: str, words: Sequence[str]) -> int:
    """The exit code of the training process.

    An interrupt goes to it too and is left to it: it writes its state before it ends.
    """
    child = subprocess.Popen([*program(), word, *words], env=environment())
    while True:
        try:
            code = child.wait()
        except KeyboardInterrupt:
            continue
        return INTERRUPTED if code < 0 else code


def program() -> list[str]:
    """How training is started; in a built program by itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, IN_BUILT_PROGRAM]
    # -P keeps a folder called `ml` where the person works from being taken for ours.
    return [sys.executable, "-P", "-m", "ml.training"]


def environment() -> dict[str, str]:
    """Where training finds our code, installed teachers, and the place for its runs."""
    root = str(Path(ml.__path__[0]).parent)
    paths = [root, os.environ.get("PYTHONPATH", "")]
    models = [os.environ.get(MODELS, ""), str(models_folder()), str(index.weights())]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        MODELS: os.pathsep.join(path for path in models if path),
        RUNS: os.environ.get(RUNS) or str(data_folder() / "training"),
        COMMAND: "pentimento",
    }
