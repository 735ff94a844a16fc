"""How a text layer is written into a record."""

from __future__ import annotations

import math

from editor.document.errors import BadRecord
from editor.document.geometry import FlatQuad, PlaneMap
from editor.document.kinds.params_record import params_field, read_params
from editor.document.kinds.text.layer import TextLayer
from editor.document.kinds.text.params import TextParams
from editor.document.layer_protocol import Layer
from editor.document.layer_records import (
    plane_record,
    read_depth,
    read_plane,
    take_traits,
    traits_fields,
    traits_parts,
)
from editor.document.record import Json, Record, pack

NAME = "text layer"


def write(layer: Layer) -> Record:
    if not isinstance(layer, TextLayer):
        raise BadRecord(f"“{layer.name}” is no text layer")
    fields, tiles = pack({"pixels": plane_record(layer.pixels)} | traits_parts(layer))
    own: dict[str, Json] = {"depth": layer.depth, "way": [list(row) for row in layer.way.rows]}
    return Record(NAME, fields | traits_fields(layer) | own | params_field(layer.params), tiles)


def read(record: Record) -> Layer:
    """The text as it was drawn, also where its font is not there. Raises BadRecord."""
    pixels = read_plane(record.nested("pixels"), 4, read_depth(record))
    layer = TextLayer(read_params(record, TextParams), pixels, way=_way(record))
    take_traits(layer, record)
    return layer


def _way(record: Record) -> PlaneMap:
    """The map as it was written; records of earlier versions have none. Raises BadRecord."""
    if "way" not in record.fields:
        return PlaneMap.identity()
    rows = record.items("way")
    values = [value for row in rows if isinstance(row, list) for value in row]
    numbers = [float(value) for value in values if isinstance(value, int | float)]
    if len(numbers) != 9 or not all(map(math.isfinite, numbers)):
        raise BadRecord("way is no map")
    a, b, c, d, e, f, g, h, i = numbers
    way = PlaneMap(((a, b, c), (d, e, f), (g, h, i)))
    try:
        way.inverse()
    except FlatQuad as error:
        raise BadRecord("way is no map") from error
    return way
