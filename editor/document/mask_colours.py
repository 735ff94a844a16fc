"""Grows a selection by its own colours: to what lies next to it, or all over the picture."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from editor.document.mask import FULL, Mask
from editor.document.mask_flood import Flood
from editor.document.mask_operations import Combine, combine
from editor.document.mask_similar import Sample
from editor.document.tiles import Pixels, box_of, keys_of
from ml.api.regions import Box

Coverage = NDArray[np.uint8]
Table = NDArray[np.uint8]
"""Whether colours belong (0 or 255): four steps of 8 bits to a cell, and one more for clear."""

_HALF = 128
_BITS = 6
_CELLS = 1 << _BITS
_CELL_STEPS = 256 // _CELLS
_CLEAR = _CELLS**3


def similar(sample: Sample, mask: Mask, tolerance: int, canvas: Box) -> Mask:
    """`mask` with all pixels of the picture that are near one of the colours in it."""
    table = _widened(_colours_in(sample, mask, canvas), tolerance)
    found = Mask()
    for key in keys_of(canvas):
        box = box_of(key).intersection(canvas)
        found.write(box, table[_cells_of(sample(box))])
    return combine(mask, found, Combine.ADD)


def grow_by_colour(sample: Sample, mask: Mask, tolerance: int, canvas: Box) -> Mask:
    """`mask` with what is connected with it and near one of the colours in it."""
    table = _widened(_colours_in(sample, mask, canvas), tolerance)

    def passable(box: Box) -> Coverage:
        return np.maximum(table[_cells_of(sample(box))], mask.coverage(box) & _HALF)

    fill = Flood(passable, canvas)
    for key in list(mask.keys()):
        box = box_of(key).intersection(canvas)
        inside = mask.coverage(box) >= _HALF
        if inside.any():
            fill.start(key, inside)
    return combine(mask, fill.run(), Combine.ADD)


def _colours_in(sample: Sample, mask: Mask, canvas: Box) -> Table:
    """The cells of all colours where the mask is at least half inside."""
    table = np.zeros(_CLEAR + 1, np.uint8)
    for key in list(mask.keys()):
        box = box_of(key).intersection(canvas)
        inside = mask.coverage(box) >= _HALF
        if inside.any():
            table[_cells_of(sample(box))[inside]] = FULL
    return table


def _cells_of(pixels: Pixels) -> NDArray[np.int32]:
    """The cell of each pixel of straight RGBA; what is more clear than not has one of its own."""
    shift = 16 - _BITS if pixels.dtype == np.uint16 else 8 - _BITS
    parts = (pixels[..., :3] >> shift).astype(np.int32)
    cells = (parts[..., 0] << (2 * _BITS)) | (parts[..., 1] << _BITS) | parts[..., 2]
    half = np.iinfo(pixels.dtype).max // 2
    cells[pixels[..., 3] <= half] = _CLEAR
    return cells


def _widened(table: Table, tolerance: int) -> Table:
    """With all cells that differ in no channel by more than `tolerance` (steps of 8 bits)."""
    reach = math.ceil(tolerance / _CELL_STEPS)
    cube = table[:-1].reshape(_CELLS, _CELLS, _CELLS)
    for axis in range(3):
        wide = cube.copy()
        for step in range(1, min(reach, _CELLS - 1) + 1):
            here = [slice(None)] * 3
            there = [slice(None)] * 3
            here[axis], there[axis] = slice(step, None), slice(None, -step)
            np.maximum(wide[tuple(here)], cube[tuple(there)], out=wide[tuple(here)])
            np.maximum(wide[tuple(there)], cube[tuple(here)], out=wide[tuple(there)])
        cube = wide
    return np.append(cube.reshape(-1), table[-1])
