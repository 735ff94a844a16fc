"""Documents that differ in a known way, so that a file found after a kill can be told apart."""

from __future__ import annotations

import numpy as np

from editor.document.blending import BlendMode
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from ml.api.regions import Box

WIDTH_PX, HEIGHT_PX = 400, 300


def variant(number: int) -> Document:
    """A photograph-like layer, and one above it with a mask; each `number` has other pixels."""
    random = np.random.default_rng(number)
    document = Document(WIDTH_PX, HEIGHT_PX)
    document.insert_layer(_layer("Background", f"{1:032x}", _noise(random, HEIGHT_PX, WIDTH_PX)))
    above = _layer("Removed", f"{2:032x}", _noise(random, 90, 120))
    above.position = (int(random.integers(-50, 300)), int(random.integers(-50, 200)))
    above.mask = Mask.from_coverage(_noise(random, 80, 100)[:, :, 0])
    above.blend = BlendMode.MULTIPLY
    document.insert_layer(above)
    document.selection = Mask.of_box(Box(0, 0, 10 + number % 50, 20))
    return document


def small_variant(number: int) -> Document:
    """As `variant`, of a tenth of the pixels: for what tries every format a hundred times."""
    random = np.random.default_rng(number)
    document = Document(120, 100)
    document.insert_layer(_layer("Background", f"{1:032x}", _noise(random, 100, 120)))
    return document


def _layer(name: str, layer_id: str, pixels: np.ndarray) -> PixelLayer:
    layer = PixelLayer.from_pixels(name, pixels)
    layer.id = layer_id
    return layer


def _noise(random: np.random.Generator, height: int, width: int) -> np.ndarray:
    pixels = random.integers(0, 256, (height, width, 4), dtype=np.uint8)
    pixels[:, :, 3] |= 128
    return pixels
