"""Turns a generator's drawing into a group of vector layers, in the document's own colours."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from editor.colour.profiles import Conversion
from editor.document.document import Document
from editor.document.kinds.vector.layer import group_of
from editor.document.layers import GroupLayer
from editor.document.mask import Mask
from ml.api.errors import GeneratorError
from ml.api.images import Pixels
from ml.vector.shapes import BadShape, Colour, Drawing, Flat, Paint, Shape, Stop
from ml.vector.svg_reader import BadDrawing, read_svg

DRAWING = "drawing"
"""The output of a generator that holds shapes as SVG."""


def vector_group(
    document: Document, text: str, name: str, coverage: Pixels | None = None
) -> GroupLayer:
    """A layer for each shape of the SVG `text`; raises `GeneratorError` where it holds none.

    `coverage` (uint8, as large as the canvas) becomes the group's mask.
    """
    try:
        drawing = read_svg(text).drawing
    except (BadDrawing, BadShape) as error:
        raise GeneratorError(
            "The result is no drawing that can be read; nothing was changed.", str(error)
        ) from error
    if not drawing.shapes:
        raise GeneratorError("The result is empty; nothing was changed.")
    group = group_of(in_profile(drawing, document.profile), name, document.depth)
    if coverage is not None:
        group.mask = Mask.from_coverage(coverage.astype(np.uint8, copy=False))
    return group


def in_profile(drawing: Drawing, profile: bytes | None) -> Drawing:
    """The same colours as numbers of that profile; the shapes come in sRGB."""
    conversion = Conversion(None, profile)

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
