"""The way into a data set: from a recipe's kind and some paths to the items of one split."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from ml.training.data.cache import cache_folder
from ml.training.data.collection import Collection
from ml.training.data.entries import Listing
from ml.training.data.failures import EmptySplit
from ml.training.data.index import Broken, Tell, verify
from ml.training.data.labelled import settle_classes
from ml.training.data.leaks import refuse, separate
from ml.training.data.listing import list_paths
from ml.training.data.options import DataOptions
from ml.training.data.pictures import list_pictures, roots_of
from ml.training.items import ItemKind

Split = Literal["train", "val", "test"]
DEFAULT = DataOptions()
SHOWN = 20


def silent(_sentence: str) -> None:
    """Tells nobody."""


def open_items(
    kind: ItemKind,
    paths: Sequence[Path],
    split: Split,
    options: DataOptions = DEFAULT,
    tell: Tell = silent,
) -> Collection:
    """Find, check, split, and cache; `tell` gets sentences of what was skipped or drawn.

    A path is a folder or a `.pack`. Raises a `DataWrong` (see `ml.training.data.failures`).
    """
    listing, broken = checked(kind, paths, options, tell)
    entries = [entry for entry in listing.entries if entry.split == split]
    if not entries:
        raise EmptySplit(_empty(listing, split, paths))
    items = Collection(listing, entries, options)
    if not len(items):
        raise EmptySplit(_too_few(listing, split, options))
    items.broken = tuple(broken)
    items.fill_cache(options, tell)
    return items


def checked(
    kind: ItemKind, paths: Sequence[Path], options: DataOptions, tell: Tell
) -> tuple[Listing, list[Broken]]:
    """Everything under the paths in all splits, every file read once, val kept out of train."""
    listing = list_paths(kind, paths, options)
    cache = cache_folder(options)
    broken = verify(listing, options, cache, tell)
    if kind is ItemKind.LABELLED:
        settle_classes(listing, options)
    listing.notices += [f"Skipped {item.name}: it {item.reason}." for item in broken[:SHOWN]]
    if len(broken) > SHOWN:
        listing.notices.append(f"Skipped {len(broken) - SHOWN} more broken files.")
    separate(listing, options.near_bits)
    for root in roots_of([Path(folder) for folder in options.held_out]):
        held_out = Listing(ItemKind.PICTURES, list_pictures(root, options).entries)
        verify(held_out, options, cache, tell)
        refuse(listing, held_out, options.near_bits)
    for notice in listing.notices:
        tell(notice)
    return listing, broken


def _empty(listing: Listing, split: str, paths: Sequence[Path]) -> str:
    counts = {name: 0 for name in ("train", "val", "test")}
    for entry in listing.entries:
        counts[entry.split] += 1
    said = ", ".join(f"{count} {name}" for name, count in counts.items())
    where = ", ".join(str(path) for path in paths)
    return f"Nothing in {where} belongs to {split}; it holds {said}."


def _too_few(listing: Listing, split: str, options: DataOptions) -> str:
    if listing.kind is ItemKind.UNPAIRED:
        return f"Only one of the two collections has pictures for {split}."
    return f"No {split} sequence has the {options.frames} frames that an item needs."
