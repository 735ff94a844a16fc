"""Lists pictures with label maps, and checks that their numbers are classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ml.training.data.decoding import IGNORED
from ml.training.data.entries import Entry, Listing, Palette, fact_key
from ml.training.data.failures import LabelOutOfRange, WrongKind
from ml.training.data.options import DataOptions
from ml.training.data.pictures import Found, Root, stated, walked, with_splits
from ml.training.data.published import Layout, layout_of
from ml.training.data.tables import read_palette
from ml.training.data.twins import TwinNames, find_twins, matched, matched_by_suffix
from ml.training.items import ItemKind

NAMES = TwinNames(
    first=("images", "pictures", "image", "img", "leftimg8bit", "jpegimages"),
    second=("labels", "annotations", "masks", "label", "gtfine", "segmentationclass"),
    endings=(
        ("", "_labels"),
        ("", "_masks"),
        ("", "_annotations"),
        ("", "annot"),
        ("_img", "_label"),
    ),
)
PALETTE_FILES = ("palette.csv", "palette.txt", "classes.csv", "classes.txt")
LABEL_EXTENSIONS = (".png", ".bmp", ".gif", ".tif", ".tiff", ".pgm")


def list_labelled(roots: Sequence[Root], options: DataOptions) -> Listing:
    """Entries of `picture` and `labels`; raises `WrongKind` where there are no label maps."""
    notices: list[str] = []
    layout = layout_of(roots[0], options) if len(roots) == 1 else Layout()
    options = layout.told(options)
    if twins := layout.twins or find_twins(roots, NAMES):
        found = [pair for two in twins for pair in matched(two, options, notices)]
    elif options.input_suffix:
        found = matched_by_suffix(roots[0], options)
    else:
        found = _in_one_folder(roots[0])
    entries = [
        Entry(f.name, f.split, (f.part("picture"), other.part("labels")), licence=f.licence)
        for f, other in found
    ]
    listing = Listing(ItemKind.LABELLED, entries, notices=notices)
    found_palette = find_palette([root.path for root in roots], options)
    listing.palette = layout.palette if found_palette == Palette() else found_palette
    return with_splits(listing, options, roots[0])


def _in_one_folder(root: Root) -> list[tuple[Found, Found]]:
    """`street.jpg` with `street.png`."""
    everything = walked(root)
    named = {one.inside: one for one in stated(everything, root, notices=[])}
    stems: dict[str, list[Found]] = {}
    for one in everything:
        stems.setdefault(one.inside.rsplit(".", 1)[0], []).append(one)
    found: list[tuple[Found, Found]] = []
    for files in stems.values():
        if not any(one.inside in named for one in files):
            continue
        picture, labels = _told_apart(files)
        found.append((named.get(picture.inside, picture), labels))
    return found


def _told_apart(files: Sequence[Found]) -> tuple[Found, Found]:
    maps = [one for one in files if one.inside.lower().endswith(LABEL_EXTENSIONS)]
    if len(files) != 2 or len(maps) != 1:
        raise WrongKind(
            f"{files[0].name} has no label map: there must be a PNG of class numbers with its "
            "name beside it, or in a second folder (train and train_labels, images and "
            "annotations)."
        )
    return (files[1] if files[0] is maps[0] else files[0]), maps[0]


def find_palette(folders: Sequence[Path], options: DataOptions) -> Palette:
    """The stated palette file, or one that lies in a folder; empty without."""
    if options.palette:
        return read_palette(Path(options.palette).expanduser())
    for folder in folders:
        for name in PALETTE_FILES:
            if (folder / name).is_file():
                return read_palette(folder / name)
    return Palette()


def settle_classes(listing: Listing, options: DataOptions) -> None:
    """Check every number against the classes; where nothing names them, number them.

    Raises `LabelOutOfRange` with the file and the number.
    """
    known = options.classes or len(listing.palette.names)
    largest = -1
    for entry in listing.entries:
        part = entry.parts[1]
        ignored = (options.ignore, IGNORED)
        values = [v for v in listing.facts[fact_key(part)].values if v not in ignored]
        highest = max(values, default=-1)
        if known and highest >= known:
            raise LabelOutOfRange(
                f"{part.name} has the class number {highest}; there are {known} classes, so it "
                f"must be at most {known - 1}, or {options.ignore} for no class."
            )
        largest = max(largest, highest)
    names = listing.palette.names[: known or largest + 1]
    numbered = tuple(str(number) for number in range(len(names), known or largest + 1))
    listing.palette = replace(listing.palette, names=names + numbered)
