"""Changes a whole mask at once: invert, grow, feather, fill, combine.

Every function takes masks and returns a new one, which shares the tiles that did not change;
`commands.replace_mask` turns the result into a step of the history.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from editor.document import mask_filters
from editor.document.mask import FULL, Mask
from editor.document.polygons import Point, polygon_coverage
from editor.document.tiles import TILE_PX, Pixels, box_of, keys_of
from ml.api.regions import Box

Coverage = NDArray[np.uint8]


class Combine(Enum):
    """How a new shape joins a mask that is there already."""

    REPLACE = "replace"
    ADD = "add"
    SUBTRACT = "subtract"
    INTERSECT = "intersect"


def clear() -> Mask:
    """The mask with nothing in it."""
    return Mask()


def select_all(canvas: Box) -> Mask:
    return Mask.of_box(canvas)


def invert(mask: Mask, canvas: Box) -> Mask:
    """Inside becomes outside; what lies beyond the canvas becomes empty."""
    out = Mask()
    out.fill(canvas, FULL)
    for key in list(mask.keys()):
        part = box_of(key).intersection(canvas)
        if not part.is_empty:
            out.write(part, FULL - mask.coverage(part))
    return out


def polygon(points: Sequence[Point], canvas: Box) -> Mask:
    """The inside of a closed polygon, with smooth edges."""
    out = Mask()
    for box, coverage in polygon_coverage(points, canvas):
        out.write(box, coverage)
    return out


def rectangle(box: Box, canvas: Box) -> Mask:
    return Mask.of_box(box.intersection(canvas))


def combine(mask: Mask, shape: Mask, how: Combine) -> Mask:
    """`mask` joined with `shape`: the larger, the rest, or the smaller coverage."""
    if how is Combine.REPLACE:
        return shape.share()
    if how is Combine.INTERSECT:
        return _intersected(mask, shape)
    out = mask.share()
    for row, col in list(shape.keys()):
        new, old = shape.tile(row, col), mask.tile(row, col)
        if how is Combine.ADD:
            out.put(row, col, new if old is None or new is None else np.maximum(old, new))
        elif old is not None and new is not None:
            out.put(row, col, np.minimum(old, FULL - new))
    return out


def _intersected(mask: Mask, shape: Mask) -> Mask:
    out = Mask()
    for row, col in mask.keys() & shape.keys():
        one, other = mask.tile(row, col), shape.tile(row, col)
        if one is not None and other is not None:
            out.put(row, col, np.minimum(one, other))
    return out


def move(mask: Mask, dx: int, dy: int, canvas: Box) -> Mask:
    """The mask shifted by whole pixels; what leaves the canvas is gone."""
    out = Mask()
    inside = mask.bounds.moved(dx, dy).intersection(canvas)
    if not inside.is_empty:
        out.write(inside, mask.coverage(inside.moved(-dx, -dy)))
    return out


def grow(mask: Mask, radius_px: float, canvas: Box) -> Mask:
    """Move the edge outwards by a round brush of that radius; inwards where it is negative.

    The mask is taken to go on beyond the canvas, so shrinking leaves the canvas's edge covered.
    """
    if radius_px == 0:
        return mask.share()

    def change(coverage: Coverage) -> Coverage:
        if radius_px > 0:
            return mask_filters.grown(coverage, radius_px)
        return FULL - mask_filters.grown(FULL - coverage, -radius_px)

    return _filtered(mask, canvas, int(abs(radius_px)) + 2, change)


def feather(mask: Mask, radius_px: float, canvas: Box) -> Mask:
    """Soften the edge: it fades over about `radius_px` to either side."""
    if radius_px <= 0:
        return mask.share()
    reach = mask_filters.blur_reach(radius_px)
    return _filtered(mask, canvas, reach, lambda cover: mask_filters.blurred(cover, radius_px))


def soften(mask: Mask, canvas: Box) -> Mask:
    """Smooth the steps of a hard edge over about one pixel."""
    return _filtered(mask, canvas, 2, mask_filters.softened)


def smooth(mask: Mask, radius_px: int, canvas: Box) -> Mask:
    """Round the edge off: specks and notches narrower than the radius go."""
    if radius_px <= 0:
        return mask.share()
    return _filtered(
        mask, canvas, radius_px + 1, lambda cover: mask_filters.smoothed(cover, radius_px)
    )


def border(mask: Mask, width_px: float, canvas: Box) -> Mask:
    """A band of that width along the edge, half of it outside; not along the canvas's edge."""
    half = width_px / 2

    def band(coverage: Coverage) -> Coverage:
        outer = mask_filters.grown(coverage, half)
        core = FULL - mask_filters.grown(FULL - coverage, half)
        return np.minimum(outer, FULL - core)

    return _filtered(mask, canvas, int(half) + 3, band)


def _filtered(mask: Mask, canvas: Box, reach: int, change: Callable[[Coverage], Coverage]) -> Mask:
    """`change` applied where the mask holds something, and `reach` pixels around.

    Large masks are worked on in bands, each with its surroundings, so that memory stays bounded.
    """
    around = mask.bounds.intersection(canvas)
    out = Mask()
    if around.is_empty:
        return out
    near = around.padded(reach).intersection(canvas)
    band_px = max(TILE_PX, _BAND_PIXELS // max(1, near.width) // TILE_PX * TILE_PX)
    first = near.top // TILE_PX * TILE_PX
    for top in range(first, near.bottom, band_px):
        band = Box(near.left, top, near.right, top + band_px).intersection(near)
        wide = band.padded(reach).intersection(canvas)
        changed = change(mask.coverage(wide))
        out.write(band, changed[band.moved(-wide.left, -wide.top).slices])
    return _with_same_tiles(out, mask)


_BAND_PIXELS = 8_000_000


def _with_same_tiles(out: Mask, mask: Mask) -> Mask:
    """Tiles of `out` that equal those of `mask` become them, so that they cost nothing twice."""
    for row, col in out.keys() & mask.keys():
        new, old = out.tile(row, col), mask.tile(row, col)
        if _equal(new, old):
            out.put(row, col, old)
    return out


def _equal(one: Pixels | None, other: Pixels | None) -> bool:
    return one is not None and other is not None and np.array_equal(one, other)


def touches(mask: Mask, box: Box) -> bool:
    """Whether the mask holds anything in `box`."""
    return any(mask.tile(*key) is not None for key in keys_of(box)) and bool(
        mask.coverage(box).any()
    )
