"""A document with one cell for each thing that another program may show differently."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from editor.document.blending import BlendMode
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from editor.document.tiles import Depth
from ml.api.regions import Box

CELL_WIDTH_PX, CELL_HEIGHT_PX = 48, 32
COLUMNS = 6
OPACITIES = (1.0, 0.6)
GAP_PX = 4

Colours = NDArray[np.float64]


@dataclass(frozen=True)
class Cell:
    """A named part of the sheet."""

    name: str
    box: Box


def make_sheet(depth: Depth) -> tuple[Document, tuple[Cell, ...]]:
    """All blend modes at two opacities over opaque and over half transparent ground; a mask, a
    layer that is cut off, one that is hidden, and nothing but transparency."""
    builders = list(_builders())
    rows = -(-len(builders) // COLUMNS)
    width, height = COLUMNS * (CELL_WIDTH_PX + GAP_PX), rows * (CELL_HEIGHT_PX + GAP_PX)
    document = Document(width, height, depth)
    cells: list[Cell] = []
    for number, (name, build) in enumerate(builders):
        row, column = divmod(number, COLUMNS)
        left, top = column * (CELL_WIDTH_PX + GAP_PX), row * (CELL_HEIGHT_PX + GAP_PX)
        for layer in build(depth, left, top):
            document.insert_layer(layer)
        cells.append(Cell(name, Box(left, top, left + CELL_WIDTH_PX, top + CELL_HEIGHT_PX)))
    return document, tuple(cells)


Build = Callable[[Depth, int, int], list[PixelLayer]]


def _builders() -> Iterator[tuple[str, Build]]:
    for opacity in OPACITIES:
        for mode in BlendMode:
            yield f"{mode.title}, {opacity:.0%}", _blended(mode, opacity, is_solid=True)
    for mode in (BlendMode.NORMAL, BlendMode.MULTIPLY, BlendMode.LUMINOSITY):
        yield f"{mode.title} on transparency", _blended(mode, 1.0, is_solid=False)
    yield "Layer mask", _masked
    yield "Hidden layer", _hidden
    yield "Transparency alone", _alone


def _blended(mode: BlendMode, opacity: float, *, is_solid: bool) -> Build:
    def build(depth: Depth, left: int, top: int) -> list[PixelLayer]:
        upper = _layer("Upper", _upper(), depth, left, top)
        upper.blend = mode
        upper.opacity = opacity
        return [_layer("Ground", _ground(is_solid=is_solid), depth, left, top), upper]

    return build


def _masked(depth: Depth, left: int, top: int) -> list[PixelLayer]:
    upper = _layer('Tóp ‹1› & "two"', _upper(), depth, left, top)
    ramp = np.linspace(0, 255, CELL_WIDTH_PX)
    upper.mask = Mask.from_coverage(np.tile(ramp, (CELL_HEIGHT_PX, 1)).astype(np.uint8))
    return [_layer("Ground", _ground(is_solid=True), depth, left, top), upper]


def _hidden(depth: Depth, left: int, top: int) -> list[PixelLayer]:
    upper = _layer("Hidden", _upper(), depth, left, top)
    upper.visible = False
    return [_layer("Ground", _ground(is_solid=True), depth, left, top), upper]


def _alone(depth: Depth, left: int, top: int) -> list[PixelLayer]:
    return [_layer("Alone", _upper(), depth, left, top)]


def _layer(name: str, colours: Colours, depth: Depth, left: int, top: int) -> PixelLayer:
    pixels = np.rint(colours * np.iinfo(depth).max).astype(depth)
    return PixelLayer.from_pixels(name, pixels, (left, top))


def _ground(*, is_solid: bool) -> Colours:
    x, y = _grid()
    alpha = np.ones_like(x) if is_solid else np.clip(1.4 * y, 0, 1)
    return np.dstack([x, y, 0.5 + 0.5 * np.sin(9 * x) * np.cos(5 * y), alpha])


def _upper() -> Colours:
    x, y = _grid()
    alpha = np.clip(0.8 * (x + y), 0, 1)
    return np.dstack([0.5 + 0.5 * np.cos(17 * x), 1 - x, y * (1 - x), alpha])


def _grid() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    y, x = np.mgrid[0:CELL_HEIGHT_PX, 0:CELL_WIDTH_PX]
    return x / (CELL_WIDTH_PX - 1), y / (CELL_HEIGHT_PX - 1)
