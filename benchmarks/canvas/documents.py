"""Large documents in which every place looks different, made in a moment and without files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from editor.document.blending import BlendMode
from editor.document.document import Document
from editor.document.kinds.label.layer import LabelLayer
from editor.document.layers import PixelLayer
from ml.api.labels import LANDSCAPE

_BLOCK_PX = 1024
_MODES = (BlendMode.NORMAL, BlendMode.MULTIPLY, BlendMode.SCREEN, BlendMode.OVERLAY)


def photograph(width: int, height: int, seed: int) -> NDArray[np.uint8]:
    """Grain over a slow gradient: straight opaque RGBA (h, w, 4)."""
    rng = np.random.default_rng(seed)
    grain = rng.integers(0, 64, (_BLOCK_PX, _BLOCK_PX, 3), dtype=np.uint8)
    out = np.empty((height, width, 4), np.uint8)
    across = (np.arange(width) * 96 // width).astype(np.uint8)[None, :, None]
    for top in range(0, height, _BLOCK_PX):
        rows = min(_BLOCK_PX, height - top)
        down = ((top + np.arange(rows)) * 95 // height).astype(np.uint8)[:, None, None]
        repeats = -(-width // _BLOCK_PX)
        band = np.tile(grain[:rows], (1, repeats, 1))[:, :width]
        out[top : top + rows, :, :3] = band + across + down
    out[..., 3] = 255
    return out


def one_layer(width: int, height: int) -> Document:
    document = Document(width, height)
    document.insert_layer(PixelLayer.from_pixels("Photo", photograph(width, height, 1)))
    return document


def ten_layers(width: int, height: int) -> Document:
    """A photo under nine translucent layers of its size in four blend modes."""
    document = one_layer(width, height)
    for number in range(9):
        layer = PixelLayer.from_pixels(f"Layer {number}", photograph(width, height, number + 2))
        layer.opacity = 0.5
        layer.blend = _MODES[number % len(_MODES)]
        document.insert_layer(layer)
    return document


def labelled(width: int, height: int, *, contour_px: int = 0) -> Document:
    """A photo under a label layer without any unlabelled pixel, half seen through."""
    document = one_layer(width, height)
    y, x = np.mgrid[0:height, 0:width]
    indices = ((x // 341 + y // 287) % len(LANDSCAPE.labels)).astype(np.uint8)
    layer = LabelLayer.of_indices(indices, LANDSCAPE)
    layer.opacity = 0.6
    layer.facts = replace(layer.facts, contour_px=contour_px)
    document.insert_layer(layer)
    return document


LABELLED: dict[str, Callable[[], Document]] = {
    "8k x 8k, labels": lambda: labelled(8192, 8192),
    "8k x 8k, contours": lambda: labelled(8192, 8192, contour_px=2),
}
MAKERS: dict[str, Callable[[], Document]] = {
    "100 MP, 1 layer": lambda: one_layer(12000, 8336),
    "24 MP, 10 layers": lambda: ten_layers(6000, 4000),
    "24 MP, 1 layer": lambda: one_layer(6000, 4000),
    "8k x 8k, 1 layer": lambda: one_layer(8192, 8192),
}
