"""Keeps two trainings out of one folder, where each would overwrite what the other has reached."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ml.training.problems import TrainingProblem
from ml.training.writing import Taken, held

LOCK = ".lock"


class RunBusy(TrainingProblem):
    """Another process trains in this folder."""


@contextmanager
def only_here(folder: Path, lock: str = LOCK) -> Iterator[None]:
    """Have the folder of a run for this process alone; raises `RunBusy`, having changed nothing.

    Only the first of several processes that train together may ask. `lock` names the file, where
    one folder is held for different things.
    """
    try:
        with held(folder / lock):
            yield
    except Taken as error:
        raise RunBusy(
            f"Another training is at work in {folder}: wait for it or stop it, or choose another "
            "folder for this one."
        ) from error
