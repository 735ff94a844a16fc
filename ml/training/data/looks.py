"""A small hash of what a picture shows, to find the same picture under another name or size."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIDE = 16
LEAST_SIDE_PX = 48
LEAST_CONTRAST = 6.0
COLOUR_LEVELS = 6.0
ROWS_AT_ONCE = 1024


def look_of(picture: Image.Image) -> str:
    """256 bits of which of two neighbours is lighter, then 4 x 4 mean colours; hexadecimal.

    Empty for pictures that are too small or too even to tell apart by this.
    """
    if min(picture.size) < LEAST_SIDE_PX:
        return ""
    grey = picture.convert("L").resize((SIDE + 1, SIDE), Image.Resampling.BOX)
    light = np.asarray(grey).astype(np.int16)
    if float(light.std()) < LEAST_CONTRAST:
        return ""
    bits = np.packbits(light[:, 1:] > light[:, :-1])
    colours = np.asarray(picture.resize((4, 4), Image.Resampling.BOX))
    return bits.tobytes().hex() + colours.tobytes().hex()


def near_pairs(
    first: Sequence[str], second: Sequence[str], most_bits: int
) -> list[tuple[int, int]]:
    """Which looks of `first` and `second` are of one picture; empty looks match nothing."""
    mine = [number for number, look in enumerate(first) if look]
    theirs = [number for number, look in enumerate(second) if look]
    if most_bits < 0 or not mine or not theirs:
        return []
    bits, colours = _parts([second[number] for number in theirs])
    found: list[tuple[int, int]] = []
    for start in range(0, len(mine), ROWS_AT_ONCE):
        some = mine[start : start + ROWS_AT_ONCE]
        my_bits, my_colours = _parts([first[number] for number in some])
        # Of vectors of plus and minus one, the product is 256 less twice the bits that differ.
        close = (256.0 - my_bits @ bits.T) / 2 <= most_bits
        for row, column in zip(*np.nonzero(close), strict=True):
            if np.abs(my_colours[row] - colours[column]).mean() <= COLOUR_LEVELS:
                found.append((some[row], theirs[column]))
    return found


def _parts(looks: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    raw = np.stack([np.frombuffer(bytes.fromhex(look), np.uint8) for look in looks])
    signs = np.unpackbits(raw[:, : SIDE * SIDE // 8], axis=1).astype(np.float32) * 2 - 1
    return signs, raw[:, SIDE * SIDE // 8 :].astype(np.float32)
