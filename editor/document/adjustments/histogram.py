"""How often each tone is in a picture: what levels and curves are set by."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from editor.document.composite_painter import render_steps
from editor.document.composite_program import steps_of
from editor.document.document import Document
from editor.document.kinds.generated.inputs import layers_below
from editor.document.layer_protocol import Layer
from editor.document.tiles import Pixels
from ml.api.regions import Box

BINS = 256
_LONGEST_PX = 768
"""A smaller version of the picture tells as much, in a fraction of the time."""

Counts = NDArray[np.float64]
"""(3, BINS): for red, green and blue, how often each tone is there."""


def count_tones(pixels: Pixels) -> Counts:
    """Of straight RGBA (h, w, 4); clear pixels do not count."""
    seen = pixels[pixels[..., 3] > 0]
    tones = seen[:, :3] if seen.dtype == np.uint8 else seen[:, :3] >> 8
    counted = [np.bincount(tones[:, k], minlength=BINS) for k in range(3)]
    return np.array(counted, np.float64)


def tones_below(document: Document, layer_id: str) -> Counts:
    """Of what lies below a layer: what it changes. The document is only read."""
    level = display_level(document)
    steps = steps_of(layers_below(document.layers, layer_id))
    canvas = _canvas_at(document, level)
    return count_tones(render_steps(steps, canvas, level, document.depth, canvas))


def tones_of(document: Document, layer: Layer) -> Counts:
    """Of one layer's own pixels on the canvas."""
    level = display_level(document)
    return count_tones(layer.render(_canvas_at(document, level), level))


def display_level(document: Document) -> int:
    """The level at which the picture is small enough to be counted."""
    longest = max(document.width, document.height)
    return max(0, (longest // _LONGEST_PX).bit_length())


def _canvas_at(document: Document, level: int) -> Box:
    scale = 1 << level
    return Box.of_size(-(-document.width // scale), -(-document.height // scale))
