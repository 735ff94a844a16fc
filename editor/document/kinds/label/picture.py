"""The picture that labels are about: what is seen without the label layers, small and whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from editor.document.composite import flatten, flatten_shrunk
from editor.document.document import Document
from editor.document.kinds.label.layer import LabelLayer
from editor.document.layers import as_grouping
from editor.document.mask_similar import Sample
from editor.document.tiles import Pixels, box_of, keys_of
from ml.api.regions import Box

Colours = NDArray[np.uint8]
Numbers = NDArray[np.int32]
_Kind = TypeVar("_Kind", np.int32, np.uint8)


@dataclass(frozen=True, eq=False)
class SmallPicture:
    """The picture shrunk by `factor`, a power of two: RGB (h, w, 3), 8 bits, over grey."""

    colours: Colours
    factor: int


def without_labels(document: Document) -> Document:
    """A twin in which no label layer is seen; later changes do not reach it."""
    twin = document.snapshot()
    for layer in list(twin.walk()):
        if isinstance(layer, LabelLayer):
            layer.visible = False
    return twin


def picture_state(document: Document) -> tuple[object, ...]:
    """Equal as long as the picture without labels looks the same."""
    facts = [
        (layer.id, layer.revision, layer.visible, layer.opacity, layer.position)
        for layer in document.walk()
        # A group is another one after every stroke on labels inside; what lies in it says it all.
        if not isinstance(layer, LabelLayer) and as_grouping(layer) is None
    ]
    return (document.width, document.height, *facts)


def picture_below(document: Document) -> Sample:
    """The picture as it is now without labels; straight RGBA for any box on the canvas."""
    twin = without_labels(document)
    return lambda box: flatten(twin, box)


def small_picture(document: Document, most_px: int) -> SmallPicture:
    """Shrunk until it has at most so many pixels; `document` is without labels already."""
    level = 0
    while (document.width >> level) * (document.height >> level) > most_px:
        level += 1
    return SmallPicture(over_grey(flatten_shrunk(document, level)), 1 << level)


def over_grey(pixels: Pixels) -> Colours:
    """Straight RGBA of either depth as 8-bit RGB: what is clear looks grey."""
    if pixels.dtype == np.uint16:
        pixels = (pixels >> 8).astype(np.uint8)
    alpha = pixels[..., 3:].astype(np.uint16)
    mixed = pixels[..., :3] * alpha + np.uint16(128) * (255 - alpha)
    return ((mixed + 127) // 255).astype(np.uint8)


def refined(numbers: Numbers, small: SmallPicture, sample: Sample, box: Box) -> Numbers:
    """What was found on the small picture, for `box` of the whole one.

    Where pieces meet, each pixel goes to the one of its neighbours on the small picture whose
    colour is nearest, so that edges follow the picture and not the coarse grid.
    """
    factor = small.factor
    rows = np.minimum(np.arange(box.top, box.bottom) // factor, numbers.shape[0] - 1)
    cols = np.minimum(np.arange(box.left, box.right) // factor, numbers.shape[1] - 1)
    coarse = numbers[np.ix_(rows, cols)]
    if factor == 1:
        return coarse
    near = _around(numbers, rows, cols)
    meets = (near != coarse).any(axis=0)
    if not meets.any():
        return coarse
    out = coarse.copy()
    shown = over_grey(sample(box)).astype(np.int32)
    colours = _around(small.colours, rows, cols)
    at = np.nonzero(meets)
    pixel = shown[at]
    apart = np.stack([((tint[at].astype(np.int32) - pixel) ** 2).sum(1) for tint in colours])
    # The middle one wins where colours say nothing.
    apart[4] -= 30
    best = apart.argmin(0)
    out[at] = near[(best, *at)]
    return out


def _around(
    values: NDArray[_Kind], rows: NDArray[np.intp], cols: NDArray[np.intp]
) -> NDArray[_Kind]:
    """The nine neighbours of each place, one after another."""
    low, wide = values.shape[0] - 1, values.shape[1] - 1
    return np.stack(
        [
            values[np.ix_(np.clip(rows + dy, 0, low), np.clip(cols + dx, 0, wide))]
            for dy in (-1, 0, 1)
            for dx in (-1, 0, 1)
        ]
    )


def tiles_of(box: Box) -> list[Box]:
    """The box cut where tiles end."""
    return [box_of(key).intersection(box) for key in keys_of(box)]
