"""Folders of pictures as collections to measure: whole, pair by pair, or class by class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ml.training.data.decoding import EXTENSIONS, as_picture, load
from ml.training.data.failures import Unreadable
from ml.training.metrics.pictures import Picture, PicturesDiffer, TooFewPictures

LARGEST_MEGAPIXELS = 200


@dataclass(frozen=True)
class PictureFolder:
    """Pictures that are decoded when asked for, upright and sRGB as their files say."""

    paths: tuple[Path, ...]

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index: int, /) -> Picture:
        path = self.paths[index]
        try:
            image = load(path.read_bytes(), LARGEST_MEGAPIXELS)
            return np.asarray(as_picture(image), np.uint8)
        except Unreadable as failure:
            raise Unreadable(f"{path} {failure}; take it away or mend it.") from failure


def open_folder(folder: Path) -> PictureFolder:
    """All pictures below a folder, in the order of their names; raises `TooFewPictures`."""
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in EXTENSIONS and not path.name.startswith(".") and path.is_file()
    )
    if not found:
        raise TooFewPictures(f"There are no pictures in {folder}.")
    return PictureFolder(tuple(found))


def partners(made: Path, real: Path) -> tuple[PictureFolder, PictureFolder]:
    """The true picture of each made one: of the same name, whatever the kind of file.

    Raises `PicturesDiffer` for a made picture without a partner; others may be left over.
    """
    mine, theirs = open_folder(made), open_folder(real)
    by_name = {_name(path, real): path for path in theirs.paths}
    lonely = [path for path in mine.paths if _name(path, made) not in by_name]
    if lonely:
        raise PicturesDiffer(
            f"{lonely[0]} has no picture of its name in {real} ({len(lonely)} have none); name "
            "each made picture as its truth."
        )
    return mine, PictureFolder(tuple(by_name[_name(path, made)] for path in mine.paths))


def classes_of(pictures: PictureFolder, folder: Path, names: Sequence[str]) -> list[int]:
    """The class of each picture: the number of its folder directly below `folder`.

    Raises `PicturesDiffer` for a picture outside the classes.
    """
    numbers = {name: number for number, name in enumerate(names)}
    found = [path.relative_to(folder).parts[0] for path in pictures.paths]
    for path, name in zip(pictures.paths, found, strict=True):
        if name not in numbers:
            raise PicturesDiffer(f"{path} lies in no folder called {', '.join(names)}.")
    return [numbers[name] for name in found]


def class_names(folder: Path) -> tuple[str, ...]:
    """Names of the folders directly below; raises `TooFewPictures` for fewer than two."""
    found = sorted(path.name for path in folder.iterdir() if path.is_dir())
    if len(found) < 2:
        raise TooFewPictures(f"{folder} must hold a folder of pictures for each class.")
    return tuple(found)


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).with_suffix("").as_posix()
