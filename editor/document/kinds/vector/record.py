"""How a vector layer is written into a record: as the text of an SVG file of its own."""

from __future__ import annotations

from editor.document.errors import BadRecord
from editor.document.kinds.vector.layer import VectorLayer
from editor.document.layer_protocol import Layer
from editor.document.layer_records import read_depth, take_traits, traits_fields, traits_parts
from editor.document.record import Json, Record, pack
from ml.vector.shapes import BadShape, Drawing, Shape
from ml.vector.svg_reader import BadDrawing, read_svg
from ml.vector.svg_writer import EXACT_DIGITS, write_svg

NAME = "vector layer"


def write(layer: Layer) -> Record:
    if not isinstance(layer, VectorLayer):
        raise BadRecord(f"“{layer.name}” is no vector layer")
    fields, tiles = pack(traits_parts(layer))
    bounds = layer.bounds.moved(-layer.position[0], -layer.position[1])
    page = (float(max(bounds.right, 1)), float(max(bounds.bottom, 1)))
    text = write_svg(Drawing(*page, (layer.shape,)), EXACT_DIGITS, is_named=False)
    own: dict[str, Json] = {"depth": layer.depth, "shape": layer.shape.name, "svg": text}
    if layer.likeness_db is not None:
        own["likeness_db"] = layer.likeness_db
    return Record(NAME, fields | traits_fields(layer) | own, tiles)


def read(record: Record) -> Layer:
    """Raises BadRecord."""
    layer = VectorLayer(_shape(record), depth=read_depth(record))
    likeness = record.fields.get("likeness_db")
    if isinstance(likeness, int | float):
        layer.likeness_db = float(likeness)
    take_traits(layer, record)
    return layer


def _shape(record: Record) -> Shape:
    try:
        found = read_svg(record.text("svg")).drawing.shapes
    except (BadDrawing, BadShape) as error:
        raise BadRecord("the SVG of a vector layer is broken") from error
    if len(found) != 1:
        raise BadRecord("a vector layer needs one shape")
    shape = found[0]
    return Shape(shape.contours, shape.paint, 1.0, record.text("shape"), shape.even_odd)
