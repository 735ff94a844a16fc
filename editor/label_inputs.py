"""What generators that work with labels get to see of a document and of the shelf."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from editor.colour.profiles import Conversion
from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.kinds.label.layer import LabelLayer, label_layer
from editor.document.kinds.label.picture import without_labels
from editor.files.label_file import read_label_map
from ml.api.errors import BadInput
from ml.api.images import Pixels
from ml.api.labels import Palette
from ml.api.palette_files import palette_text
from ml.api.regions import Box
from ml.api.spec import GeneratorSpec, PortKind

MAP_ENDING = ".labels.png"
"""A reference's own label map lies beside it: `lake.jpg` has `lake.labels.png`."""


@dataclass(frozen=True)
class LabelInputs:
    """Arrays and texts by port name, to be added to the others."""

    arrays: Mapping[str, list[Pixels]] = field(default_factory=dict[str, list[Pixels]])
    texts: Mapping[str, str] = field(default_factory=dict[str, str])


def is_of_labels(spec: GeneratorSpec) -> bool:
    """Whether a generator starts from a label layer."""
    return any(port.kind is PortKind.LABELS and port.required for port in spec.inputs)


def label_inputs(
    document: Document, box: Box, references: Sequence[Path], pictures: Sequence[Pixels]
) -> LabelInputs:
    """The active label layer, or the highest; the picture below it, if there is one.

    A second visible label layer says how the picture was labelled before. References whose maps
    are not there go along all unlabelled, which means that they are to be guessed. Raises
    `BadInput`.
    """
    layers = _label_layers(document)
    if not layers:
        raise BadInput("There are no labels: paint some on a label layer first.")
    layer = layers[0]
    arrays: dict[str, list[Pixels]] = {"labels": [layer.indices(box)]}
    picture = _picture(document, box)
    if picture is not None:
        arrays["image"] = [picture]
        before = next((one for one in layers[1:] if one.palette == layer.palette), None)
        if before is not None:
            arrays["labels_before"] = [before.indices(box)]
    if pictures:
        arrays["reference_labels"] = [
            _map_of(path, picture, layer.palette)
            for path, picture in zip(references, pictures, strict=True)
        ]
    return LabelInputs(arrays, {"palette": palette_text(layer.palette)})


def _label_layers(document: Document) -> list[LabelLayer]:
    """The active one first, then the visible ones from the highest."""
    active = label_layer(document.active) if document.active is not None else None
    seen = [label_layer(layer) for layer in document.walk() if layer.visible]
    others = [layer for layer in seen if layer is not None]
    first = [active] if active is not None else []
    return first + [layer for layer in others if layer is not active]


def _picture(document: Document, box: Box) -> Pixels | None:
    """What lies below the labels, in sRGB; None where nothing does."""
    pixels = flatten(without_labels(document), box)
    if not pixels[..., 3].any():
        return None
    if (pixels[..., 3] == np.iinfo(pixels.dtype).max).all():
        pixels = np.ascontiguousarray(pixels[..., :3])
    return Conversion(document.profile, None).apply(pixels)


def _map_of(path: Path, picture: Pixels, palette: Palette) -> Pixels:
    """The map beside a reference in the numbers of `palette`; all unlabelled without one."""
    beside = path.with_name(path.stem + MAP_ENDING)
    rows, columns = picture.shape[:2]
    if not beside.is_file():
        depth = np.uint8 if palette.unlabelled < 256 else np.uint16
        return np.full((rows, columns), palette.unlabelled, depth)
    return read_label_map(beside, palette, (columns, rows)).indices
