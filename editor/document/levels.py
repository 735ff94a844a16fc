"""Display levels: the canvas shrunk by 2**level, and below zero enlarged by 2**-level."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from ml.api.regions import Box

Kind = TypeVar("Kind", bound=np.generic)
FINEST = -6
"""No closer does anybody look: as far as the canvas zooms in."""


def floored(pixels: int, level: int) -> int:
    """A place on the canvas in whole pixels of the level, towards the top left."""
    return pixels >> level if level >= 0 else pixels << -level


def ceiled(pixels: int, level: int) -> int:
    """The same towards the bottom right."""
    return -floored(-pixels, level)


def canvas_px(pixels: int, level: int) -> int:
    """So many pixels of a level in those of the canvas, towards the top left."""
    return floored(pixels, -level)


def outwards(box: Box, level: int) -> Box:
    """A box of the canvas in pixels of the level."""
    return Box(
        floored(box.left, level),
        floored(box.top, level),
        ceiled(box.right, level),
        ceiled(box.bottom, level),
    )


def enlarged(pixels: NDArray[Kind], origin: Box, box: Box, level: int) -> NDArray[Kind]:
    """Each pixel as a square: `pixels` of `origin` on the canvas, cut to `box` of a level below 0.

    `origin` is `outwards(box, -level)`, so that it holds all of `box`.
    """
    side = 1 << -level
    large = np.repeat(np.repeat(pixels, side, axis=0), side, axis=1)
    return large[box.moved(-origin.left * side, -origin.top * side).slices]
