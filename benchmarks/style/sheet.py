"""A contact sheet to look at: photographs, styles and results of the fast method, in rows.

`python -m benchmarks.style.sheet PHOTOS OUTPUT [STYLE ...]`: PHOTOS is a folder with a manifest
whose column `split` says which photographs are held out; styles are the bundled ones, then more.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from ml.api.generator import Inputs, Resources
from ml.api.progress import NoProgress
from ml.generators.style.generator import Style
from ml.generators.style.spec import DECODER_CARD, ENCODER_CARD, StyleParams
from ml.training.teachers import teacher_file
from resources.index import styles

PAIRS, SIDE_PX, ACROSS = 12, 256, 2
Picture = NDArray[np.float32]


def held_out(folder: Path, count: int) -> list[Path]:
    """The first photographs by name that training never sees."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as opened:
        names = sorted(row["file"] for row in csv.DictReader(opened) if row["split"] == "val")
    return [folder / name for name in names[:count]]


def sheet(photos: list[Path], manners: list[Path]) -> Image.Image:
    """Photograph, style, result; two of these in a row."""
    generator = Style()
    generator.load(
        Resources(weights={card: teacher_file(card) for card in (ENCODER_CARD, DECODER_CARD)})
    )
    rows = -(-len(photos) // ACROSS)
    whole = Image.new("RGB", (ACROSS * 3 * SIDE_PX, rows * SIDE_PX))
    for number, (photo, manner) in enumerate(zip(photos, manners, strict=True)):
        given, style = _square(photo), _square(manner)
        inputs = Inputs({"image": (given,), "reference": (style,)})
        made = generator.run(inputs, StyleParams(strength=1.0), NoProgress()).image
        left, top = (number % ACROSS) * 3 * SIDE_PX, (number // ACROSS) * SIDE_PX
        for place, picture in enumerate((given, style, made)):
            eight = Image.fromarray(np.rint(picture * 255).astype(np.uint8))
            whole.paste(eight, (left + place * SIDE_PX, top))
        print(f"{number + 1}: {photo.name} in {manner.name}", flush=True)
    return whole


def _square(path: Path) -> Picture:
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    side = min(picture.size)
    left, top = (picture.width - side) // 2, (picture.height - side) // 2
    cut = picture.crop((left, top, left + side, top + side))
    small = cut.resize((SIDE_PX, SIDE_PX), Image.Resampling.LANCZOS)
    return np.asarray(small, np.float32) / np.float32(255)


if __name__ == "__main__":
    torch.set_num_threads(1)
    chosen = [*styles(), *map(Path, sys.argv[3:])][:PAIRS]
    sheet(held_out(Path(sys.argv[1]), len(chosen)), chosen).save(sys.argv[2], quality=92)
