"""Lists film: each folder that holds numbered frames is a sequence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ml.training.data.entries import Entry, Listing
from ml.training.data.failures import WrongKind
from ml.training.data.options import DataOptions
from ml.training.data.pictures import Found, Root, find_pictures, with_splits
from ml.training.items import ItemKind


def list_sequences(root: Root, options: DataOptions) -> Listing:
    """Entries of many `frame` parts, in the order of the numbers in their names.

    The frames of one folder are of one split. A single sequence without a split is cut in time:
    its end is val, for its frames are too alike to be drawn one by one.
    """
    notices: list[str] = []
    folders: dict[str, list[Found]] = {}
    for one in find_pictures(root, notices):
        folders.setdefault(one.name.rsplit("/", 1)[0], []).append(one)
    entries = [_entry(name, frames) for name, frames in sorted(folders.items())]
    listing = Listing(ItemKind.SEQUENCES, entries, notices=notices)
    if len(entries) == 1 and not entries[0].split:
        return _cut(listing, options, root)
    return with_splits(listing, options, root)


def _entry(name: str, frames: Sequence[Found]) -> Entry:
    splits = {frame.split for frame in frames}
    if len(splits) > 1:
        raise WrongKind(
            f"The frames in {name} belong to {' and '.join(sorted(splits))}; "
            "those of one folder must be of one split."
        )
    ordered = sorted(frames, key=lambda frame: natural(frame.inside))
    return Entry(
        name,
        splits.pop(),
        tuple(frame.part("frame") for frame in ordered),
        licence=ordered[0].licence,
    )


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """A key that puts `frame10` after `frame9`."""
    parts = re.split(r"(\d+)", name)
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)


def _cut(listing: Listing, options: DataOptions, root: Root) -> Listing:
    whole = listing.entries[0]
    count = len(whole.parts)
    val = max(options.frames or 1, count // options.val_every)
    if count < 2 * val:
        listing.entries = [replace(whole, split="train")]
        return listing
    listing.entries = [
        replace(whole, name=f"{whole.name} start", split="train", parts=whole.parts[:-val]),
        replace(whole, name=f"{whole.name} end", split="val", parts=whole.parts[-val:]),
    ]
    listing.notices.append(f"{root.path} is one sequence: its last {val} frames are val.")
    return listing
