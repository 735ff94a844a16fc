"""How layers, masks and targets are written into records, and read from them."""

from __future__ import annotations

from collections.abc import Mapping

from editor.document.blending import BlendMode
from editor.document.errors import BadRecord
from editor.document.layers import Layer, PixelLayer, Position
from editor.document.mask import Mask
from editor.document.record import Json, Record, key_of, named_tiles, pack
from editor.document.targets import LayerMask, LayerPixels, SelectionTarget, Target
from editor.document.tiles import TilePlane, Tiles


def target_fields(target: Target) -> dict[str, Json]:
    if isinstance(target, LayerPixels):
        return {"target": "pixels", "layer_id": target.layer_id}
    if isinstance(target, LayerMask):
        return {"target": "mask", "layer_id": target.layer_id}
    return {"target": "selection"}


def read_target(record: Record) -> Target:
    name = record.text("target")
    if name == "selection":
        return SelectionTarget()
    kinds = {"pixels": LayerPixels, "mask": LayerMask}
    if name not in kinds:
        raise BadRecord(f"no target is called {name!r}")
    return kinds[name](record.text("layer_id"))


def plane_tiles(plane: TilePlane) -> Tiles:
    return {key: plane.tile(*key) for key in list(plane.keys())}


def mask_record(mask: Mask) -> Record:
    return Record("mask", {}, named_tiles(plane_tiles(mask)))


def read_mask(record: Record) -> Mask:
    mask = Mask()
    mask.take({key_of(name): record.tile(name) for name in record.tiles})
    return mask


def layer_record(layer: Layer) -> Record:
    """A pixel layer as a record; BadRecord for other kinds, which come with their own."""
    if not isinstance(layer, PixelLayer):
        raise BadRecord(f"the layer “{layer.name}” has no record")
    pixels = Record("pixels", {}, named_tiles(plane_tiles(layer.pixels)))
    parts = {"pixels": pixels} | ({"mask": mask_record(layer.mask)} if layer.mask else {})
    packed, tiles = pack(parts)
    fields: dict[str, Json] = {
        "id": layer.id,
        "name": layer.name,
        "visible": layer.visible,
        "opacity": layer.opacity,
        "blend": layer.blend.value,
        "position": list(layer.position),
        "depth": layer.depth,
    }
    return Record("pixel layer", fields | packed, tiles)


def read_layer(record: Record) -> PixelLayer:
    depth = record.text("depth")
    if depth not in ("uint8", "uint16"):
        raise BadRecord(f"pixels of kind {depth}")
    pixels = TilePlane(4, depth)
    inside = record.nested("pixels")
    pixels.take({key_of(name): inside.tile(name) for name in inside.tiles})
    layer = PixelLayer(record.text("name"), pixels, layer_id=record.text("id"))
    layer.visible = bool(record.fields.get("visible", True))
    layer.opacity = read_number(record.fields, "opacity")
    layer.blend = read_blend(record.fields.get("blend"))
    layer.position = read_pair(record.items("position"))
    layer.mask = read_mask(record.nested("mask")) if "mask" in record.fields else None
    return layer


def read_number(fields: Mapping[str, Json], name: str) -> float:
    value = fields.get(name)
    if not isinstance(value, int | float):
        raise BadRecord(f"{name} is no number")
    return float(value)


def read_blend(value: Json) -> BlendMode:
    try:
        return BlendMode(value)
    except ValueError as error:
        raise BadRecord(f"no blend mode is called {value!r}") from error


def read_pair(values: list[Json]) -> Position:
    match values:
        case [int() as x, int() as y]:
            return x, y
        case _:
            raise BadRecord("a place needs two whole numbers")
