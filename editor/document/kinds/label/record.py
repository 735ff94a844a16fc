"""How a label layer is written into a record: its numbers, its palette and how it is shown."""

from __future__ import annotations

from editor.document.errors import BadRecord
from editor.document.kinds.label.facts import read_facts
from editor.document.kinds.label.layer import LabelLayer
from editor.document.kinds.label.plane import LabelPlane
from editor.document.layer_protocol import Layer
from editor.document.layer_records import (
    plane_record,
    read_depth,
    take_traits,
    traits_fields,
    traits_parts,
)
from editor.document.record import Json, Record, key_of, pack

NAME = "label layer"


def write(layer: Layer) -> Record:
    if not isinstance(layer, LabelLayer):
        raise BadRecord(f"“{layer.name}” is no label layer")
    fields, tiles = pack({"labels": plane_record(layer.labels)} | traits_parts(layer))
    own: dict[str, Json] = {
        "depth": layer.depth,
        "facts": layer.facts.to_json(),
        "label_depth": layer.labels.depth,
    }
    return Record(NAME, fields | traits_fields(layer) | own, tiles)


def read(record: Record) -> Layer:
    """Raises BadRecord."""
    given = record.fields.get("facts")
    if not isinstance(given, dict):
        raise BadRecord("the palette of a label layer is missing")
    facts = read_facts(given)
    depth = record.text("label_depth")
    if depth not in ("uint8", "uint16"):
        raise BadRecord(f"labels of kind {depth}")
    plane = LabelPlane(facts.palette.unlabelled, depth)
    held = record.nested("labels")
    for name in held.tiles:
        tile = held.tile(name)
        if tile is None or tile.shape != plane.tile_shape or tile.dtype != plane.depth:
            raise BadRecord("a tile of labels has the wrong shape")
        plane.put(*key_of(name), tile)
    layer = LabelLayer(plane, facts, depth=read_depth(record))
    take_traits(layer, record)
    return layer
