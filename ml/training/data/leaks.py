"""Refuses to train on pictures that are kept for judging, whatever their files are called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ml.training.data.entries import Entry, Facts, Listing, fact_key
from ml.training.data.failures import HeldOutPicture
from ml.training.data.looks import near_pairs
from ml.training.items import ItemKind

Numbers = set[tuple[int, int]]
Look = Callable[[Entry], list[Facts]]


def separate(listing: Listing, near_bits: int) -> None:
    """Keep train and the other splits apart, by content.

    Where the split was drawn here, the copy in val goes to train, so that val stays clean; where
    somebody stated it, raises `HeldOutPicture` with the two names.
    """
    moved = 0
    while True:
        train = [entry for entry in listing.entries if entry.split == "train"]
        kept = [entry for entry in listing.entries if entry.split != "train"]
        same = _same(train, kept, listing, near_bits)
        if not same:
            break
        movable = {kept[b].name for _, b in same if kept[b].name in listing.own_split}
        _refuse_stated(train, kept, same, movable)
        moved += len(movable)
        listing.entries = [
            replace(entry, split="train") if entry.name in movable else entry
            for entry in listing.entries
        ]
    if moved:
        listing.notices.append(
            f"{moved} items drawn for val are also in train, or nearly so, and were put there."
        )


def refuse(listing: Listing, held_out: Listing, near_bits: int) -> None:
    """Raises `HeldOutPicture` where a picture of train is one of a stated test set."""
    train = [entry for entry in listing.entries if entry.split == "train"]
    both = Listing(listing.kind, [], facts={**held_out.facts, **listing.facts})
    same = _same(train, held_out.entries, both, near_bits)
    _refuse_stated(train, held_out.entries, same, set())


def _refuse_stated(
    train: Sequence[Entry], kept: Sequence[Entry], same: Numbers, movable: set[str]
) -> None:
    stated = sorted((train[a].name, kept[b].name) for a, b in same if kept[b].name not in movable)
    if stated:
        mine, theirs = stated[0]
        more = f" ({len(stated) - 1} more like it)" if len(stated) > 1 else ""
        raise HeldOutPicture(
            f"{mine} in train is the same picture as {theirs}, which is kept for val or test"
            f"{more}; take it out of train."
        )


def _same(
    train: Sequence[Entry], kept: Sequence[Entry], listing: Listing, near_bits: int
) -> Numbers:
    """Pairs of numbers. A pair of pictures is the same when both of its pictures are."""
    if not train or not kept:
        return set()
    if listing.kind is ItemKind.SEQUENCES:
        return _same_sequences(train, kept, listing)
    roles = ("input", "target") if listing.kind is ItemKind.PAIRED else ("",)
    found = [_same_in_role(train, kept, listing, (role, near_bits)) for role in roles]
    return set.intersection(*found)


def _same_in_role(
    train: Sequence[Entry], kept: Sequence[Entry], listing: Listing, what: tuple[str, int]
) -> Numbers:
    role, near_bits = what
    mine = [_facts(entry, role, listing) for entry in train]
    theirs = [_facts(entry, role, listing) for entry in kept]
    found = _equal([[facts.sha256] for facts in mine], [[facts.sha256] for facts in theirs])
    near = near_pairs([f.look for f in mine], [f.look for f in theirs], near_bits)
    return found | set(near)


def _facts(entry: Entry, role: str, listing: Listing) -> Facts:
    """Of the part in this role; of a held-out picture, which has one part, always that."""
    part = next((part for part in entry.parts if part.role == role), entry.parts[0])
    return listing.facts[fact_key(part)]


def _same_sequences(train: Sequence[Entry], kept: Sequence[Entry], listing: Listing) -> Numbers:
    """Sequences that share a frame, black and plain ones aside; neighbours may look alike."""

    def frames(entry: Entry) -> list[str]:
        facts = [listing.facts[fact_key(part)] for part in entry.parts]
        return [one.sha256 for one in facts if one.look]

    return _equal([frames(entry) for entry in train], [frames(entry) for entry in kept])


def _equal(mine: Sequence[Sequence[str]], theirs: Sequence[Sequence[str]]) -> Numbers:
    where: dict[str, list[int]] = {}
    for number, digests in enumerate(theirs):
        for digest in digests:
            where.setdefault(digest, []).append(number)
    return {
        (number, other)
        for number, digests in enumerate(mine)
        for digest in digests
        for other in where.get(digest, ())
    }
