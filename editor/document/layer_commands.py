"""The steps that add, remove, order and describe layers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from editor.document.blending import BlendMode
from editor.document.document import Document
from editor.document.errors import DocumentError, NotPaintable
from editor.document.history import Command
from editor.document.layer_records import layer_record, mask_record
from editor.document.layers import Layer, PixelLayer, Position
from editor.document.mask import Mask
from editor.document.record import Json, Record, pack
from editor.document.tile_change import SMALL_BYTES, Alone
from ml.api.regions import Box

PropertyValue: TypeAlias = "str | bool | float | BlendMode | Position"
PROPERTIES = ("name", "visible", "opacity", "blend", "position")


@dataclass(frozen=True, eq=False)
class AddLayer(Alone):
    """A new layer at `index` from the bottom, or on top; it becomes the active one."""

    layer: Layer
    index: int | None = None
    title: str = "Add layer"

    @classmethod
    def of(cls, document: Document, layer: Layer, title: str = "Add layer") -> AddLayer:
        """`layer` right above the active one."""
        active = document.active
        index = None if active is None else document.index_of(active.id) + 1
        return cls(layer, index, title)

    @property
    def size_bytes(self) -> int:
        # The layer is part of the document now; what is later painted over counts there.
        return SMALL_BYTES

    def do(self, document: Document) -> None:
        document.insert_layer(self.layer, self.index)

    def undo(self, document: Document) -> None:
        document.take_layer(self.layer.id)

    def inverse(self) -> Command:
        return RemoveLayer(self.layer, self.index, title=self.title)

    def to_record(self) -> Record:
        fields, tiles = pack({"layer": layer_record(self.layer)})
        return Record("add layer", fields | {"index": self.index, "title": self.title}, tiles)


@dataclass(frozen=True, eq=False)
class RemoveLayer(Alone):
    """Take a layer away; `index` is where it lies, None for the top."""

    layer: Layer
    index: int | None
    title: str = "Remove layer"

    @classmethod
    def of(cls, document: Document, layer_id: str, title: str = "Remove layer") -> RemoveLayer:
        index = document.index_of(layer_id)
        return cls(document.layers[index], index, title)

    @property
    def size_bytes(self) -> int:
        return SMALL_BYTES + self.layer.size_bytes

    def do(self, document: Document) -> None:
        document.take_layer(self.layer.id)

    def undo(self, document: Document) -> None:
        document.insert_layer(self.layer, self.index)

    def inverse(self) -> Command:
        return AddLayer(self.layer, self.index, title=self.title)

    def to_record(self) -> Record:
        return Record("remove layer", {"layer_id": self.layer.id, "title": self.title})


@dataclass(frozen=True, eq=False)
class ReorderLayer(Alone):
    """Move a layer from one place in the stack to another; places count from the bottom."""

    layer_id: str
    old_index: int
    new_index: int
    title: str = "Move layer in the stack"

    @classmethod
    def of(cls, document: Document, layer_id: str, new_index: int) -> ReorderLayer:
        last = len(document.layers) - 1
        return cls(layer_id, document.index_of(layer_id), max(0, min(new_index, last)))

    @property
    def size_bytes(self) -> int:
        return SMALL_BYTES

    def do(self, document: Document) -> None:
        document.move_layer(self.layer_id, self.new_index)

    def undo(self, document: Document) -> None:
        document.move_layer(self.layer_id, self.old_index)

    def inverse(self) -> Command:
        return ReorderLayer(self.layer_id, self.new_index, self.old_index, self.title)

    def to_record(self) -> Record:
        return Record("reorder layer", {"layer_id": self.layer_id, "index": self.new_index})


@dataclass(frozen=True, eq=False)
class SetProperty:
    """Change one of a layer's PROPERTIES; a drag through many values is one step."""

    layer_id: str
    name: str
    old: PropertyValue
    new: PropertyValue

    def __post_init__(self) -> None:
        if self.name not in PROPERTIES:
            raise DocumentError(f"A layer has no property “{self.name}”.")

    @classmethod
    def of(cls, document: Document, layer_id: str, name: str, new: PropertyValue) -> SetProperty:
        if name not in PROPERTIES:
            raise DocumentError(f"A layer has no property “{name}”.")
        return cls(layer_id, name, getattr(document.layer(layer_id), name), new)

    @property
    def title(self) -> str:
        return {
            "name": "Rename layer",
            "visible": "Show layer" if self.new else "Hide layer",
            "opacity": "Change opacity",
            "blend": "Change blend mode",
            "position": "Move layer",
        }[self.name]

    @property
    def size_bytes(self) -> int:
        return SMALL_BYTES

    def do(self, document: Document) -> None:
        self._set(document, self.new)

    def undo(self, document: Document) -> None:
        self._set(document, self.old)

    def inverse(self) -> Command:
        return SetProperty(self.layer_id, self.name, self.new, self.old)

    def merge(self, later: Command) -> Command | None:
        if not isinstance(later, SetProperty) or self.name == "visible":
            return None
        if (later.layer_id, later.name) != (self.layer_id, self.name):
            return None
        return SetProperty(self.layer_id, self.name, self.old, later.new)

    def to_record(self) -> Record:
        value: Json
        if isinstance(self.new, BlendMode):
            value = self.new.value
        elif isinstance(self.new, tuple):
            value = list(self.new)
        else:
            value = self.new
        return Record("set", {"layer_id": self.layer_id, "name": self.name, "value": value})

    def _set(self, document: Document, value: PropertyValue) -> None:
        layer = document.layer(self.layer_id)
        before = layer.bounds
        setattr(layer, self.name, value)
        document.show_layer(layer, before if self.name != "name" else Box(0, 0, 0, 0))


@dataclass(frozen=True, eq=False)
class SetLayerMask(Alone):
    """Give a layer a mask, another one, or none."""

    layer_id: str
    old: Mask | None
    new: Mask | None

    @classmethod
    def of(cls, document: Document, layer_id: str, new: Mask | None) -> SetLayerMask:
        return cls(layer_id, document.layer(layer_id).mask, new)

    @property
    def title(self) -> str:
        return "Remove layer mask" if self.new is None else "Add layer mask"

    @property
    def size_bytes(self) -> int:
        return SMALL_BYTES + (self.old.size_bytes if self.old else 0)

    def do(self, document: Document) -> None:
        self._set(document, self.new)

    def undo(self, document: Document) -> None:
        self._set(document, self.old)

    def inverse(self) -> Command:
        return SetLayerMask(self.layer_id, self.new, self.old)

    def to_record(self) -> Record:
        parts = {} if self.new is None else {"mask": mask_record(self.new)}
        fields, tiles = pack(parts)
        return Record("set mask", fields | {"layer_id": self.layer_id}, tiles)

    def _set(self, document: Document, mask: Mask | None) -> None:
        layer = document.layer(self.layer_id)
        layer.mask = mask
        document.show_layer(layer, layer.bounds)


def duplicate_layer(document: Document, layer_id: str) -> AddLayer:
    """The step that puts a copy of a pixel layer right above it."""
    layer = document.layer(layer_id)
    if not isinstance(layer, PixelLayer):
        raise NotPaintable(layer.name)
    twin = layer.share().renewed(f"{layer.name} copy")
    return AddLayer(twin, document.index_of(layer_id) + 1, title="Duplicate layer")
