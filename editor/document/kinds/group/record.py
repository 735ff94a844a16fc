"""How a group is written into a record, with all that is in it."""

from __future__ import annotations

from collections.abc import Callable

from editor.document.errors import BadRecord
from editor.document.kinds.group.layer import GroupLayer
from editor.document.layer_properties import read_flag
from editor.document.layer_protocol import Layer
from editor.document.layer_records import read_depth, take_traits, traits_fields, traits_parts
from editor.document.record import Json, Record, pack

NAME = "group layer"
_MOST_CHILDREN = 10_000


def write(layer: Layer, write_child: Callable[[Layer], Record]) -> Record:
    if not isinstance(layer, GroupLayer):
        raise BadRecord(f"“{layer.name}” is no group")
    children = {f"child {n}": write_child(child) for n, child in enumerate(layer.children)}
    packed, tiles = pack(children | traits_parts(layer))
    fields: dict[str, Json] = {
        "count": len(children),
        "passes_through": layer.passes_through,
        "is_open": layer.is_open,
        "depth": layer.depth,
    }
    return Record(NAME, packed | traits_fields(layer) | fields, tiles)


def read(record: Record, read_child: Callable[[Record], Layer]) -> Layer:
    """Raises BadRecord."""
    count = record.whole("count")
    if not 0 <= count <= _MOST_CHILDREN:
        raise BadRecord("a group without end")
    group = GroupLayer(record.text("name"), depth=read_depth(record))
    take_traits(group, record)
    group.children = tuple(read_child(record.nested(f"child {n}")) for n in range(count))
    group.passes_through = read_flag(record.fields.get("passes_through"))
    group.is_open = read_flag(record.fields.get("is_open"))
    return group
