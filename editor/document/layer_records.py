"""How masks, targets, places and the traits of layers are written into records, and read back."""

from __future__ import annotations

from editor.document.errors import BadRecord
from editor.document.layer_properties import (
    read_blend,
    read_flag,
    read_label,
    read_locks,
    read_pair,
    read_share,
    write_locks,
)
from editor.document.layer_protocol import Layer, Spot
from editor.document.mask import Mask
from editor.document.record import Json, Record, key_of, named_tiles
from editor.document.targets import LayerLabels, LayerMask, LayerPixels, SelectionTarget, Target
from editor.document.tiles import Depth, TilePlane, Tiles


def target_fields(target: Target) -> dict[str, Json]:
    if isinstance(target, LayerPixels):
        return {"target": "pixels", "layer_id": target.layer_id}
    if isinstance(target, LayerMask):
        return {"target": "mask", "layer_id": target.layer_id}
    if isinstance(target, LayerLabels):
        return {"target": "labels", "layer_id": target.layer_id}
    return {"target": "selection"}


def read_target(record: Record) -> Target:
    name = record.text("target")
    if name == "selection":
        return SelectionTarget()
    kinds = {"pixels": LayerPixels, "mask": LayerMask, "labels": LayerLabels}
    if name not in kinds:
        raise BadRecord(f"no target is called {name!r}")
    return kinds[name](record.text("layer_id"))


def spot_value(spot: Spot | None) -> Json:
    return None if spot is None else [spot.parent_id, spot.index]


def read_spot(value: Json) -> Spot | None:
    match value:
        case None:
            return None
        case [None | str() as parent, int() as index]:
            return Spot(parent, index)
        case _:
            raise BadRecord("a place in the tree is missing")


def plane_tiles(plane: TilePlane) -> Tiles:
    return {key: plane.tile(*key) for key in list(plane.keys())}


def plane_record(plane: TilePlane) -> Record:
    return Record("pixels", {}, named_tiles(plane_tiles(plane)))


def read_plane(record: Record, channels: int, depth: Depth) -> TilePlane:
    plane = TilePlane(channels, depth)
    _fill(plane, record)
    return plane


def mask_record(mask: Mask) -> Record:
    return Record("mask", {}, named_tiles(plane_tiles(mask)))


def read_mask(record: Record) -> Mask:
    mask = Mask()
    _fill(mask, record)
    return mask


def _fill(plane: TilePlane, record: Record) -> None:
    for name in record.tiles:
        tile = record.tile(name)
        if tile is None or tile.shape != plane.tile_shape or tile.dtype != plane.depth:
            raise BadRecord("a tile has the wrong shape")
        plane.put(*key_of(name), tile)


def read_depth(record: Record) -> Depth:
    depth = record.text("depth")
    if depth not in ("uint8", "uint16"):
        raise BadRecord(f"pixels of kind {depth}")
    return depth


def traits_fields(layer: Layer) -> dict[str, Json]:
    """What layers of all kinds have, but for the mask; `traits_parts` holds that."""
    return {
        "id": layer.id,
        "name": layer.name,
        "visible": layer.visible,
        "opacity": layer.opacity,
        "blend": layer.blend.value,
        "position": list(layer.position),
        "mask_enabled": layer.mask_enabled,
        "clips": layer.clips,
        "locks": write_locks(layer.locks),
        "label": layer.label.value,
    }


def traits_parts(layer: Layer) -> dict[str, Record]:
    """The mask as a nested record, for `pack`."""
    return {} if layer.mask is None else {"mask": mask_record(layer.mask)}


def take_traits(layer: Layer, record: Record) -> None:
    """Give `layer` what `traits_fields` and `traits_parts` wrote. Raises BadRecord."""
    fields = record.fields
    layer.id, layer.name = record.text("id"), record.text("name")
    layer.visible = read_flag(fields.get("visible", True))
    layer.opacity = read_share(fields.get("opacity"))
    layer.blend = read_blend(fields.get("blend"))
    layer.position = read_pair(fields.get("position"))
    layer.mask = read_mask(record.nested("mask")) if "mask" in fields else None
    layer.mask_enabled = read_flag(fields.get("mask_enabled", True))
    layer.clips = read_flag(fields.get("clips", False))
    layer.locks = read_locks(fields.get("locks", []))
    layer.label = read_label(fields.get("label", "none"))
