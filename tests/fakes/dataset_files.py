"""Writes small data sets for the tests of reading them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from ml.training.data.options import DataOptions


def picture(seed: int, columns: int = 64, rows: int = 48) -> Image.Image:
    """Coloured clouds that are unlike those of another seed."""
    chance = np.random.default_rng(seed)
    coarse = Image.fromarray(chance.integers(0, 256, (6, 8, 3), dtype=np.uint8))
    return coarse.resize((columns, rows), Image.Resampling.BICUBIC)


def write(path: Path, seed: int, columns: int = 64, rows: int = 48) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    picture(seed, columns, rows).save(path)
    return path


def write_pictures(folder: Path, count: int, first_seed: int = 0, ending: str = "png") -> Path:
    for number in range(count):
        write(folder / f"{number:03d}.{ending}", first_seed + number)
    return folder


def write_labels(path: Path, numbers: np.ndarray) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(numbers.astype(np.uint8)).save(path)
    return path


def write_table(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as opened:
        csv.writer(opened).writerows(rows)
    return path


def write_split_set(folder: Path) -> Path:
    """Twelve pictures of which a manifest says: eight train, three val, one test."""
    write_pictures(folder, 12)
    splits = ["train"] * 8 + ["val"] * 3 + ["test"]
    rows = [(f"{n:03d}.png", split, "CC0") for n, split in enumerate(splits)]
    write_table(folder / "manifest.csv", [("file", "split", "licence"), *rows])
    return folder


def options(tmp_path: Path, **changes) -> DataOptions:
    return DataOptions(**{"cache": str(tmp_path / "cache"), "threads": 2, **changes})
