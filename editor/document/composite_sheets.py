"""What one layer shows in one box of the canvas: its pixels, or its mask."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from editor.document.composite_program import Step
from editor.document.errors import Unrenderable
from editor.document.kinds.pixel.layer import PixelLayer
from editor.document.layer_protocol import Layer, as_labelled, draws_larger, mask_of
from editor.document.levels import enlarged, outwards
from editor.document.sheets import Array, Sheet
from editor.document.tiles import TILE_PX, TilePlane, box_of
from ml.api.regions import Box


class Place(NamedTuple):
    """A tile of the canvas shrunk by 2**level."""

    level: int
    row: int
    col: int

    @property
    def box(self) -> Box:
        """The pixels it covers, in those of its level."""
        return box_of((self.row, self.col))


class View(NamedTuple):
    """A box of the canvas shrunk by 2**level, in pixels of that level."""

    level: int
    box: Box

    @property
    def is_tile(self) -> bool:
        """Whether it is exactly one tile of the canvas."""
        box = self.box
        side = box.width == TILE_PX and box.height == TILE_PX
        return side and box.left % TILE_PX == 0 and box.top % TILE_PX == 0


def sheet_of(step: Step, view: View) -> Sheet | None:
    """What the step's layer lays over others in the view; None where that is nothing."""
    layer = step.layer
    mask: Array | None = None
    if step.is_masked:
        mask = mask_in(layer, view)
        if mask is None:
            return None
    if isinstance(layer, PixelLayer):
        source = _plane_part(layer.pixels, layer, view)
    elif _touches(_reach_of(layer), view):
        source = _still(_rendered(layer, view))
    else:
        source = None
    return None if source is None else Sheet(source, mask, step.opacity)


def _reach_of(layer: Layer) -> Box:
    """A box around all that the layer shows; exact bounds take too long while labels are drawn."""
    labelled = as_labelled(layer)
    return layer.bounds if labelled is None else labelled.reach


def _rendered(layer: Layer, view: View) -> Array:
    """Raises Unrenderable whatever went wrong, so that whoever shows it can name the layer."""
    try:
        if view.level < 0 and not draws_larger(layer):
            near = outwards(view.box, -view.level)
            return enlarged(layer.render(near), near, view.box, view.level)
        return layer.render(view.box, view.level)
    except Exception as error:
        raise Unrenderable(layer.name) from error


def mask_in(layer: Layer, view: View) -> Array | None:
    """The layer's mask in the view (h, w); None where it hides everything, or there is none."""
    mask = mask_of(layer)
    return None if mask is None else _plane_part(mask, layer, view)


def share_in(step: Step, view: View, part: tuple[slice, slice]) -> NDArray[np.float32] | None:
    """How much of the step's result counts in a part of the view (0..1); None for nothing."""
    opacity = np.float32(step.opacity)
    if not step.is_masked:
        return np.full((1, 1), opacity, np.float32)
    mask = mask_in(step.layer, view)
    return None if mask is None else mask[part] * (opacity * np.float32(1 / 255))


def _plane_part(plane: TilePlane, layer: Layer, view: View) -> Array | None:
    """What lies in the view, out of a plane that lies where its layer does."""
    level = view.level
    if level < 0:
        return _enlarged_part(plane, layer, view)
    x, y = layer.position[0] >> level, layer.position[1] >> level
    if view.is_tile and x % TILE_PX == 0 and y % TILE_PX == 0:
        row, col = view.box.top // TILE_PX, view.box.left // TILE_PX
        return plane.level_tile(level, row - y // TILE_PX, col - x // TILE_PX)
    if not _touches(plane.extent.moved(*layer.position), view):
        return None
    return _still(plane.read_level(level, view.box.moved(-x, -y)))


def _enlarged_part(plane: TilePlane, layer: Layer, view: View) -> Array | None:
    """The same above the size of the canvas: its pixels as squares."""
    if not _touches(plane.extent.moved(*layer.position), view):
        return None
    near = outwards(view.box, -view.level)
    x, y = layer.position
    return _still(enlarged(plane.read_level(0, near.moved(-x, -y)), near, view.box, view.level))


def _touches(box: Box, view: View) -> bool:
    """Whether a box of the canvas may show in the view; a pixel more where it is shrunk."""
    if view.level < 0:
        return not box.intersection(outwards(view.box, -view.level)).is_empty
    scale, rim = 1 << view.level, 1 if view.level else 0
    there = view.box
    return (
        box.left < (there.right + rim) * scale
        and box.right > (there.left - rim) * scale
        and box.top < (there.bottom + rim) * scale
        and box.bottom > (there.top - rim) * scale
    )


def _still(pixels: Array) -> Array:
    """As planes hold their tiles: the compiler makes loops of their own for what may change."""
    pixels = np.ascontiguousarray(pixels)
    pixels.flags.writeable = False
    return pixels
