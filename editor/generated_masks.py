"""A generator's mask in the document: as the selection, or as what hides a part of a layer."""

from __future__ import annotations

import math
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from editor.document.commands import Compound, SelectionTarget, SetLayerMask, replace_mask
from editor.document.document import Document
from editor.document.history import Command
from editor.document.mask import FULL, Mask
from editor.document.mask_operations import Combine, combine
from ml.api.errors import BadInput, GeneratorError
from ml.api.images import Pixels, to_float
from ml.api.regions import Box, bounds_of
from ml.api.spec import GeneratorSpec, Placing

Coverage = NDArray[np.uint8]
SOFT_PX = 3
"""How far a bicubic enlargement spreads, in pixels of the small mask."""


class Place(Protocol):
    """Where the picture that was given to the generator lies in the document."""

    @property
    def box(self) -> Box: ...


class Outcome(Protocol):
    """What is needed of a result of the worker."""

    @property
    def image(self) -> Pixels: ...


def mask_of(place: Place, outcome: Outcome) -> Mask:
    """The result as a mask in pixels of the document; one made at another size is resized.

    Raises `GeneratorError` where nothing is inside.
    """
    small = coverage_of(outcome.image)
    inside = bounds_of(small)
    if inside.is_empty:
        raise GeneratorError("Nothing was found; the picture stays as it is.")
    # Only the part that holds anything is made large: clicks mean small things.
    part = _enlarged(small, inside.padded(SOFT_PX), (place.box.width, place.box.height))
    coverage, box = part
    return Mask.from_coverage(coverage, place.box.left + box.left, place.box.top + box.top)


def coverage_of(image: Pixels) -> Coverage:
    """The first channel of a picture of any depth as coverage."""
    plane = image if image.ndim == 2 else image[..., 0]
    if plane.dtype == np.uint8:
        return np.ascontiguousarray(plane).astype(np.uint8, copy=False)
    return np.rint(np.clip(to_float(plane), 0.0, 1.0) * FULL).astype(np.uint8)


def _enlarged(small: Coverage, inside: Box, size: tuple[int, int]) -> tuple[Coverage, Box]:
    """What of a mask lies in `inside` where the whole of it has `size`, and where that is."""
    whole = Box.of_size(small.shape[1], small.shape[0])
    inside = inside.intersection(whole)
    across, down = size[0] / whole.width, size[1] / whole.height
    if across == down == 1.0:
        return small[inside.slices], inside
    box = Box(
        math.floor(inside.left * across),
        math.floor(inside.top * down),
        min(size[0], math.ceil(inside.right * across)),
        min(size[1], math.ceil(inside.bottom * down)),
    )
    source = (box.left / across, box.top / down, box.right / across, box.bottom / down)
    resized = Image.fromarray(small).resize(
        (box.width, box.height), Image.Resampling.BICUBIC, box=source
    )
    return np.asarray(resized, np.uint8), box


def place_mask(document: Document, spec: GeneratorSpec, mask: Mask) -> Command:
    """The one step that puts a mask where the generator's declaration says.

    Raises `BadInput` where there is no layer, `GeneratorError` where nothing would change.
    """
    step = mask_step(document, spec, mask)
    if step is None:
        raise GeneratorError("The selection is already exactly that.")
    return step


def mask_step(
    document: Document, spec: GeneratorSpec, mask: Mask, how: Combine = Combine.REPLACE
) -> Command | None:
    """`place_mask`, joined with the selection by `how`; None where nothing would change.

    A layer that has a mask keeps hidden what it hid. The document is only read.
    """
    if spec.placing is Placing.LAYER_MASK:
        return _on_layer(document, spec, mask)
    joined = combine(document.selection, mask, how)
    return replace_mask(document, SelectionTarget(), joined, spec.title)


def _on_layer(document: Document, spec: GeneratorSpec, mask: Mask) -> Command:
    layer = document.active
    if layer is None:
        raise BadInput("Choose the layer whose background should go.")
    x, y = layer.position
    moved = Mask()
    moved.write(mask.bounds.moved(-x, -y), mask.read(mask.bounds))
    if layer.mask is not None:
        moved = combine(layer.mask, moved, Combine.INTERSECT)
    return Compound(spec.title, [SetLayerMask.of(document, layer.id, moved)])
