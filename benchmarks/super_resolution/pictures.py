"""The sets of pictures that are made small and enlarged again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.sessions import BenchProblem
from resources.index import samples

Bytes = NDArray[np.uint8]
FIXED = Path(__file__).parent / "pictures.json"


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
    return found if quick else found + _folder(data / "bench" / "Set14")


def _folder(folder: Path) -> list[Scene]:
    """The pictures that were fixed before any method ran; raises `BenchProblem` for others."""
    wanted = json.loads(FIXED.read_text(encoding="utf-8"))[folder.name]
    for one in wanted:
        path = folder / one["file"]
        if not path.is_file() or sha256(path.read_bytes()).hexdigest() != one["sha256"]:
            raise BenchProblem(
                f"{path} is missing or another picture than the one in {FIXED.name}."
            )
    return [
        Scene(folder.name, Path(one["file"]).stem, _whole(folder / one["file"])) for one in wanted
    ]


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
