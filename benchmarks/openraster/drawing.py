"""The two pictures of which all cells are made, and how large a cell is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from editor.document.layers import Layer, PixelLayer
from editor.document.tiles import Depth

CELL_WIDTH_PX, CELL_HEIGHT_PX = 48, 32

Colours = NDArray[np.float64]
Build = Callable[[Depth, int, int], Sequence[Layer]]
"""The layers of a cell, the lowest first, at a place of the canvas."""


def layer(name: str, colours: Colours, depth: Depth, left: int, top: int) -> PixelLayer:
    pixels = np.rint(colours * np.iinfo(depth).max).astype(depth)
    return PixelLayer.from_pixels(name, pixels, (left, top))


def ground(*, is_solid: bool) -> Colours:
    """rows x columns x 4, 0 to 1; opaque, or clearer towards the top."""
    x, y = _grid()
    alpha = np.ones_like(x) if is_solid else np.clip(1.4 * y, 0, 1)
    return np.dstack([x, y, 0.5 + 0.5 * np.sin(9 * x) * np.cos(5 * y), alpha])


def upper() -> Colours:
    """rows x columns x 4, 0 to 1; clearer towards the top left corner."""
    x, y = _grid()
    alpha = np.clip(0.8 * (x + y), 0, 1)
    return np.dstack([0.5 + 0.5 * np.cos(17 * x), 1 - x, y * (1 - x), alpha])


def _grid() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    y, x = np.mgrid[0:CELL_HEIGHT_PX, 0:CELL_WIDTH_PX]
    return x / (CELL_WIDTH_PX - 1), y / (CELL_HEIGHT_PX - 1)
