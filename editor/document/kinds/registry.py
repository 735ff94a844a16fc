"""All kinds of layers: what they are called, and how each is written down and read back.

A new kind is a folder beside this file with layer.py and record.py, and one line in KINDS.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeAlias, cast

from editor.document.errors import BadRecord
from editor.document.kinds.group import record as group_record
from editor.document.kinds.pixel import record as pixel_record
from editor.document.layer_protocol import Layer
from editor.document.record import Record


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of layer. `id` is Layer.kind; its records are called “`id` layer”.

    `icon` is the name of a picture in the program's icons. `read` raises BadRecord.
    """

    id: str
    title: str
    icon: str
    read: Callable[[Record], Layer]
    write: Callable[[Layer], Record]


def layer_record(layer: Layer) -> Record:
    """The layer written down by its kind. Raises BadRecord where there is no such kind."""
    return find_kind(layer.kind).write(layer)


def read_layer(record: Record) -> Layer:
    """The layer that `layer_record` wrote. Raises BadRecord."""
    name, _, word = record.kind.rpartition(" ")
    if word != "layer":
        raise BadRecord(f"{record.kind!r} is no layer")
    return find_kind(name).read(record)


def find_kind(kind_id: str) -> Kind:
    """Raises BadRecord where no kind has that id."""
    for kind in KINDS:
        if kind.id == kind_id:
            return kind
    raise BadRecord(f"no kind of layer is called {kind_id!r}")


Read: TypeAlias = Callable[[Record], Layer]
Write: TypeAlias = Callable[[Layer], Record]


def _late(kind_id: str) -> tuple[Read, Write]:
    """How a kind is read and written, loaded when one is first met: most pictures have none."""

    def module() -> _Recorded:
        return cast("_Recorded", importlib.import_module(f"{__package__}.{kind_id}.record"))

    return (lambda record: module().read(record)), (lambda layer: module().write(layer))


class _Recorded(Protocol):
    """What record.py of every kind has."""

    def read(self, record: Record) -> Layer: ...

    def write(self, layer: Layer) -> Record: ...


KINDS: tuple[Kind, ...] = (
    Kind("pixel", "Pixel layer", "layer", pixel_record.read, pixel_record.write),
    Kind(
        "group",
        "Group",
        "folder",
        lambda record: group_record.read(record, read_layer),
        lambda layer: group_record.write(layer, layer_record),
    ),
    Kind("adjustment", "Adjustment layer", "adjustment", *_late("adjustment")),
    Kind("fill", "Fill layer", "fill_layer", *_late("fill")),
    Kind("text", "Text layer", "text", *_late("text")),
    Kind("vector", "Vector layer", "vector", *_late("vector")),
    Kind("label", "Label layer", "label", *_late("label")),
    Kind("generated", "Live layer", "generated", *_late("generated")),
)
