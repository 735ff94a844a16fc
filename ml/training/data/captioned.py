"""Lists pictures with a text each, from a .txt of the same name or from a table."""

from __future__ import annotations

from collections.abc import Mapping

from ml.training.data.entries import Entry, Listing
from ml.training.data.failures import WrongKind
from ml.training.data.options import DataOptions
from ml.training.data.pictures import Found, Root, find_pictures, with_splits
from ml.training.data.tables import file_of, first_of, table_with
from ml.training.items import ItemKind

TABLES = ("captions.csv", "metadata.csv", "labels.csv", "manifest.csv")
COLUMNS = ("caption", "text", "prompt", "description")


def list_captioned(root: Root, options: DataOptions) -> Listing:
    """Entries of `picture` with a caption; pictures without one are left out and counted."""
    notices: list[str] = []
    found = find_pictures(root, notices)
    rows = table_with(root.path, TABLES, COLUMNS)
    captions = {file_of(row): first_of(row, COLUMNS) for row in rows}
    entries = [
        Entry(one.name, one.split, (one.part("picture"),), caption, licence=one.licence)
        for one in found
        if (caption := _caption(one, captions))
    ]
    if not entries:
        raise WrongKind(
            f"The pictures in {root.path} have no captions: there must be a .txt of the same name "
            f"beside each, or {TABLES[0]} with the columns file and caption."
        )
    if len(entries) < len(found):
        notices.append(f"{len(found) - len(entries)} pictures in {root.path} have no caption.")
    return with_splits(Listing(ItemKind.CAPTIONED, entries, notices=notices), options, root)


def _caption(one: Found, captions: Mapping[str, str]) -> str:
    """As it stands, a line for each of several; empty where there is none."""
    if one.inside in captions:
        return captions[one.inside]
    path = one.path.with_suffix(".txt")
    if not path.is_file():
        return ""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())
