"""Which photographs the references are made of, and how they are read."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.sessions import BenchProblem

Bytes = NDArray[np.uint8]
EVERY_SECOND = 2
EVERY_VAL = 6
EVERY_FRAME = 8
GAPS = {"two frames on": 1, "a second on": 15}


@dataclass(frozen=True)
class Photograph:
    """A file, the set it belongs to, and by how much it is made smaller first."""

    collection: str
    path: Path
    smaller: int = 1

    def load(self) -> Bytes:
        with Image.open(self.path) as opened:
            picture = opened.convert("RGB")
        if self.smaller > 1:
            sides = [side // self.smaller for side in picture.size]
            picture = picture.crop((0, 0, sides[0] * self.smaller, sides[1] * self.smaller))
            picture = picture.resize((sides[0], sides[1]), Image.Resampling.BICUBIC)
        return np.asarray(picture)


def photographs(data: Path) -> list[Photograph]:
    """Half of Kodak's as they are, half of the large ones halved, a sixth of the val split's."""
    kodak = sorted((data / "bench/kodak24").glob("*.png"))[::EVERY_SECOND]
    found = [Photograph("kodak", path) for path in kodak]
    large = sorted((data / "bench/large").glob("*.jpg"))[::EVERY_SECOND]
    found += [Photograph("large", path, 2) for path in large]
    manifest = data / "photos" / "manifest.csv"
    if manifest.is_file():
        with manifest.open(encoding="utf-8", newline="") as opened:
            names = [row["file"] for row in csv.DictReader(opened) if row["split"] == "val"]
        chosen = sorted(names)[::EVERY_VAL]
        found += [Photograph("photos", data / "photos" / name) for name in chosen]
    if not found:
        raise BenchProblem(f"{data} holds none of bench/kodak24, bench/large and photos.")
    return found


def frame_pairs(data: Path) -> list[tuple[str, Path, Path]]:
    """Frames of CamVid's val sequence beside later ones, with how much later.

    It is labelled at every second of thirty frames a second; those of one sequence share a name.
    """
    frames = sorted((data / "camvid" / "val").glob("*.*"))
    return [
        (words, one, other)
        for words, gap in GAPS.items()
        for one, other in list(zip(frames, frames[gap:], strict=False))[::EVERY_FRAME]
        if one.stem[:6] == other.stem[:6]
    ]
