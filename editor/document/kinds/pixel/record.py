"""How a pixel layer is written into a record."""

from __future__ import annotations

from editor.document.errors import BadRecord
from editor.document.kinds.pixel.layer import PixelLayer
from editor.document.layer_protocol import Layer
from editor.document.layer_records import (
    plane_record,
    read_depth,
    read_plane,
    take_traits,
    traits_fields,
    traits_parts,
)
from editor.document.record import Record, pack

NAME = "pixel layer"


def write(layer: Layer) -> Record:
    if not isinstance(layer, PixelLayer):
        raise BadRecord(f"“{layer.name}” is no pixel layer")
    fields, tiles = pack({"pixels": plane_record(layer.pixels)} | traits_parts(layer))
    return Record(NAME, fields | traits_fields(layer) | {"depth": layer.depth}, tiles)


def read(record: Record) -> Layer:
    """Raises BadRecord."""
    pixels = read_plane(record.nested("pixels"), 4, read_depth(record))
    layer = PixelLayer(record.text("name"), pixels)
    take_traits(layer, record)
    return layer
