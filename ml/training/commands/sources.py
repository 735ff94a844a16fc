"""Remembers beside a run where its data lay, so that it can be gone on with and measured."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ml.training.data.options import DataOptions
from ml.training.declared import plain
from ml.training.experiment_file import plain_values, with_plain_values
from ml.training.problems import TrainingProblem
from ml.training.publishing.card import write_text

FILE_NAME = "sources.json"


class NoData(TrainingProblem):
    """Nobody said what to train on or to measure with."""


@dataclass(frozen=True)
class Sources:
    """Folders and packs, and how they are read; no part of what a run is."""

    paths: tuple[Path, ...]
    options: DataOptions = DataOptions()

    def write(self, run: Path) -> None:
        """Keep them in the folder of a run."""
        run.mkdir(parents=True, exist_ok=True)
        kept: dict[str, Any] = {
            "data": [str(path.absolute()) for path in self.paths],
            "options": {name: plain(v) for name, v in plain_values(self.options).items()},
        }
        write_text(run / FILE_NAME, json.dumps(kept, indent=2) + "\n")


def sources_of(run: Path, paths: Sequence[Path], options: DataOptions | None = None) -> Sources:
    """What was stated, else what the run was trained with; raises `NoData`."""
    if paths:
        return Sources(tuple(paths), options or DataOptions())
    try:
        kept = json.loads((run / FILE_NAME).read_text(encoding="utf-8"))
        read = with_plain_values(DataOptions(), kept["options"], FILE_NAME)
        return Sources(tuple(Path(path) for path in kept["data"]), options or read)
    except (OSError, ValueError, KeyError, TypeError):
        raise NoData("Say what the data is: --data DIR, a folder or a .pack.") from None
