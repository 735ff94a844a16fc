"""Turns a generator's drawing into a group of vector layers, in the document's own colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from editor.colour.profiles import Conversion
from editor.document.document import Document
from editor.document.kinds.vector.layer import group_of
from editor.document.layers import GroupLayer
from editor.document.mask import Mask
from ml.api.errors import GeneratorError
from ml.api.images import Pixels
from ml.api.params import Scalar
from ml.vector.shapes import BadShape, Colour, Drawing, Flat, Paint, Shape, Stop
from ml.vector.svg_reader import BadDrawing, read_svg

DRAWING = "drawing"
"""The output of a generator that holds shapes as SVG."""
CURVE = "error_curve"
"""What is told of such a result: the likeness in dB after each layer, blanks between."""


def read_curve(text: str) -> tuple[float, ...]:
    """Numbers with blanks between them; nothing where they are none."""
    try:
        return tuple(float(word) for word in text.split())
    except ValueError:
        return ()


def vector_group(
    document: Document,
    text: str,
    name: str,
    coverage: Pixels | None = None,
    info: Mapping[str, Scalar] | None = None,
) -> GroupLayer:
    """A layer for each shape of the SVG `text`; raises `GeneratorError` where it holds none.

    `coverage` (uint8, as large as the canvas) becomes the group's mask. `info` is what is told of
    the result: a likeness after each layer, which the layers keep.
    """
    try:
        drawing = read_svg(text).drawing
    except (BadDrawing, BadShape) as error:
        raise GeneratorError(
            "The result is no drawing that can be read; nothing was changed.", str(error)
        ) from error
    if not drawing.shapes:
        raise GeneratorError("The result is empty; nothing was changed.")
    curve = read_curve(str((info or {}).get(CURVE, "")))
    group = group_of(in_profile(drawing, document.profile), name, document.depth, curve)
    if coverage is not None:
        group.mask = Mask.from_coverage(coverage.astype(np.uint8, copy=False))
    return group


def in_profile(drawing: Drawing, profile: bytes | None) -> Drawing:
    """The same colours as numbers of that profile; the shapes come in sRGB."""
    return _converted(drawing, Conversion(None, profile))


def out_of_profile(drawing: Drawing, profile: bytes | None) -> Drawing:
    """The same colours in sRGB, as files of shapes hold them; they come as numbers of a profile."""
    return _converted(drawing, Conversion(profile, None))


def _converted(drawing: Drawing, conversion: Conversion) -> Drawing:
    def converted(colour: Colour) -> Colour:
        numbers = np.rint(np.array(colour) * 65535).astype(np.uint16).reshape(1, 1, 3)
        red, green, blue = (float(v) / 65535 for v in conversion.apply(numbers)[0, 0])
        return (red, green, blue)

    def painted(paint: Paint) -> Paint:
        if isinstance(paint, Flat):
            return Flat(converted(paint.colour))
        stops = tuple(Stop(stop.offset, converted(stop.colour)) for stop in paint.stops)
        return replace(paint, stops=stops)

    def dressed(shape: Shape) -> Shape:
        return replace(shape, paint=painted(shape.paint))

    if conversion.is_identity:
        return drawing
    return replace(drawing, shapes=tuple(dressed(shape) for shape in drawing.shapes))
