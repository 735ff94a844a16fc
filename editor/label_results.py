"""A generator's label map becomes a label layer."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from editor.document.commands import AddLayer
from editor.document.document import Document
from editor.document.kinds.label.layer import LabelLayer
from ml.api.errors import GeneratorError
from ml.api.images import Pixels
from ml.api.labels import LANDSCAPE, Labels, Palette
from ml.api.palette_files import palette_of_text
from ml.api.regions import Box
from ml.api.spec import GeneratorSpec

OVER_A_PICTURE = 0.6
"""How opaque guessed labels are, so that the picture shows how good they are."""


class Outcome(Protocol):
    """What is needed of a result of the worker."""

    @property
    def image(self) -> Pixels: ...


def labels_of(outcome: Outcome) -> tuple[Labels, Palette]:
    """The numbers of a result and what they mean; raises `GeneratorError`."""
    image = outcome.image
    if image.ndim != 3 or image.shape[2] != 1 or image.dtype.kind not in "ui":
        raise GeneratorError("The result is no label map; nothing was changed.")
    text = getattr(outcome, "texts", {}).get("palette", "")
    palette = palette_of_text(text) if text else LANDSCAPE
    numbers = image[..., 0]
    is_small = int(numbers.max(initial=0)) < 256 and palette.unlabelled < 256
    return np.ascontiguousarray(numbers, np.uint8 if is_small else np.uint16), palette


def is_labels(outcome: Outcome) -> bool:
    """Whether a result is a label map and no picture."""
    return bool(getattr(outcome, "texts", {}).get("palette")) and outcome.image.shape[2] == 1


def label_pixels(outcome: Outcome) -> NDArray[np.uint8]:
    """A label map in its colours as straight RGBA; what is unlabelled is clear."""
    labels, palette = labels_of(outcome)
    table = np.zeros((65536, 4), np.uint8)
    colours = palette.colour_table()
    table[: len(colours), :3] = colours
    table[list(palette.indices), 3] = round(255 * OVER_A_PICTURE)
    return table[labels]


def label_step(document: Document, spec: GeneratorSpec, box: Box, outcome: Outcome) -> AddLayer:
    """The step that puts a result above all as a label layer; raises `GeneratorError`."""
    labels, palette = labels_of(outcome)
    if labels.shape != (box.height, box.width) or box != document.canvas:
        raise GeneratorError("The result has another size than the picture; nothing was changed.")
    layer = LabelLayer.of_indices(labels, palette, name=spec.layer_name, depth=document.depth)
    layer.opacity = OVER_A_PICTURE
    return AddLayer(layer, None, spec.title)
