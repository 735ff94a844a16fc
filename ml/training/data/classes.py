"""Lists pictures with a class each, from a table or from a folder for each class."""

from __future__ import annotations

from collections.abc import Sequence

from ml.training.data.entries import Entry, Listing, Palette
from ml.training.data.failures import LabelOutOfRange, WrongKind
from ml.training.data.options import DataOptions
from ml.training.data.pictures import Found, Root, find_pictures, with_splits
from ml.training.data.splits import split_folders
from ml.training.data.tables import file_of, first_of, read_palette, table_with
from ml.training.items import ItemKind

TABLES = ("labels.csv", "classes.csv", "manifest.csv")
COLUMNS = ("label", "class")
ORDER_FILE = "classes.txt"


def list_classes(root: Root, options: DataOptions) -> Listing:
    """Entries of `picture` with the name of their class; raises `WrongKind`, `LabelOutOfRange`."""
    notices: list[str] = []
    found = find_pictures(root, notices)
    rows = table_with(root.path, TABLES, COLUMNS)
    if rows:
        named = {file_of(row): first_of(row, COLUMNS) for row in rows}
        classed = [(one, named[one.inside]) for one in found if named.get(one.inside)]
    else:
        classed = _by_folder(root, found)
    if len(classed) < len(found):
        notices.append(f"{len(found) - len(classed)} pictures in {root.path} have no class.")
    entries = [
        Entry(one.name, one.split, (one.part("picture"),), class_name=name, licence=one.licence)
        for one, name in classed
    ]
    listing = Listing(ItemKind.CLASSES, entries, notices=notices)
    listing.palette = Palette(_order(root, [name for _, name in classed]))
    return with_splits(listing, options, root)


def _by_folder(root: Root, found: Sequence[Found]) -> list[tuple[Found, str]]:
    splits = set(split_folders(root.path).values())
    classed: list[tuple[Found, str]] = []
    for one in found:
        folders = one.inside.split("/")[:-1]
        folders = folders[1:] if folders and folders[0] in splits else folders
        if not folders:
            raise WrongKind(
                f"{one.name} lies in no folder of a class; there must be a folder for each class, "
                f"or {TABLES[0]} with the columns file and label."
            )
        classed.append((one, folders[0]))
    return classed


def _order(root: Root, names: Sequence[str]) -> tuple[str, ...]:
    """Numbers by value, other names by the alphabet, or as `classes.txt` says."""
    if (root.path / ORDER_FILE).is_file():
        order = read_palette(root.path / ORDER_FILE).names
        unknown = sorted(set(names) - set(order))
        if unknown:
            raise LabelOutOfRange(f"{root.path / ORDER_FILE} does not name {unknown[0]}.")
        return order
    return sorted_classes(names)


def sorted_classes(names: Sequence[str]) -> tuple[str, ...]:
    """Each once; numbers first, and `10` after `9`."""

    def key(name: str) -> tuple[bool, int, str]:
        return (False, int(name), name) if name.isdecimal() else (True, 0, name)

    return tuple(sorted(set(names), key=key))
