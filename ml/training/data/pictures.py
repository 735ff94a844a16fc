"""Finds pictures below a folder, and what a manifest or the names of folders say of them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ml.training.data.decoding import EXTENSIONS
from ml.training.data.entries import Blob, Entry, Listing, Part
from ml.training.data.failures import FolderMissing, ManifestWrong, WrongKind
from ml.training.data.options import DataOptions
from ml.training.data.splits import split_by_name, split_folders
from ml.training.data.tables import LICENCE_COLUMNS, file_of, first_of, read_table, split_of
from ml.training.items import ItemKind

MANIFEST = "manifest.csv"


@dataclass(frozen=True)
class Found:
    """A file below a root; `split` is empty where nothing states one."""

    root: Path
    inside: str
    """Path below the root, with forward slashes."""
    split: str = ""
    licence: str = ""

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.root / self.inside

    @property
    def name(self) -> str:
        """The root's name and the path below it."""
        return f"{self.root.name}/{self.inside}"

    def part(self, role: str) -> Part:
        """The whole file in this role."""
        return Part(role, self.name, Blob(self.path))


def checked_root(path: Path) -> Path:
    """The folder, absolute; raises `FolderMissing`."""
    root = Path(path).expanduser().absolute()
    if not root.is_dir():
        raise FolderMissing(f"There is no folder {path}; state the folder that holds the data.")
    return root


def files_below(root: Path, extensions: tuple[str, ...] = EXTENSIONS) -> list[str]:
    """Paths below a folder in order of names, hidden ones left out; links are not followed."""
    found: list[str] = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inside = Path(folder).relative_to(root)
        found += [
            (inside / name).as_posix()
            for name in names
            if name.lower().endswith(extensions) and not name.startswith(".")
        ]
    return sorted(found)


def find_pictures(root: Path, notices: list[str]) -> list[Found]:
    """All pictures of a data set with the splits that are stated; raises `WrongKind` for none."""
    manifest = root / MANIFEST
    found = _listed(root, manifest, notices) if manifest.is_file() else _walked(root)
    if not found:
        raise WrongKind(f"{root} holds no pictures ({', '.join(EXTENSIONS[:4])}, …).")
    return found


def _walked(root: Path) -> list[Found]:
    folders = split_folders(root)
    if not folders:
        return [Found(root, inside) for inside in files_below(root)]
    return [
        Found(root, f"{folder.name}/{inside}", split)
        for split, folder in folders.items()
        for inside in files_below(folder)
    ]


def _listed(root: Path, manifest: Path, notices: list[str]) -> list[Found]:
    """What a manifest names; nobody stated a split for other files, so they are left out."""
    rows = {file_of(row): row for row in read_table(manifest)}
    there = set(files_below(root))
    missing = sorted(set(rows) - there)
    if missing:
        raise ManifestWrong(
            f"{manifest} names {missing[0]}, which is not there"
            + (f" (and {len(missing) - 1} more)." if len(missing) > 1 else ".")
        )
    unnamed = len(there - set(rows))
    if unnamed:
        notices.append(f"{unnamed} pictures in {root} are not in {MANIFEST} and are left out.")
    return [
        Found(root, name, split_of(row, manifest), first_of(row, LICENCE_COLUMNS))
        for name, row in sorted(rows.items())
    ]


def list_pictures(root: Path, options: DataOptions) -> Listing:
    """A folder of pictures, each an entry of its own."""
    notices: list[str] = []
    found = find_pictures(root, notices)
    entries = [Entry(f.name, f.split, (f.part("picture"),), licence=f.licence) for f in found]
    return with_splits(Listing(ItemKind.PICTURES, entries, notices=notices), options, root)


def with_splits(listing: Listing, options: DataOptions, root: Path) -> Listing:
    """Draw a split by name for entries without one, and say so."""
    drawn = [entry for entry in listing.entries if not entry.split]
    if not drawn:
        return listing
    listing.entries = [
        entry if entry.split else _drawn(entry, options.val_every) for entry in listing.entries
    ]
    listing.own_split = frozenset(entry.name for entry in drawn)
    listing.notices.append(
        f"Nothing states a split for {len(drawn)} items in {root}: by a hash of their names, "
        f"one in {options.val_every} is val and the others are train."
    )
    return listing


def _drawn(entry: Entry, val_every: int) -> Entry:
    split = split_by_name(entry.name, val_every)
    return Entry(entry.name, split, entry.parts, entry.caption, entry.class_name, entry.licence)
