"""Knows labelled data sets by the folders in which their authors publish them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ml.training.data.entries import Palette
from ml.training.data.failures import ManifestWrong, OptionWrong, WrongKind
from ml.training.data.options import DataOptions
from ml.training.data.pictures import Root
from ml.training.data.twins import Place, Twins

CITYSCAPES = {
    "road": 7, "sidewalk": 8, "building": 11, "wall": 12, "fence": 13, "pole": 17,
    "traffic light": 19, "traffic sign": 20, "vegetation": 21, "terrain": 22, "sky": 23,
    "person": 24, "rider": 25, "car": 26, "truck": 27, "bus": 28, "train": 31,
    "motorcycle": 32, "bicycle": 33,
}  # fmt: skip
"""The nineteen classes that are measured, by their numbers in `_labelIds` files."""
COCO_MAPS = ("stuffthingmaps", "stuffthingmaps_trainval2017")
COCO_NAMES = "labels.txt"
ADE_NAMES = "objectInfo150.txt"
_ADE_COLUMNS = ("Idx", "Name")
_COCO_SPLITS = (("train", "train2017"), ("val", "val2017"))


@dataclass(frozen=True)
class Layout:
    """What is special about a data set: endings of names, classes, folders that are twins."""

    palette: Palette = Palette()
    suffixes: tuple[str, str] = ("", "")
    twins: tuple[Twins, ...] = ()

    def told(self, options: DataOptions) -> DataOptions:
        """With the endings of this data set, unless others are stated."""
        if options.input_suffix or not self.suffixes[0]:
            return options
        return replace(options, input_suffix=self.suffixes[0], target_suffix=self.suffixes[1])


def layout_of(root: Root, options: DataOptions) -> Layout:
    """Cityscapes, COCO-Stuff and ADE20K as they are unpacked; an empty layout for all else.

    Raises `WrongKind` or `ManifestWrong` where such a data set is not whole.
    """
    there = {folder.name for folder in root.path.iterdir() if folder.is_dir()}
    if {"leftImg8bit", "gtFine"} <= there:
        return _cityscapes(options)
    if there & set(COCO_MAPS):
        return _coco(root, there)
    if (root.path / ADE_NAMES).is_file():
        return _ade(root, options)
    return Layout()


def _ade(root: Root, options: DataOptions) -> Layout:
    if options.ignore == 0:
        raise OptionWrong(
            f"The classes of {root.path} are numbered from 0 on by {ADE_NAMES}, which leaves "
            "nothing for no class: take --data.ignore away."
        )
    return Layout(_ade_palette(root.path / ADE_NAMES))


def _cityscapes(options: DataOptions) -> Layout:
    """`data.classes 34` keeps the numbers of the files, as SPADE does."""
    suffixes = ("_leftImg8bit", "_gtFine_labelIds")
    if options.classes > len(CITYSCAPES):
        return Layout(suffixes=suffixes)
    return Layout(Palette(tuple(CITYSCAPES), numbers=tuple(CITYSCAPES.values())), suffixes)


def _coco(root: Root, there: set[str]) -> Layout:
    """`train2017` beside `stuffthingmaps/train2017`, or both folders of pictures in `images`."""
    maps = next(name for name in COCO_MAPS if name in there)
    pictures = Place(root, "images") if "images" in there else Place(root)
    twins = list[Twins]()
    for split, folder in _COCO_SPLITS:
        sides = pictures.below(folder), Place(root, maps).below(folder)
        present = [side.path.is_dir() for side in sides]
        if all(present):
            twins.append(Twins(split, *sides))
        elif any(present):
            missing = sides[present.index(False)].path
            raise WrongKind(f"{root.path} looks like COCO-Stuff and lacks the folder {missing}.")
    if not twins:
        raise WrongKind(f"{root.path} looks like COCO-Stuff and has neither train2017 nor val2017.")
    return Layout(_coco_palette(root.path / COCO_NAMES), twins=tuple(twins))


def _coco_palette(path: Path) -> Palette:
    """Lines of `1: person`; in maps a class has one less, and 255 is no class."""
    if not path.is_file():
        return Palette()
    names: dict[int, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        number, colon, name = line.partition(":")
        if not line.strip():
            continue
        if not colon or not number.strip().isdecimal():
            raise ManifestWrong(f"{path} says “{line}”; each line must be as “1: person”.")
        names[int(number) - 1] = name.strip()
    names.pop(-1, None)
    known = range(max(names, default=-1) + 1)
    return Palette(tuple(names.get(number, str(number)) for number in known))


def _ade_palette(path: Path) -> Palette:
    """Class n of the table is n in the maps, where 0 is all else; ours begin at 0."""
    lines = path.read_text(encoding="utf-8").splitlines()
    columns = [cell.strip() for cell in lines[0].split("\t")] if lines else []
    lacking = [name for name in _ADE_COLUMNS if name not in columns]
    if lacking:
        raise ManifestWrong(f"{path} has no column called {lacking[0]}; columns end with a tab.")
    number, name = (columns.index(column) for column in _ADE_COLUMNS)
    found: dict[int, str] = {}
    for line in lines[1:]:
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < len(columns) or not cells[number].isdecimal():
            raise ManifestWrong(f"{path} has no number in the column Idx of “{line}”.")
        found[int(cells[number])] = cells[name].split(",")[0]
    return Palette(tuple(found.values()), numbers=tuple(found))
