"""Reads CelebA as it is published: aligned faces, a table of attributes, a table of splits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ml.training.data.entries import Entry, Listing, Palette
from ml.training.data.failures import ManifestWrong, OptionWrong, WrongKind
from ml.training.data.options import DataOptions
from ml.training.data.pictures import Found, Root
from ml.training.items import ItemKind

ATTRIBUTES, PARTITION = "list_attr_celeba.txt", "list_eval_partition.txt"
FOLDER = "img_align_celeba"
_PLACES = ("", "Anno", "Eval")
_SPLITS = {"0": "train", "1": "val", "2": "test"}
_VALUES = {"1": True, "-1": False}


@dataclass(frozen=True)
class Attributes:
    """Names in the order of the file, and which a picture has."""

    path: Path
    names: tuple[str, ...]
    rows: dict[str, tuple[bool, ...]]

    def column(self, name: str) -> int:
        """The place of an attribute; raises `OptionWrong` with those that there are."""
        if not name:
            raise OptionWrong(
                f"{self.path} divides faces by {len(self.names)} attributes: state one as "
                "--data.attribute, such as Male."
            )
        if name not in self.names:
            known = ", ".join(self.names)
            raise OptionWrong(f"{self.path} has no attribute called {name}; it has {known}.")
        return self.names.index(name)


def is_celeba(root: Root) -> bool:
    """Whether the folder holds a table of CelebA's attributes."""
    return _table(root, ATTRIBUTES) is not None


def list_celeba(kind: ItemKind, root: Root, options: DataOptions) -> Listing:
    """Faces as PICTURES; by `options.attribute` as CLASSES, or UNPAIRED with it and without.

    Splits are those of the authors. Raises a `DataWrong` that names file and field.
    """
    path = _table(root, ATTRIBUTES)
    if path is None:
        raise WrongKind(f"{root.path} has no {ATTRIBUTES}.")
    attributes, splits = read_attributes(path), _splits(root)
    column = None if kind is ItemKind.PICTURES else attributes.column(options.attribute)
    entries = list[Entry]()
    for file, has in attributes.rows.items():
        found = Found(root, f"{FOLDER}/{file}", splits.get(file, "train"))
        if not found.path.is_file():
            raise ManifestWrong(f"{path} names {file}, which is not in {root.path / FOLDER}.")
        entries.append(_entry(kind, found, None if column is None else has[column], options))
    listing = Listing(kind, entries)
    if kind is ItemKind.CLASSES:
        listing.palette = Palette(_class_names(options))
    return listing


def read_attributes(path: Path) -> Attributes:
    """The count, the names, then a line of a file and 1 or -1 for each; raises `ManifestWrong`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if len(lines) < 2 or not lines[0].strip().isdecimal():
        raise ManifestWrong(f"{path} does not begin with the number of its pictures.")
    names, rows = tuple(lines[1].split()), dict[str, tuple[bool, ...]]()
    for line in lines[2:]:
        if not line.strip():
            continue
        file, *values = line.split()
        if len(values) != len(names):
            raise ManifestWrong(
                f"{path} has {len(values)} values for {file} and {len(names)} attributes."
            )
        wrong = next((n for n, v in zip(names, values, strict=True) if v not in _VALUES), None)
        if wrong is not None:
            value = values[names.index(wrong)]
            raise ManifestWrong(f"{path} says “{value}” for {wrong} of {file}; it must be 1 or -1.")
        rows[file] = tuple(_VALUES[value] for value in values)
    if len(rows) != int(lines[0]):
        raise ManifestWrong(f"{path} announces {int(lines[0])} pictures and names {len(rows)}.")
    return Attributes(path, names, rows)


def _splits(root: Root) -> dict[str, str]:
    path = _table(root, PARTITION)
    if path is None:
        return {}
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        file, _, word = line.strip().partition(" ")
        if file and word.strip() not in _SPLITS:
            raise ManifestWrong(f"{path} says “{word}” for {file}; it must be 0, 1 or 2.")
        if file:
            found[file] = _SPLITS[word.strip()]
    return found


def _entry(kind: ItemKind, found: Found, has: bool | None, options: DataOptions) -> Entry:
    if kind is ItemKind.UNPAIRED:
        role = "first" if has is not options.swap else "second"
        return Entry(found.name, found.split, (found.part(role),))
    name = "" if has is None else _class_names(options)[int(has)]
    return Entry(found.name, found.split, (found.part("picture"),), class_name=name)


def _class_names(options: DataOptions) -> tuple[str, str]:
    return f"not {options.attribute}", options.attribute


def _table(root: Root, name: str) -> Path | None:
    places = (root.path / place / name for place in _PLACES)
    return next((path for path in places if path.is_file()), None)
