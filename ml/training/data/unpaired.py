"""Lists two collections of pictures that have nothing to do with each other."""

from __future__ import annotations

from collections.abc import Sequence

from ml.training.data.entries import Entry, Listing
from ml.training.data.failures import WrongKind
from ml.training.data.options import DataOptions
from ml.training.data.pictures import Found, Root, find_pictures, stated, with_splits
from ml.training.data.twins import TwinNames, find_twins
from ml.training.items import ItemKind

NAMES = TwinNames(
    first=("a", "first", "source"), second=("b", "second", "target"), endings=(("A", "B"),)
)


def list_unpaired(roots: Sequence[Root], options: DataOptions) -> Listing:
    """Entries of one picture, `first` or `second`; raises `WrongKind` for a single collection."""
    notices: list[str] = []
    found = _of_two(roots, notices) if len(roots) == 2 else _of_one(roots[0], notices)
    if options.swap:
        found = found[::-1]
    listing = Listing(ItemKind.UNPAIRED, [], notices=notices)
    # Each collection has its own splits, or a small one might be left without val.
    for role, files, root in zip(("first", "second"), found, (roots[0], roots[-1]), strict=True):
        own = [Entry(f.name, f.split, (f.part(role),), licence=f.licence) for f in files]
        side = with_splits(Listing(ItemKind.UNPAIRED, own), options, root)
        listing.entries += side.entries
        listing.notices += side.notices
        listing.own_split |= side.own_split
    return listing


def _of_two(roots: Sequence[Root], notices: list[str]) -> list[list[Found]]:
    return [find_pictures(root, notices) for root in roots]


def _of_one(root: Root, notices: list[str]) -> list[list[Found]]:
    twins = find_twins([root], NAMES)
    if not twins:
        raise WrongKind(
            f"{root.path} is one collection and two are needed: state two folders, or one with "
            "trainA and trainB, or with A and B."
        )
    first = [found for two in twins for found in two.first.files(two.split)]
    second = [found for two in twins for found in two.second.files(two.split)]
    for found, name in ((first, "first"), (second, "second")):
        if not found:
            raise WrongKind(f"The {name} collection in {root.path} holds no pictures.")
    return [stated(first, root, notices), stated(second, root, notices)]
