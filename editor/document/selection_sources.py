"""What selections are made from: the picture as it is seen, one layer, its alpha, its light."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.layers import Layer, PixelLayer
from editor.document.mask import FULL, Mask
from editor.document.mask_similar import Sample
from editor.document.tiles import Pixels, box_of, keys_of
from ml.api.regions import Box

# Rec. 709, on the values as they are stored: what a black and white of the picture shows.
_LIGHT = np.array([0.2126, 0.7152, 0.0722], np.float32)


def visible(document: Document) -> Sample:
    """The picture as it is now, all visible layers together; later changes do not reach it."""
    twin = document.snapshot()
    sole = _sole_layer(twin)
    if sole is not None:
        return lambda box: sole.render(box, 0)
    return lambda box: flatten(twin, box)


def of_layer(layer: Layer) -> Sample:
    """One layer as it is now, without its mask and opacity."""
    twin = layer.share()
    return lambda box: twin.render(box, 0)


def _sole_layer(document: Document) -> PixelLayer | None:
    """The layer that is all of the picture, where there is only one and it is shown as it is."""
    if len(document.layers) != 1:
        return None
    layer = document.layers[0]
    if not isinstance(layer, PixelLayer) or layer.mask is not None:
        return None
    return layer if layer.visible and layer.opacity == 1.0 else None


def from_alpha(sample: Sample, within: Box) -> Mask:
    """How opaque each pixel is, where it lies in `within`."""
    return _by_pixels(sample, within, lambda pixels: _eight_bits(pixels[..., 3]))


def from_light(sample: Sample, within: Box) -> Mask:
    """How light each pixel is; what is clear counts as black."""

    def light(pixels: Pixels) -> NDArray[np.uint8]:
        full = np.float32(np.iinfo(pixels.dtype).max)
        grey = pixels[..., :3].astype(np.float32) @ _LIGHT
        grey *= pixels[..., 3] / full
        return np.rint(grey * (FULL / full)).astype(np.uint8)

    return _by_pixels(sample, within, light)


def _by_pixels(sample: Sample, within: Box, value: Callable[[Pixels], NDArray[np.uint8]]) -> Mask:
    out = Mask()
    for key in keys_of(within):
        box = box_of(key).intersection(within)
        out.write(box, value(sample(box)))
    return out


def _eight_bits(values: Pixels) -> NDArray[np.uint8]:
    if values.dtype == np.uint16:
        return ((values.astype(np.uint32) + 128) // 257).astype(np.uint8)
    return values.astype(np.uint8)
