"""The training queue: what to train next, read from the blocks of `docs/training-queue.md`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

import ml
from ml.training.problems import TrainingProblem, nearest

_BLOCK = re.compile(r"^```toml\n(.*?)^```", re.MULTILINE | re.DOTALL)


class QueueWrong(TrainingProblem):
    """The queue cannot be read, or has no entry that can be trained here."""


@dataclass(frozen=True)
class Entry:
    """One thing to train: the most valuable stands first in the file.

    `words` are options of `train`, `warm_words` more of them where it starts from weights;
    `packs` are names of packs in the order of `--data`, and `data` the folders of a data
    collection that each is made of, with `pack_words` for all.
    `weights` is where the last weights lie, below the program's folder. With `fit` the steps are
    chosen so that the schedule ends in the time there is. `metric` is compared with `goal`, which
    is a number or the name of another metric.
    """

    id: str
    system: str
    what: str
    packs: tuple[str, ...]
    data: tuple[str, ...] = ()
    pack_words: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    warm_words: tuple[str, ...] = ()
    teachers: tuple[str, ...] = ()
    weights: str = ""
    minutes: int = 25
    fit: bool = True
    metric: str = ""
    better: Literal["higher", "lower"] = "higher"
    goal: float | str = ""
    reached: str = ""
    licence: str = "MIT"
    family: str = ""
    facts: str = ""

    def packs_in(self, folder: Path) -> list[Path]:
        """The files of all its packs, in order; raises `QueueWrong` where one is missing."""
        found: list[Path] = []
        for name in self.packs:
            shards = sorted([*folder.glob(f"{name}.pack"), *folder.glob(f"{name}-*of*.pack")])
            if not shards:
                raise QueueWrong(f"{folder} has no pack {name}, which {self.id} is trained on.")
            found += shards
        return found

    def warm_start_in(self, folders: Sequence[Path]) -> list[Path]:
        """The last weights, from the first folder that has them; empty where there are none."""
        for folder in folders:
            places = (folder / self.weights if self.weights else None, folder / self.id)
            for place in places:
                if place is not None and (files := sorted(place.glob("*.safetensors"))):
                    return files
        return []


def root() -> Path:
    """The program's folder, in which the queue and the shipped weights lie."""
    return Path(ml.__path__[0]).parent


def queue_file() -> Path:
    """The queue of this program."""
    return root() / "docs" / "training-queue.md"


def read_queue(path: Path) -> list[Entry]:
    """All entries in order; raises `QueueWrong` with the entry and what is wrong with it."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise QueueWrong(f"There is no queue in {path}.") from error
    entries = [_entry(block, path.name) for block in _BLOCK.findall(text)]
    names = [entry.id for entry in entries]
    for name in names:
        if names.count(name) > 1:
            raise QueueWrong(f"{path.name} has two entries called {name}.")
    return entries


def entry_called(entries: Sequence[Entry], name: str) -> Entry:
    """Raises `QueueWrong` with the nearest name."""
    for entry in entries:
        if entry.id == name:
            return entry
    raise QueueWrong(f"The queue has no {name}{nearest(name, [entry.id for entry in entries])}")


def _entry(block: str, where: str) -> Entry:
    try:
        read: dict[str, Any] = tomllib.loads(block)
    except tomllib.TOMLDecodeError as error:
        raise QueueWrong(f"An entry of {where} cannot be read: {error}.") from error
    name = read.get("id", "without an id")
    known = {field.name for field in fields(Entry)}
    for key in read:
        if key not in known:
            raise QueueWrong(f"The entry {name} of {where} has no {key}{nearest(key, known)}")
    for key in ("id", "system", "what", "packs"):
        if key not in read:
            raise QueueWrong(f"The entry {name} of {where} does not say its {key}.")
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in read.items()}
    return Entry(**values)
