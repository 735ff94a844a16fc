"""Chooses how paths are read: which kind of data set, folders or packs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ml.training.data.captioned import list_captioned
from ml.training.data.classes import list_classes, sorted_classes
from ml.training.data.entries import Listing, Palette
from ml.training.data.failures import ManifestWrong, WrongKind
from ml.training.data.labelled import list_labelled
from ml.training.data.options import DataOptions
from ml.training.data.pack_reading import is_pack, list_packs, with_packs_inside
from ml.training.data.paired import list_pairs
from ml.training.data.pictures import Root, list_pictures, roots_of
from ml.training.data.sequences import list_sequences
from ml.training.data.unpaired import list_unpaired
from ml.training.items import ItemKind

ONE_FOLDER: Mapping[ItemKind, Callable[[Root, DataOptions], Listing]] = {
    ItemKind.PICTURES: list_pictures,
    ItemKind.CAPTIONED: list_captioned,
    ItemKind.CLASSES: list_classes,
    ItemKind.SEQUENCES: list_sequences,
}
TWO_FOLDERS: Mapping[ItemKind, Callable[[Sequence[Root], DataOptions], Listing]] = {
    ItemKind.PAIRED: list_pairs,
    ItemKind.LABELLED: list_labelled,
    ItemKind.UNPAIRED: list_unpaired,
}


def list_paths(kind: ItemKind, paths: Sequence[Path], options: DataOptions) -> Listing:
    """All entries under all paths, in order of names, so that the order of paths is nothing."""
    if not paths:
        raise WrongKind("State at least one folder or pack of training data.")
    stated = with_packs_inside(paths)
    packs = [path for path in stated if is_pack(path)]
    roots = roots_of([path for path in stated if not is_pack(path)])
    whole = list_packs(kind, packs) if packs else Listing(kind, [])
    for found in _list_roots(kind, roots, options):
        _add(whole, found)
    whole.entries.sort(key=lambda entry: entry.name)
    for one, other in zip(whole.entries, whole.entries[1:], strict=False):
        if one.name == other.name:
            raise WrongKind(f"{one.name} is in the stated data twice; state each folder once.")
    return whole


def _list_roots(kind: ItemKind, roots: Sequence[Root], options: DataOptions) -> list[Listing]:
    if kind in ONE_FOLDER:
        return [ONE_FOLDER[kind](root, options) for root in roots]
    if len(roots) == 2:
        return [TWO_FOLDERS[kind](roots, options)]
    return [TWO_FOLDERS[kind]([root], options) for root in roots]


def _add(whole: Listing, found: Listing) -> None:
    whole.palette = _joined(whole, found)
    whole.entries += found.entries
    whole.notices += found.notices
    whole.own_split |= found.own_split


def _joined(whole: Listing, found: Listing) -> Palette:
    """The classes of both; numbers must mean the same in all label maps."""
    one, other = whole.palette, found.palette
    if one == other or not whole.entries:
        return other
    if whole.kind is ItemKind.CLASSES:
        return Palette(sorted_classes(one.names + other.names))
    raise ManifestWrong(
        f"{found.entries[0].name} and {whole.entries[0].name} come with different lists of "
        "classes; state one palette file for both."
    )
