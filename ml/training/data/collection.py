"""The items of one split, as a recipe sees them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ml.training.data.cache import Decoded, fill, key_of
from ml.training.data.entries import Entry, FactsByPart, Listing, fact_key
from ml.training.data.index import Broken, Tell
from ml.training.data.options import DataOptions
from ml.training.data.planning import Plan, decode, plans_of
from ml.training.items import Item, ItemKind

MOST_PARTNERS, MOST_ITEMS = 16, 100_000


@dataclass(frozen=True)
class Member:
    """One item: which arrays it is made of, by number."""

    name: str
    arrays: tuple[int, ...]
    roles: tuple[str, ...]
    caption: str = ""
    class_number: int = -1


class Collection:
    """An indexed collection (`ml.training.items.Items`); the same item for the same index.

    Safe in threads. Arrays cannot be written to, for they may be views of the cache.
    `notices` says in sentences what was skipped or drawn, `broken` which files cannot be read.
    """

    def __init__(self, listing: Listing, entries: Sequence[Entry], options: DataOptions) -> None:
        self._kind = listing.kind
        self._class_names = listing.palette.names
        self._contents = fingerprint_of(listing.kind, entries, listing.facts)
        self.notices: tuple[str, ...] = tuple(listing.notices)
        self.broken: tuple[Broken, ...] = ()
        self._members, self._plans = _members(entries, listing, options)
        palette = listing.palette

        def decode_plan(plan: Plan) -> np.ndarray:
            return decode(plan, palette, options)

        self._decoded = Decoded(self._plans, decode_plan)
        self._preparation = f"{options.halve} {options.ignore} {palette.told}"
        shapes = [plan.shape for plan in self._plans]
        said = (
            f"{self._contents} {self._preparation} {options.frames} {options.frames_step} {shapes}"
        )
        self._fingerprint = hashlib.sha256(said.encode()).hexdigest()

    @property
    def kind(self) -> ItemKind:
        """What an item holds."""
        return self._kind

    @property
    def class_names(self) -> tuple[str, ...]:
        """Names by number for CLASSES and LABELLED; empty for others."""
        return self._class_names

    @property
    def fingerprint(self) -> str:
        """A sha256 over names and contents of this split's files, and how they are prepared."""
        return self._fingerprint

    @property
    def cached(self) -> int:
        """How many arrays come from the decoded cache."""
        return self._decoded.cached

    def __len__(self) -> int:
        return len(self._members)

    def name(self, index: int) -> str:
        """Where the item comes from."""
        return self._members[index].name

    def item(self, index: int) -> Item:
        """Arrays by role; see `ItemKind`."""
        member = self._members[index]
        arrays = [self._decoded.array(number) for number in member.arrays]
        if self._kind is ItemKind.SEQUENCES:
            return {"frames": np.stack(arrays)}
        item: dict[str, np.ndarray | str | int] = dict(zip(member.roles, arrays, strict=True))
        if self._kind is ItemKind.CAPTIONED:
            item["caption"] = member.caption
        if self._kind is ItemKind.CLASSES:
            item["class"] = member.class_number
        return item

    def fill_cache(self, options: DataOptions, tell: Tell) -> None:
        """Decode everything that fits into the cache, once for all runs."""
        key = key_of(self._plans, self._contents, self._preparation)
        fill(self._decoded, key, options, tell)


def fingerprint_of(kind: ItemKind, entries: Sequence[Entry], facts: FactsByPart) -> str:
    """Over kind, names, captions, classes and contents, in the order of the items."""
    digest = hashlib.sha256(kind.value.encode())
    for entry in entries:
        digest.update(repr((entry.name, entry.caption, entry.class_name)).encode())
        for part in entry.parts:
            sha256 = facts[fact_key(part)].sha256
            digest.update(repr((part.role, part.side.value, sha256)).encode())
    return digest.hexdigest()


def _members(
    entries: Sequence[Entry], listing: Listing, options: DataOptions
) -> tuple[list[Member], list[Plan]]:
    members: list[Member] = []
    plans: list[Plan] = []
    classes = {name: number for number, name in enumerate(listing.palette.names)}
    for entry in entries:
        own = plans_of(entry, listing.facts, options)
        start = len(plans)
        plans += own
        whole = Member(
            entry.name,
            tuple(range(start, len(plans))),
            tuple(part.role for part in entry.parts),
            entry.caption,
            classes.get(entry.class_name, -1),
        )
        members += _windows(whole, options) if listing.kind is ItemKind.SEQUENCES else [whole]
    if listing.kind is ItemKind.UNPAIRED:
        members = _side_by_side(members, entries[0].split == "train")
    return members, plans


def _windows(sequence: Member, options: DataOptions) -> list[Member]:
    """Runs of `frames` frames; none of a sequence that is shorter."""
    count = len(sequence.arrays)
    length = options.frames or count
    return [
        Member(
            f"{sequence.name} from frame {start}" if options.frames else sequence.name,
            sequence.arrays[start : start + length],
            sequence.roles[start : start + length],
        )
        for start in range(0, count - length + 1, options.frames_step if options.frames else count)
    ]


def _side_by_side(members: Sequence[Member], is_train: bool) -> list[Member]:
    """Both collections, as many items as the longer has; the shorter starts again.

    In train everything comes several times, each time beside another partner. The second is
    turned by a third to begin with, so that folders of equal names do not become pairs.
    """
    first = [member for member in members if member.roles == ("first",)]
    second = [member for member in members if member.roles == ("second",)]
    if not first or not second:
        return []
    longer, shorter = max(len(first), len(second)), min(len(first), len(second))
    turns = max(1, min(shorter, MOST_PARTNERS, MOST_ITEMS // longer)) if is_train else 1
    start, step = len(second) // 3, max(1, len(second) // turns)
    return [
        _joined(first[number % len(first)], second[(start + number + turn * step) % len(second)])
        for turn in range(turns)
        for number in range(longer)
    ]


def _joined(one: Member, other: Member) -> Member:
    return Member(f"{one.name} | {other.name}", one.arrays + other.arrays, one.roles + other.roles)
