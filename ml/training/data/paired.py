"""Lists pairs: two folders, one folder with two endings, or two pictures in one file."""

from __future__ import annotations

from collections.abc import Sequence

from ml.training.data.entries import Entry, Listing, Part, Side
from ml.training.data.options import DataOptions
from ml.training.data.pictures import Found, Root, find_pictures, with_splits
from ml.training.data.twins import TwinNames, find_twins, matched, matched_by_suffix
from ml.training.items import ItemKind

NAMES = TwinNames(
    first=("input", "inputs", "source", "a"),
    second=("target", "targets", "b"),
    endings=(("A", "B"), ("_input", "_target")),
)


def list_pairs(roots: Sequence[Root], options: DataOptions) -> Listing:
    """Entries of `input` and `target`; pix2pix's files have the input on the left.

    `swap` takes the second folder or the right half as the input (facades: labels to photos).
    """
    notices: list[str] = []
    if twins := find_twins(roots, NAMES):
        pairs = [pair for two in twins for pair in matched(two, options, notices)]
        entries = [_of_files(one, other, options.swap) for one, other in pairs]
    elif options.input_suffix:
        found = matched_by_suffix(roots[0], options)
        entries = [_of_files(one, other, options.swap) for one, other in found]
    else:
        entries = [_of_halves(one, options.swap) for one in find_pictures(roots[0], notices)]
    return with_splits(Listing(ItemKind.PAIRED, entries, notices=notices), options, roots[0])


def _of_files(one: Found, other: Found, swap: bool) -> Entry:
    given, wanted = (other, one) if swap else (one, other)
    return _entry(one, (given.part("input"), wanted.part("target")))


def _of_halves(one: Found, swap: bool) -> Entry:
    given, wanted = (Side.RIGHT, Side.LEFT) if swap else (Side.LEFT, Side.RIGHT)
    return _entry(one, (one.part("input", given), one.part("target", wanted)))


def _entry(one: Found, parts: tuple[Part, ...]) -> Entry:
    return Entry(one.name, one.split, parts, licence=one.licence)
