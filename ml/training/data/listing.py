"""Chooses how a path is read: which kind of data set, a folder or packs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ml.training.data.entries import Listing
from ml.training.data.failures import WrongKind
from ml.training.data.options import DataOptions
from ml.training.data.pictures import checked_root, list_pictures
from ml.training.items import ItemKind


def list_paths(kind: ItemKind, paths: Sequence[Path], options: DataOptions) -> Listing:
    """All entries under all paths, in order of names, so that the order of paths is nothing."""
    if not paths:
        raise WrongKind("State at least one folder or pack of training data.")
    whole = Listing(kind, [])
    for path in paths:
        found = list_pictures(checked_root(path), options)
        whole.entries += found.entries
        whole.notices += found.notices
        whole.own_split |= found.own_split
    whole.entries.sort(key=lambda entry: entry.name)
    return whole
