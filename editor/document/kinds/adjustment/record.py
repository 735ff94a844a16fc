"""How an adjustment layer is written into a record."""

from __future__ import annotations

from editor.document.adjustments.catalog import UnknownAdjustment, find
from editor.document.errors import BadRecord
from editor.document.kinds.adjustment.layer import AdjustmentLayer
from editor.document.kinds.params_record import params_field, read_params
from editor.document.layer_protocol import Layer
from editor.document.layer_records import read_depth, take_traits, traits_fields, traits_parts
from editor.document.record import Json, Record, pack

NAME = "adjustment layer"


def write(layer: Layer) -> Record:
    if not isinstance(layer, AdjustmentLayer):
        raise BadRecord(f"“{layer.name}” is no adjustment layer")
    fields, tiles = pack(traits_parts(layer))
    own: dict[str, Json] = {"adjustment": layer.adjustment.id, "depth": layer.depth}
    return Record(NAME, fields | traits_fields(layer) | own | params_field(layer.params), tiles)


def read(record: Record) -> Layer:
    """Raises BadRecord."""
    try:
        adjustment = find(record.text("adjustment"))
    except UnknownAdjustment as error:
        raise BadRecord(str(error)) from error
    params = read_params(record, adjustment.params)
    layer = AdjustmentLayer(adjustment, params, depth=read_depth(record))
    take_traits(layer, record)
    return layer
