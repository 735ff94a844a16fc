"""CamVid's frames and maps at the size of the bench, and the photographs with their points."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.sessions import BenchProblem

Picture = NDArray[np.uint8]
Labels = NDArray[np.uint8]

HERE = Path(__file__).parent
SIZE = (256, 192)
"""Width and height at which all methods make their pictures."""


@dataclass(frozen=True)
class Frame:
    """A picture and its map."""

    name: str
    picture: Picture
    labels: Labels


@dataclass(frozen=True)
class Cell:
    """A map to make a picture of, the real one, and a labelled frame to take material from."""

    truth: Frame
    reference: Frame


def cells_of(data: Path, most: int | None = None) -> list[Cell]:
    """Raises `BenchProblem` where CamVid is not there."""
    names = json.loads((HERE / "cells.json").read_text("utf-8"))["camvid"][:most]
    return [Cell(frame(data, "val", one), frame(data, "train", other)) for one, other in names]


def frame(data: Path, split: str, name: str) -> Frame:
    folder = data / "camvid"
    picture = _read(folder / split, name, cv2.IMREAD_COLOR)[..., ::-1]
    labels = _read(folder / f"{split}_labels", name, cv2.IMREAD_UNCHANGED)
    small = cv2.resize(np.ascontiguousarray(picture), SIZE, interpolation=cv2.INTER_AREA)
    near = cv2.resize(labels, SIZE, interpolation=cv2.INTER_NEAREST)
    return Frame(name, np.asarray(small, np.uint8), np.asarray(near, np.uint8))


def points_of(most: int | None = None) -> dict[str, list[tuple[float, float, list[str]]]]:
    """What an eye sees, by the file of the photograph."""
    rows = json.loads((HERE / "points.json").read_text("utf-8"))["points"]
    found: dict[str, list[tuple[float, float, list[str]]]] = {}
    for file, x, y, labels in rows:
        found.setdefault(file, []).append((x, y, labels))
    return dict(list(found.items())[:most])


def photograph(path: Path) -> Picture:
    """Raises `BenchProblem`."""
    if not path.is_file():
        raise BenchProblem(f"{path.name} is not there: name a folder with --data.")
    found = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    if found is None:
        raise BenchProblem(f"{path.name} cannot be read.")
    return np.ascontiguousarray(found[..., ::-1]).astype(np.uint8, copy=False)


def _read(folder: Path, name: str, how: int) -> NDArray[np.uint8]:
    for path in (folder / f"{name}.jpg", folder / f"{name}.png"):
        if path.is_file():
            found = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), how)
            if found is not None:
                return found.astype(np.uint8, copy=False)
    raise BenchProblem(f"CamVid's {name} is not there: name the folder of the data with --data.")
