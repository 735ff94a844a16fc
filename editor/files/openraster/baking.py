"""The pixels by which other programs show what they do not know: masks, clipping, adjustments."""

from __future__ import annotations

import numpy as np

from editor.document.composite_painter import render_steps
from editor.document.composite_program import solo_steps, steps_until
from editor.document.document import Document
from editor.document.layers import EVERYWHERE, Layer, mask_of
from editor.document.tiles import Pixels
from ml.api.regions import Box


def box_of(layer: Layer, document: Document) -> Box:
    """Where the layer has pixels; of what has no end, that is the canvas."""
    bounds = layer.bounds
    return document.canvas if bounds == EVERYWHERE else bounds


def masked(layer: Layer, box: Box) -> Pixels:
    """The layer in `box` of the canvas with its mask multiplied into its alpha."""
    pixels = layer.render(box)
    mask = mask_of(layer)
    if mask is None:
        return pixels
    x, y = layer.position
    coverage = mask.coverage(box.moved(-x, -y))
    return _thinned(pixels, coverage.astype(np.uint64), 255)


def clipped(layer: Layer, base: Layer, box: Box) -> Pixels:
    """`masked`, and cut to what `base` covers."""
    below = render_steps(solo_steps(base), box, 0, base.depth)
    full = int(np.iinfo(below.dtype).max)
    return _thinned(masked(layer, box), below[:, :, 3].astype(np.uint64), full)


def reach_of(layer: Layer, document: Document, base: Layer | None = None) -> Box:
    """Where the picture can be another one for the layer: in its mask, and over its base."""
    reach = box_of(layer, document).intersection(document.canvas)
    mask = mask_of(layer)
    if mask is not None:
        reach = reach.intersection(mask.bounds.moved(*layer.position))
    return reach if base is None else reach.intersection(box_of(base, document))


def result_at(document: Document, layer: Layer, box: Box) -> Pixels:
    """The picture in `box` as it is right after the layer, as opaque as what lies below."""
    steps = steps_until(document.layers, layer.id)
    return render_steps(steps, box, 0, document.depth, document.canvas)


def _thinned(pixels: Pixels, share: Pixels, full: int) -> Pixels:
    alpha = pixels[:, :, 3].astype(np.uint64)
    out = np.array(pixels)
    out[:, :, 3] = ((alpha * share + full // 2) // full).astype(pixels.dtype)
    return out
