"""The pictures that a base learns to paint in: our own by name, and those of a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ml.training.examples.crops import middle_square
from ml.training.examples.styles import painted_style

Picture = NDArray[np.uint8]
"""rows x columns x 3, sRGB."""
PAINTED = {
    "mosaic": 101,
    "sea": 102,
    "shards": 109,
    "glass": 110,
    "frost": 113,
    "straw": 124,
    "quarry": 131,
    "blaze": 135,
}
"""Name and seed of the style pictures that come with the program."""
PAINTED_PX = 384


class MannerMissing(ValueError):
    """A style is asked for that is neither painted by us nor in the folder."""


def names_in(words: str) -> tuple[str, ...]:
    """Names that stand in a text with commas between."""
    return tuple(word.strip() for word in words.split(",") if word.strip())


def manners(names: Sequence[str], folder: str, side_px: int) -> list[Picture]:
    """Squares of `side_px`, in the order of the names. Raises `MannerMissing`."""
    return [middle_square(_picture(name, folder), side_px) for name in names]


def _picture(name: str, folder: str) -> Picture:
    if name in PAINTED:
        return painted_style(PAINTED_PX, np.random.default_rng(PAINTED[name]))
    found = sorted(Path(folder).glob(f"{name}.*")) if folder else []
    if not found:
        raise MannerMissing(
            f"There is no style {name!r}: name some of {', '.join(PAINTED)}, or state a folder "
            "with pictures of that name."
        )
    with Image.open(found[0]) as opened:
        return np.asarray(opened.convert("RGB"))
