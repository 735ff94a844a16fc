"""A document with one cell for each thing that another program may show differently."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.openraster.drawing import (
    CELL_HEIGHT_PX,
    CELL_WIDTH_PX,
    Build,
    ground,
    layer,
    upper,
)
from benchmarks.openraster.trees import tree_builders
from editor.document.blending import BlendMode
from editor.document.document import Document
from editor.document.layers import Layer
from editor.document.mask import Mask
from editor.document.tiles import Depth
from ml.api.regions import Box

COLUMNS = 6
OPACITIES = (1.0, 0.6)
GAP_PX = 4


@dataclass(frozen=True)
class Cell:
    """A named part of the sheet."""

    name: str
    box: Box


def make_sheet(name: str, depth: Depth) -> tuple[Document, tuple[Cell, ...]]:
    """`modes`: all blend modes at two opacities over opaque and over half transparent ground, a
    mask, a layer that is hidden, nothing but transparency. `trees`: groups and what is in them."""
    builders = list(SHEETS[name]())
    rows = -(-len(builders) // COLUMNS)
    width, height = COLUMNS * (CELL_WIDTH_PX + GAP_PX), rows * (CELL_HEIGHT_PX + GAP_PX)
    document = Document(width, height, depth)
    cells: list[Cell] = []
    for number, (name, build) in enumerate(builders):
        row, column = divmod(number, COLUMNS)
        left, top = column * (CELL_WIDTH_PX + GAP_PX), row * (CELL_HEIGHT_PX + GAP_PX)
        for one in build(depth, left, top):
            document.insert_layer(one)
        cells.append(Cell(name, Box(left, top, left + CELL_WIDTH_PX, top + CELL_HEIGHT_PX)))
    return document, tuple(cells)


def _mode_builders() -> Iterator[tuple[str, Build]]:
    for opacity in OPACITIES:
        for mode in BlendMode:
            yield f"{mode.title}, {opacity:.0%}", _blended(mode, opacity, is_solid=True)
    for mode in (BlendMode.NORMAL, BlendMode.MULTIPLY, BlendMode.LUMINOSITY):
        yield f"{mode.title} on transparency", _blended(mode, 1.0, is_solid=False)
    yield "Layer mask", _masked
    yield "Hidden layer", _hidden
    yield "Transparency alone", _alone


def _blended(mode: BlendMode, opacity: float, *, is_solid: bool) -> Build:
    def build(depth: Depth, left: int, top: int) -> list[Layer]:
        over = layer("Upper", upper(), depth, left, top)
        over.blend = mode
        over.opacity = opacity
        return [layer("Ground", ground(is_solid=is_solid), depth, left, top), over]

    return build


def _masked(depth: Depth, left: int, top: int) -> list[Layer]:
    over = layer('Tóp ‹1› & "two"', upper(), depth, left, top)
    ramp = np.linspace(0, 255, CELL_WIDTH_PX)
    over.mask = Mask.from_coverage(np.tile(ramp, (CELL_HEIGHT_PX, 1)).astype(np.uint8))
    return [layer("Ground", ground(is_solid=True), depth, left, top), over]


def _hidden(depth: Depth, left: int, top: int) -> list[Layer]:
    over = layer("Hidden", upper(), depth, left, top)
    over.visible = False
    return [layer("Ground", ground(is_solid=True), depth, left, top), over]


def _alone(depth: Depth, left: int, top: int) -> list[Layer]:
    return [layer("Alone", upper(), depth, left, top)]


SHEETS: dict[str, Callable[[], Iterator[tuple[str, Build]]]] = {
    "modes": _mode_builders,
    "trees": tree_builders,
}
