"""Cuts squares of one size out of pictures of any size, at chance or always alike."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Picture = NDArray[np.uint8]
"""rows x columns x 3, sRGB."""


def chance_square(
    picture: Picture, side_px: int, chance: np.random.Generator, *, widest: float = 1.0
) -> Picture:
    """A square of `side_px`, mirrored half the time, showing a share of the picture by chance.

    The square is cut between `side_px` wide and `widest` times the picture's short side (all
    sizes equally likely on a logarithmic scale) and then brought to `side_px`; small pictures are
    enlarged.
    """
    rows, columns = picture.shape[:2]
    short = min(rows, columns)
    largest = max(1, round(short * widest))
    smallest = min(side_px, largest)
    cut = round(math.exp(chance.uniform(math.log(smallest), math.log(largest))))
    top = int(chance.integers(0, rows - cut + 1))
    left = int(chance.integers(0, columns - cut + 1))
    square = resized(picture[top : top + cut, left : left + cut], side_px)
    return square[:, ::-1] if chance.random() < 0.5 else square


def middle_square(picture: Picture, side_px: int) -> Picture:
    """The largest square in the middle, brought to `side_px`; the same every time."""
    rows, columns = picture.shape[:2]
    cut = min(rows, columns)
    top, left = (rows - cut) // 2, (columns - cut) // 2
    return resized(picture[top : top + cut, left : left + cut], side_px)


def resized(square: Picture, side_px: int) -> Picture:
    """A square picture at another size."""
    if square.shape[0] == side_px:
        return square
    image = Image.fromarray(np.ascontiguousarray(square))
    return np.asarray(image.resize((side_px, side_px), Image.Resampling.LANCZOS))


def planes(picture: Picture) -> Picture:
    """rows x columns x 3 as 3 x rows x columns, in one piece of memory."""
    return np.ascontiguousarray(picture.transpose(2, 0, 1))
