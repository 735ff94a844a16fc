"""Chooses how paths are read: which kind of data set, folders or packs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ml.training.data.captioned import list_captioned
from ml.training.data.celeba import is_celeba, list_celeba
from ml.training.data.classes import list_classes, sorted_classes
from ml.training.data.entries import Listing, Palette
from ml.training.data.failures import ManifestWrong, WrongKind
from ml.training.data.labelled import list_labelled
from ml.training.data.options import DataOptions
from ml.training.data.pack_index import ReadIndex
from ml.training.data.pack_reading import (
    is_pack,
    list_packs,
    read_pack,
    with_packs_inside,
)
from ml.training.data.paired import list_pairs
from ml.training.data.pictures import Root, list_pictures, roots_of
from ml.training.data.sequences import list_sequences
from ml.training.data.unpaired import join_collections, list_unpaired
from ml.training.items import ItemKind

ONE_FOLDER: Mapping[ItemKind, Callable[[Root, DataOptions], Listing]] = {
    ItemKind.PICTURES: list_pictures,
    ItemKind.CAPTIONED: list_captioned,
    ItemKind.CLASSES: list_classes,
    ItemKind.SEQUENCES: list_sequences,
}
CELEBA = (ItemKind.PICTURES, ItemKind.CLASSES, ItemKind.UNPAIRED)
TWO_FOLDERS: Mapping[ItemKind, Callable[[Sequence[Root], DataOptions], Listing]] = {
    ItemKind.PAIRED: list_pairs,
    ItemKind.LABELLED: list_labelled,
}


def list_paths(kind: ItemKind, paths: Sequence[Path], options: DataOptions) -> Listing:
    """All entries under all paths, in order of names, so that the order of paths is nothing.

    Of two collections (UNPAIRED), the one that is stated first is `first`.
    """
    if not paths:
        raise WrongKind("State at least one folder or pack of training data.")
    given = with_packs_inside(paths)
    shards = [read_pack(path) for path in given if is_pack(path)]
    roots = roots_of([path for path in given if not is_pack(path)])
    if kind is ItemKind.UNPAIRED and any(shard.kind is not kind for shard in shards):
        whole = _collections(given, shards, roots, options)
    else:
        whole = list_packs(kind, shards)
        for found in _list_roots(kind, roots, options):
            _add(whole, found)
    whole.entries.sort(key=lambda entry: entry.name)
    for one, other in zip(whole.entries, whole.entries[1:], strict=False):
        if one.name == other.name:
            raise WrongKind(f"{one.name} is in the stated data twice; state each folder once.")
    return whole


def _list_roots(kind: ItemKind, roots: Sequence[Root], options: DataOptions) -> list[Listing]:
    if kind in CELEBA and len(roots) == 1 and is_celeba(roots[0]):
        return [list_celeba(kind, roots[0], options)]
    if kind in ONE_FOLDER:
        return [ONE_FOLDER[kind](root, options) for root in roots]
    if kind is ItemKind.UNPAIRED and len(roots) == 2:
        first, second = (list_pictures(root, options) for root in roots)
        return [join_collections(first, second, options)]
    if kind is ItemKind.UNPAIRED:
        return [list_unpaired(root, options) for root in roots]
    if len(roots) == 2:
        return [TWO_FOLDERS[kind](roots, options)]
    return [TWO_FOLDERS[kind]([root], options) for root in roots]


def _collections(
    given: Sequence[Path], shards: Sequence[ReadIndex], roots: Sequence[Root], options: DataOptions
) -> Listing:
    """Two collections of pictures, one or both of them packs; shards of one pack are one."""
    next_shard, next_root = iter(shards), iter(roots)
    packs: dict[str, list[ReadIndex]] = {}
    for path in given:
        if is_pack(path):
            shard = next(next_shard)
            packs.setdefault(shard.pack, []).append(shard)
        else:
            packs[next(next_root).label] = []
    if len(packs) != 2:
        raise WrongKind(
            f"Two collections of pictures are needed, and {len(packs)} are stated; shards that "
            "were made together are one."
        )
    by_label = {root.label: root for root in roots}
    first, second = (
        list_packs(ItemKind.PICTURES, found) if found else list_pictures(by_label[key], options)
        for key, found in packs.items()
    )
    return join_collections(first, second, options)


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
