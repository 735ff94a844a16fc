"""Where the runs of this machine lie, and which one a word means."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ml.training.catalog import RECIPES
from ml.training.commands.terminal import command
from ml.training.experiment_file import FILE_NAME
from ml.training.loop import checkpoint as checkpoints
from ml.training.problems import TrainingProblem, nearest
from ml.training.publishing.card import CARD_FILE, read_card

FOLDER_VARIABLE = "PENTIMENTO_RUNS"
"""Names the folder of all runs; the program's command sets it to the person's own."""
HOME_VARIABLE = "PENTIMENTO_HOME"


class NoSuchRun(TrainingProblem):
    """A word names neither a run nor weights nor a system that was trained here."""


def runs_folder() -> Path:
    """The folder under which every run has its own: `<system>/<run id>`."""
    if stated := os.environ.get(FOLDER_VARIABLE):
        return Path(stated).expanduser().absolute()
    if home := os.environ.get(HOME_VARIABLE):
        return Path(home).expanduser().absolute() / "data" / "training"
    if sys.platform == "win32":
        usual = os.environ.get("LOCALAPPDATA", "~/AppData/Local")
    elif sys.platform == "darwin":
        usual = "~/Library/Application Support"
    else:
        usual = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(usual).expanduser() / "pentimento" / "training"


def runs_of(system: str) -> list[Path]:
    """The runs of a system that have a checkpoint, the latest last."""
    found = (runs_folder() / system).glob(f"*/{checkpoints.NAME}")
    return [path.parent for path in sorted(found, key=lambda path: path.stat().st_mtime)]


def find(word: str, systems: Sequence[str] | None = None) -> Path:
    """The folder of a run, a file of weights, or the latest run of a system.

    A folder of published weights stands for its first file. Raises `NoSuchRun`.
    """
    known = list(RECIPES) if systems is None else list(systems)
    path = Path(word).expanduser()
    if word in known and not path.exists():
        if runs := runs_of(word):
            return runs[-1]
        raise NoSuchRun(
            f"{word} was not trained on this machine yet; train it first: "
            f"{command()} train {word} --data DIR"
        )
    if path.is_file() and path.suffix == ".safetensors":
        return path
    if (path / CARD_FILE).is_file():
        return path / str(read_card(path)["parts"][0]["file"])
    if (path / FILE_NAME).is_file():
        return path
    if parts := sorted(path.glob("*.safetensors")):
        return parts[0]
    if path.exists():
        raise NoSuchRun(f"{word} is neither the folder of a run nor weights.")
    raise NoSuchRun(f"{word} is no file, no folder and no system{nearest(word, known)}")
