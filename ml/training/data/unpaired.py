"""Lists two collections of pictures that have nothing to do with each other."""

from __future__ import annotations

from dataclasses import replace

from ml.training.data.entries import Entry, Listing
from ml.training.data.failures import WrongKind
from ml.training.data.options import DataOptions
from ml.training.data.pictures import Found, Root, stated, with_splits
from ml.training.data.twins import TwinNames, find_twins
from ml.training.items import ItemKind

NAMES = TwinNames(
    first=("a", "first", "source"), second=("b", "second", "target"), endings=(("A", "B"),)
)


def list_unpaired(root: Root, options: DataOptions) -> Listing:
    """Both collections below one folder; raises `WrongKind` where there is only one."""
    twins = find_twins([root], NAMES)
    if not twins:
        raise WrongKind(
            f"{root.path} is one collection and two are needed: state two folders, or one with "
            "trainA and trainB, or with A and B."
        )
    first = [found for two in twins for found in two.first.files(two.split)]
    second = [found for two in twins for found in two.second.files(two.split)]
    return join_collections(
        _pictures(first, root, options), _pictures(second, root, options), options
    )


def _pictures(found: list[Found], root: Root, options: DataOptions) -> Listing:
    if not found:
        raise WrongKind(f"One of the two collections in {root.path} holds no pictures.")
    notices: list[str] = []
    entries = [
        Entry(one.name, one.split, (one.part("picture"),), licence=one.licence)
        for one in stated(found, root, notices)
    ]
    return with_splits(Listing(ItemKind.PICTURES, entries, notices=notices), options, root)


def join_collections(first: Listing, second: Listing, options: DataOptions) -> Listing:
    """Two lists of pictures as `first` and `second`; each has its own splits."""
    if options.swap:
        first, second = second, first
    listing = Listing(ItemKind.UNPAIRED, [])
    for role, side in (("first", first), ("second", second)):
        listing.entries += [
            replace(entry, parts=(replace(entry.parts[0], role=role),)) for entry in side.entries
        ]
        listing.facts.update(side.facts)
        listing.notices += side.notices
        listing.own_split |= side.own_split
    return listing
