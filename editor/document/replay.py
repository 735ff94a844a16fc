"""Turns recorded commands back into commands, so that recovery and scripts can do them again."""

from __future__ import annotations

from collections.abc import Callable

from editor.document.commands import (
    AddLayer,
    Compound,
    RemoveLayer,
    ReorderLayer,
    ResizeCanvas,
    SetLayerMask,
    SetProperty,
    TileChange,
)
from editor.document.document import Document
from editor.document.errors import BadRecord
from editor.document.history import Command
from editor.document.layer_commands import PropertyValue
from editor.document.layer_records import (
    read_blend,
    read_layer,
    read_mask,
    read_number,
    read_pair,
    read_target,
)
from editor.document.record import Record, key_of


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
    index = record.fields.get("index")
    if index is not None and not isinstance(index, int):
        raise BadRecord("index is no number")
    return AddLayer(read_layer(record.nested("layer")), index, record.text("title"))


def _remove_layer(record: Record, document: Document) -> Command:
    return RemoveLayer.of(document, record.text("layer_id"), record.text("title"))


def _reorder_layer(record: Record, document: Document) -> Command:
    return ReorderLayer.of(document, record.text("layer_id"), record.whole("index"))


def _set(record: Record, document: Document) -> Command:
    name = record.text("name")
    value: PropertyValue
    if name == "name":
        value = record.text("value")
    elif name == "visible":
        value = bool(record.fields.get("value"))
    elif name == "opacity":
        value = read_number(record.fields, "value")
    elif name == "blend":
        value = read_blend(record.fields.get("value"))
    else:
        value = read_pair(record.items("value"))
    return SetProperty.of(document, record.text("layer_id"), name, value)


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


_READERS: dict[str, Callable[[Record, Document], Command]] = {
    "tiles": _tile_change,
    "add layer": _add_layer,
    "remove layer": _remove_layer,
    "reorder layer": _reorder_layer,
    "set": _set,
    "set mask": _set_mask,
    "resize canvas": _resize_canvas,
    "compound": _compound,
}
