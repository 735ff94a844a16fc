"""What is done to the pixels in the selection: taken as a layer of their own, or cleared."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from editor.document.document import Document
from editor.document.errors import NotPaintable
from editor.document.layers import Layer
from editor.document.mask import FULL
from editor.document.selection import limit
from editor.document.targets import LayerPixels, Target
from editor.document.tile_change import TileChange
from editor.document.tiles import Pixels, TilePlane, box_of, keys_of
from ml.api.regions import Box

CLEAR = "Clear"


def selected_box(document: Document, layer: Layer) -> Box:
    """Where the selection lets something of the layer through, on the canvas."""
    box = layer.bounds
    if not document.selection.is_empty:
        box = box.intersection(document.selection.bounds)
    return box


def selected_plane(document: Document, layer: Layer, box: Box) -> TilePlane:
    """The layer's pixels in `box` as straight RGBA, as opaque as the selection lets them be.

    The plane lies on the canvas. The layer's own mask counts, its opacity and blending do not.
    """
    out = TilePlane(4, layer.depth)
    for key in keys_of(box):
        part = box_of(key).intersection(box)
        pixels = layer.render(part, 0).copy()
        for coverage in _coverages(document, layer, part):
            pixels[..., 3] = _share(pixels[..., 3], coverage)
        out.write(part, pixels)
    return out


def _coverages(document: Document, layer: Layer, box: Box) -> list[NDArray[np.uint8]]:
    found: list[NDArray[np.uint8]] = []
    if not document.selection.is_empty:
        found.append(document.selection.coverage(box))
    if layer.mask is not None:
        x, y = layer.position
        found.append(layer.mask.coverage(box.moved(-x, -y)))
    return found


def cleared(document: Document, target: Target) -> TileChange | None:
    """The step that empties `target` where the selection lets it; None where nothing is there.

    Raises NotPaintable where the layer's transparency is locked.
    """
    plane = document.plane(target)
    if isinstance(target, LayerPixels):
        layer = document.layer(target.layer_id)
        if layer.locks.alpha:
            sentence = (
                f"The transparency of \u201c{layer.name}\u201d is locked: unlock it to clear."
            )
            raise NotPaintable(layer.name, sentence)
    after = plane.share()
    for key in list(plane.keys()):
        box = box_of(key)
        coverage = limit(document, target, box)
        tile = plane.tile(*key)
        if coverage is None or tile is None:
            after.put(*key, None)
        elif coverage.any():
            after.put(*key, _emptied(tile, coverage))
    return TileChange.between(target, plane, after, CLEAR)


def _emptied(tile: Pixels, coverage: NDArray[np.uint8]) -> Pixels:
    left = FULL - coverage
    if tile.ndim == 2:
        return _share(tile, left)
    out = tile.copy()
    out[..., 3] = _share(tile[..., 3], left)
    # What is gone altogether leaves no colour behind.
    out[out[..., 3] == 0] = 0
    return out


def _share(values: Pixels, coverage: NDArray[np.uint8]) -> Pixels:
    """`values` times `coverage` of 255, rounded, in the depth that they have."""
    product = values.astype(np.uint32) * coverage
    return ((product + 127) // 255).astype(values.dtype)
