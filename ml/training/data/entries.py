"""What was found in folders and packs, before and after it is read: files, entries, facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from ml.training.items import ItemKind

SPLITS = ("train", "val", "test")


class Side(Enum):
    """Which part of a file a picture is; side-by-side pairs share one file."""

    WHOLE = ""
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True)
class Blob:
    """Some bytes on disk: a whole file, or a stretch of a pack."""

    path: Path
    offset: int = 0
    size: int = -1
    """-1: to the end of the file."""

    def read(self) -> bytes:
        """Read with a handle of its own, so that threads do not disturb each other."""
        with self.path.open("rb") as opened:
            opened.seek(self.offset)
            return opened.read(self.size)


@dataclass(frozen=True)
class Part:
    """One array of an item: its role is the item's key (`frame` for each of `frames`)."""

    role: str
    name: str
    """The folder's name and the path below it, as messages and packs show it."""
    blob: Blob
    side: Side = Side.WHOLE

    @property
    def is_labels(self) -> bool:
        """Whether numbers are read, and not colours."""
        return self.role == "labels"


@dataclass(frozen=True)
class Entry:
    """What belongs together: a picture, a pair, a picture with labels, a whole sequence."""

    name: str
    split: str
    parts: tuple[Part, ...]
    caption: str = ""
    class_name: str = ""
    licence: str = ""


@dataclass(frozen=True)
class Facts:
    """What reading a file once told; `rows` and `columns` are those of the whole file."""

    sha256: str
    rows: int
    columns: int
    look: str = ""
    """Hexadecimal small hash (see `ml.training.data.looks`); empty where it would not tell."""
    values: tuple[int, ...] = ()
    """The numbers in a label map."""


@dataclass(frozen=True)
class Palette:
    """Class names, and where label maps are coloured, their colours in the same order."""

    names: tuple[str, ...] = ()
    colours: tuple[tuple[int, int, int], ...] = ()
    numbers: tuple[int, ...] = field(default=(), repr=False)
    """What the classes are in the files, where that is not their place here; others are none."""

    @property
    def told(self) -> str:
        """All of it, for fingerprints; as ever where no numbers are changed."""
        return f"{self} {self.numbers}" if self.numbers else str(self)


@dataclass
class Listing:
    """Everything that was found under some paths, in all splits, in order of names."""

    kind: ItemKind
    entries: list[Entry]
    facts: dict[tuple[str, bool], Facts] = field(default_factory=dict)
    """By the name of a part and whether it is labels; packs bring theirs along."""
    palette: Palette = Palette()
    notices: list[str] = field(default_factory=list)
    own_split: frozenset[str] = frozenset()
    """Names of entries whose split was drawn here and not stated by anybody."""


FactsByPart = Mapping[tuple[str, bool], Facts]
Box = tuple[int, int, int, int]


def fact_key(part: Part) -> tuple[str, bool]:
    """What a part's facts are kept under."""
    return part.name, part.is_labels
