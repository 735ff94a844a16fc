"""Cuts pictures and maps that belong together alike: the same place, the same mirroring."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]
"""rows x columns x 3 of a picture, rows x columns of a map of class numbers."""
Size = tuple[int, int]
"""rows, columns."""
LARGER = 286 / 256
"""How much larger the whole is than what is cut from it: the jitter of pix2pix and after."""


def brought_to(pixels: Pixels, size: Size) -> Pixels:
    """Another size whatever the proportions were; of a map, each pixel is the nearest."""
    rows, columns = size
    if pixels.shape[:2] == size:
        return pixels
    way = Image.Resampling.NEAREST if pixels.ndim == 2 else Image.Resampling.BICUBIC
    return np.asarray(Image.fromarray(np.ascontiguousarray(pixels)).resize((columns, rows), way))


def jittered(
    parts: Sequence[Pixels], size: Size, chance: np.random.Generator, *, larger: float = LARGER
) -> list[Pixels]:
    """Each part made `larger` than `size`, cut to it at one place, mirrored half the time.

    Pictures come back as 3 x rows x columns, maps as rows x columns.
    """
    rows, columns = size
    whole = (max(rows, round(rows * larger)), max(columns, round(columns * larger)))
    top = int(chance.integers(0, whole[0] - rows + 1))
    left = int(chance.integers(0, whole[1] - columns + 1))
    mirrored = chance.random() < 0.5
    found: list[Pixels] = []
    for part in parts:
        cut = brought_to(part, whole)[top : top + rows, left : left + columns]
        found.append(planes(cut[:, ::-1] if mirrored else cut))
    return found


def planes(pixels: Pixels) -> Pixels:
    """A picture with its colours first; a map as it is. In one piece of memory."""
    turned = pixels.transpose(2, 0, 1) if pixels.ndim == 3 else pixels
    return np.ascontiguousarray(turned)
