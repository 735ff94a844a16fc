"""Finds pictures below a folder, and what a manifest or the names of folders say of them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ml.training.data.decoding import EXTENSIONS
from ml.training.data.entries import Blob, Entry, Listing, Part, Side
from ml.training.data.failures import FolderMissing, ManifestWrong, WrongKind
from ml.training.data.options import DataOptions
from ml.training.data.splits import draw, split_folders
from ml.training.data.tables import LICENCE_COLUMNS, file_of, first_of, read_table, split_of
from ml.training.items import ItemKind

MANIFEST = "manifest.csv"
LMDB = "data.mdb"


@dataclass(frozen=True)
class Root:
    """A stated folder; its label is its name, longer where two stated folders share theirs."""

    path: Path
    label: str


@dataclass(frozen=True)
class Found:
    """A file below a root; `split` is empty where nothing states one."""

    root: Root
    inside: str
    """Path below the root, with forward slashes."""
    split: str = ""
    licence: str = ""

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.root.path / self.inside

    @property
    def name(self) -> str:
        """The root's label and the path below it."""
        return f"{self.root.label}/{self.inside}"

    def part(self, role: str, side: Side = Side.WHOLE) -> Part:
        """The file in this role."""
        return Part(role, self.name, Blob(self.path), side)


def roots_of(paths: Sequence[Path]) -> list[Root]:
    """Absolute folders with labels that differ; raises `FolderMissing`, `WrongKind`."""
    folders = [Path(path).expanduser().absolute() for path in paths]
    for path, folder in zip(paths, folders, strict=True):
        if not folder.is_dir():
            raise FolderMissing(f"There is no folder {path}; state the folder that holds the data.")
    if len(set(folders)) < len(folders):
        raise WrongKind(f"The folder {folders[-1]} is stated twice.")
    depth = 1
    while len({folder.parts[-depth:] for folder in folders}) < len(folders):
        depth += 1
    return [Root(folder, "/".join(folder.parts[-depth:])) for folder in folders]


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


def find_pictures(root: Root, notices: list[str]) -> list[Found]:
    """All pictures of a data set with the splits that are stated; raises `WrongKind` for none."""
    found = stated(walked(root), root, notices)
    if not found and next(root.path.rglob(LMDB), None):
        raise WrongKind(
            f"{root.path} is a database ({LMDB}), as LSUN comes: export its pictures into a folder "
            "first, one for training called as the scene and _train, one for val."
        )
    if not found:
        raise WrongKind(f"{root.path} holds no pictures ({', '.join(EXTENSIONS[:4])}, …).")
    return found


def walked(root: Root) -> list[Found]:
    """All pictures below a folder; without a manifest, folders for splits hide the others."""
    by_folder = {folder: split for split, folder in split_folders(root.path).items()}
    found = [
        Found(root, inside, by_folder.get(inside.split("/")[0], ""))
        for inside in files_below(root.path)
    ]
    if by_folder and not (root.path / MANIFEST).is_file():
        return [one for one in found if one.split]
    return found


def stated(found: list[Found], root: Root, notices: list[str]) -> list[Found]:
    """What the root's manifest says of files; those that it does not name are left out.

    Without a manifest, the same files. Raises `ManifestWrong` for a named file that is missing.
    """
    rows = manifest_rows(root.path)
    if rows is None:
        return found
    named = [
        replace(one, split=rows[one.inside][0] or one.split, licence=rows[one.inside][1])
        for one in found
        if one.inside in rows
    ]
    if len(named) < len(found):
        left = len(found) - len(named)
        notices.append(f"{left} pictures in {root.path} are not in {MANIFEST} and are left out.")
    return named


def manifest_rows(folder: Path) -> Mapping[str, tuple[str, str]] | None:
    """Split and licence by file, or None without a manifest; raises `ManifestWrong`."""
    path = folder / MANIFEST
    if not path.is_file():
        return None
    rows = {file_of(row): row for row in read_table(path)}
    inside = set(files_below(folder))
    missing = sorted(name for name in rows if name not in inside)
    if missing:
        more = f" (and {len(missing) - 1} more)" if len(missing) > 1 else ""
        raise ManifestWrong(f"{path} names {missing[0]}, which is no picture there{more}.")
    return {
        name: (split_of(row, path), first_of(row, LICENCE_COLUMNS)) for name, row in rows.items()
    }


def list_pictures(root: Root, options: DataOptions) -> Listing:
    """A folder of pictures, each an entry of its own."""
    notices: list[str] = []
    found = find_pictures(root, notices)
    entries = [Entry(f.name, f.split, (f.part("picture"),), licence=f.licence) for f in found]
    return with_splits(Listing(ItemKind.PICTURES, entries, notices=notices), options, root)


def with_splits(listing: Listing, options: DataOptions, root: Root) -> Listing:
    """Draw a split by name for entries without one, and say so."""
    drawn = draw([entry.name for entry in listing.entries if not entry.split], options.val_every)
    if not drawn:
        return listing
    listing.entries = [
        entry if entry.split else replace(entry, split=drawn[entry.name])
        for entry in listing.entries
    ]
    listing.own_split |= frozenset(drawn)
    val = sum(split == "val" for split in drawn.values())
    listing.notices.append(
        f"Nothing states a split for {len(drawn)} items in {root.path}: by a hash of their names, "
        f"{val} of them are val (one in {options.val_every}) and the others train."
    )
    return listing
