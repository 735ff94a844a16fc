"""The sets of pictures that are made small and enlarged again."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.sessions import BenchProblem
from resources.index import samples

Bytes = NDArray[np.uint8]


@dataclass(frozen=True)
class Scene:
    """One true picture and the set it belongs to."""

    collection: str
    name: str
    load: Callable[[], Bytes]


def scenes(data: Path | None, *, quick: bool) -> list[Scene]:
    """All sets that are there; the bundled samples always are."""
    found = [Scene("samples", path.stem, _halved(path)) for path in samples()]
    if data is None:
        return found
    if not (data / "bench").is_dir():
        raise BenchProblem(f"{data} has no folder called bench; name the one that has.")
    found += _folder(data / "bench" / "Set5")
    if not quick:
        found += _folder(data / "bench" / "Set14")
        found += _held_out(data / "photos")
    return found


def _folder(folder: Path) -> list[Scene]:
    return [Scene(folder.name, path.stem, _whole(path)) for path in sorted(folder.glob("*.png"))]


def _held_out(folder: Path) -> list[Scene]:
    """The photographs that the manifest keeps from training, halved, so that no JPEG is truth."""
    return [Scene("photos", name, _halved(folder / name)) for name in sorted(_val_names(folder))]


def _val_names(folder: Path) -> Iterator[str]:
    manifest = folder / "manifest.csv"
    if not manifest.is_file():
        return
    with manifest.open(encoding="utf-8", newline="") as opened:
        yield from (row["file"] for row in csv.DictReader(opened) if row["split"] == "val")


def _whole(path: Path) -> Callable[[], Bytes]:
    def load() -> Bytes:
        with Image.open(path) as opened:
            return np.asarray(opened.convert("RGB"))

    return load


def _halved(path: Path) -> Callable[[], Bytes]:
    def load() -> Bytes:
        with Image.open(path) as opened:
            picture = opened.convert("RGB")
        half = (picture.width // 2, picture.height // 2)
        picture = picture.crop((0, 0, half[0] * 2, half[1] * 2))
        return np.asarray(picture.resize(half, Image.Resampling.BICUBIC))

    return load
