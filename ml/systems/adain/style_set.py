"""Makes the folder of styles: paintings in the public domain, and held-out painted ones.

`python -m ml.systems.adain.style_set PAINTINGS FOLDER` writes pictures and a manifest; the
training itself paints further styles as it goes.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from ml.training.examples.styles import painted_style

TRAINED = ("the_scream", "shipwreck", "water-lilies-1919-2")
HELD_OUT = ("starry_night", "japanese_flower_sakai_hoitsu")
"""Paintings whose painters died long ago; the last two measure only."""
PAINTED, SIDE_PX, FIRST_SEED = 22, 512, 9_000_000


class PaintingMissing(FileNotFoundError):
    """A painting of the set is not in the folder."""


def write_style_set(paintings: Path, folder: Path) -> list[str]:
    """Write `manifest.csv` and PNGs of at most 512 px; names in order. Raises `PaintingMissing`."""
    folder.mkdir(parents=True, exist_ok=True)
    rows: list[tuple[str, str, str]] = []
    for name in (*TRAINED, *HELD_OUT):
        picture = Image.open(_find(paintings, name)).convert("RGB")
        picture.thumbnail((SIDE_PX, SIDE_PX), Image.Resampling.LANCZOS)
        picture.save(folder / f"{name}.png")
        split = "val" if name in HELD_OUT else "train"
        rows.append((f"{name}.png", split, "public domain"))
    for number in range(PAINTED):
        picture = painted_style(SIDE_PX, np.random.default_rng(FIRST_SEED + number))
        Image.fromarray(picture).save(folder / f"painted_{number:02d}.png")
        rows.append((f"painted_{number:02d}.png", "val", "CC0"))
    with (folder / "manifest.csv").open("w", newline="", encoding="utf-8") as opened:
        table = csv.writer(opened, lineterminator="\n")
        table.writerows([("file", "split", "licence"), *rows])
    return [row[0] for row in rows]


def _find(paintings: Path, name: str) -> Path:
    found = sorted(paintings.glob(f"{name}.*"))
    if not found:
        raise PaintingMissing(f"{paintings} has no {name}; state the folder with the paintings.")
    return found[0]


if __name__ == "__main__":
    write_style_set(Path(sys.argv[1]), Path(sys.argv[2]))
