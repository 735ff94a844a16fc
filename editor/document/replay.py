"""Turns recorded commands back into commands, so that recovery and scripts can do them again."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import cast

from editor.document.channels import AddChannel, RemoveChannel
from editor.document.colour_step import read_colours
from editor.document.commands import (
    AddLayer,
    Compound,
    MoveLayers,
    RemoveLayer,
    ReplaceLayer,
    ResizeCanvas,
    SetLayerMask,
    SetProperty,
    ShiftLayers,
    TileChange,
)
from editor.document.document import Channel, Document
from editor.document.errors import BadRecord
from editor.document.guides_step import SetGuides, read_guides
from editor.document.history import Command
from editor.document.kinds.registry import read_layer
from editor.document.layer_properties import read_pair, read_property
from editor.document.layer_records import read_mask, read_spot, read_target
from editor.document.layers import Spot
from editor.document.record import Json, Record, key_of
from editor.document.resolution_step import SetDpi, read_dpi


def from_record(record: Record, document: Document) -> Command:
    """The recorded command, ready to be done on `document` in the state it was first done in."""
    reader = _READERS.get(record.kind)
    if reader is None:
        raise BadRecord(f"no command is called {record.kind!r}")
    return reader(record, document)


def _tile_change(record: Record, document: Document) -> Command:
    target = read_target(record)
    plane = document.plane(target)
    keys = [key_of(str(name)) for name in record.items("places")]
    before = {key: plane.tile(*key) for key in keys}
    after = {key: record.tile_after(f"{key[0]},{key[1]}", before[key]) for key in keys}
    for tile in after.values():
        if tile is not None and (tile.shape != plane.tile_shape or tile.dtype != plane.depth):
            raise BadRecord("a tile has the wrong shape")
    return TileChange(target, before, after, record.text("title"))


def _add_layer(record: Record, document: Document) -> Command:
    spot = read_spot(record.fields.get("spot"))
    return AddLayer(read_layer(record.nested("layer")), spot, record.text("title"))


def _remove_layer(record: Record, document: Document) -> Command:
    return RemoveLayer.of(document, record.text("layer_id"), record.text("title"))


def _replace_layer(record: Record, document: Document) -> Command:
    layer = read_layer(record.nested("layer"))
    return ReplaceLayer(document.layer(layer.id), layer, record.text("title"))


def _move_layers(record: Record, document: Document) -> Command:
    new = tuple(_place(value) for value in record.items("places"))
    old = [(layer_id, document.spot_of(layer_id)) for layer_id, _ in new]
    old.sort(key=lambda place: place[1].index)
    return MoveLayers(tuple(old), new, record.text("title"))


def _place(value: Json) -> tuple[str, Spot]:
    match value:
        case [str() as layer_id, spot]:
            place = read_spot(spot)
            if place is not None:
                return layer_id, place
        case _:
            pass
    raise BadRecord("a place in the tree is missing")


def _shift_layers(record: Record, document: Document) -> Command:
    dx, dy = read_pair(record.items("step"))
    return ShiftLayers(tuple(map(str, record.items("layer_ids"))), dx, dy)


def _set(record: Record, document: Document) -> Command:
    name = record.text("name")
    return SetProperty.of(document, record.text("layer_id"), name, read_property(name, record))


def _add_channel(record: Record, document: Document) -> Command:
    channel = Channel(record.text("name"), read_mask(record.nested("mask")))
    return AddChannel(channel, record.whole("index"), record.text("title"))


def _remove_channel(record: Record, document: Document) -> Command:
    index = record.whole("index")
    if not 0 <= index < len(document.channels):
        raise BadRecord("there is no such channel")
    return RemoveChannel(document.channels[index], index, record.text("title"))


def _set_mask(record: Record, document: Document) -> Command:
    mask = read_mask(record.nested("mask")) if "mask" in record.fields else None
    return SetLayerMask.of(document, record.text("layer_id"), mask)


def _resize_canvas(record: Record, document: Document) -> Command:
    size, shift = read_pair(record.items("size")), read_pair(record.items("shift"))
    return ResizeCanvas((document.width, document.height), size, shift)


def _compound(record: Record, document: Document) -> Command:
    """Read the parts one by one, each in the state that the one before it leaves."""
    trial = document.snapshot()
    parts: list[Command] = []
    for number in range(record.whole("count")):
        part = record.nested(str(number))
        parts.append(from_record(part, trial))
        from_record(part, trial).do(trial)
    return Compound(record.text("title"), parts)


def _resolution(record: Record, document: Document) -> Command:
    return SetDpi(document.metadata.dpi, read_dpi(record))


def _guides(record: Record, document: Document) -> Command:
    return SetGuides(document.guides, read_guides(record))


def _set_labels(record: Record, document: Document) -> Command:
    # Imported late: most pictures have no labels.
    steps = importlib.import_module("editor.document.kinds.label.steps")
    return cast(Command, steps.read_setting(record, document))


_READERS: dict[str, Callable[[Record, Document], Command]] = {
    "tiles": _tile_change,
    "add layer": _add_layer,
    "remove layer": _remove_layer,
    "replace layer": _replace_layer,
    "move layers": _move_layers,
    "shift layers": _shift_layers,
    "add channel": _add_channel,
    "remove channel": _remove_channel,
    "set": _set,
    "set mask": _set_mask,
    "resize canvas": _resize_canvas,
    "compound": _compound,
    "guides": _guides,
    "resolution": _resolution,
    "colours": read_colours,
    "set labels": _set_labels,
}
