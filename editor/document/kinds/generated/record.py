"""How a generated layer is written into a record."""

from __future__ import annotations

from editor.document.errors import BadRecord
from editor.document.kinds.generated.layer import GeneratedLayer
from editor.document.kinds.generated.recipe import read_recipe, recipe_record
from editor.document.layer_protocol import Layer
from editor.document.layer_records import (
    mask_record,
    plane_record,
    read_depth,
    read_mask,
    read_plane,
    take_traits,
    traits_fields,
    traits_parts,
)
from editor.document.record import Json, Record, pack

NAME = "generated layer"


def write(layer: Layer) -> Record:
    if not isinstance(layer, GeneratedLayer):
        raise BadRecord(f"“{layer.name}” is no generated layer")
    parts = {"pixels": plane_record(layer.pixels), "recipe": recipe_record(layer.recipe)}
    if layer.asked is not None:
        parts["asked"] = mask_record(layer.asked)
    fields, tiles = pack(parts | traits_parts(layer))
    own: dict[str, Json] = {"depth": layer.depth, "key": layer.key}
    return Record(NAME, fields | traits_fields(layer) | own, tiles)


def read(record: Record) -> Layer:
    """Raises BadRecord."""
    pixels = read_plane(record.nested("pixels"), 4, read_depth(record))
    recipe = read_recipe(record.nested("recipe"))
    layer = GeneratedLayer(record.text("name"), recipe, pixels, key=record.text("key"))
    if "asked" in record.fields:
        layer.asked = read_mask(record.nested("asked"))
    take_traits(layer, record)
    return layer
