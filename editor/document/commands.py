"""All steps that change a document, in one place to import from, and those for the canvas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from editor.document.document import Document
from editor.document.errors import NotPaintable
from editor.document.history import Command
from editor.document.layer_commands import (
    PROPERTIES,
    AddLayer,
    PropertyValue,
    RemoveLayer,
    ReorderLayer,
    SetLayerMask,
    SetProperty,
    duplicate_layer,
)
from editor.document.layers import Position
from editor.document.mask import Mask
from editor.document.record import Json, Record, pack
from editor.document.targets import LayerMask, LayerPixels, SelectionTarget, Target
from editor.document.tile_change import SMALL_BYTES, Alone, TileChange
from ml.api.regions import Box

__all__ = [
    "PROPERTIES",
    "AddLayer",
    "Compound",
    "LayerMask",
    "LayerPixels",
    "PropertyValue",
    "RemoveLayer",
    "ReorderLayer",
    "ResizeCanvas",
    "SelectionTarget",
    "SetLayerMask",
    "SetProperty",
    "Target",
    "TileChange",
    "duplicate_layer",
    "replace_mask",
    "resize_canvas",
]


@dataclass(frozen=True, eq=False)
class ResizeCanvas(Alone):
    """Change the canvas and move what lies on it; `resize_canvas` also takes the selection."""

    old_size: tuple[int, int]
    new_size: tuple[int, int]
    shift: Position
    title: str = "Resize canvas"

    @property
    def size_bytes(self) -> int:
        return SMALL_BYTES

    def do(self, document: Document) -> None:
        self._set(document, self.new_size, self.shift)

    def undo(self, document: Document) -> None:
        self._set(document, self.old_size, (-self.shift[0], -self.shift[1]))

    def inverse(self) -> Command:
        shift = (-self.shift[0], -self.shift[1])
        return ResizeCanvas(self.new_size, self.old_size, shift, self.title)

    def to_record(self) -> Record:
        fields: dict[str, Json] = {"size": list(self.new_size), "shift": list(self.shift)}
        return Record("resize canvas", fields)

    @staticmethod
    def _set(document: Document, size: tuple[int, int], shift: Position) -> None:
        for layer in document.layers:
            x, y = layer.position
            layer.position = (x + shift[0], y + shift[1])
            layer.invalidate(layer.bounds)
        document.resize(*size)


@dataclass(frozen=True, eq=False)
class Compound(Alone):
    """Several commands as one step."""

    title: str
    commands: Sequence[Command]

    @property
    def size_bytes(self) -> int:
        return sum(command.size_bytes for command in self.commands)

    def do(self, document: Document) -> None:
        done: list[Command] = []
        try:
            for command in self.commands:
                command.do(document)
                done.append(command)
        except Exception:
            for command in reversed(done):
                command.undo(document)
            raise

    def undo(self, document: Document) -> None:
        for command in reversed(self.commands):
            command.undo(document)

    def inverse(self) -> Command:
        return Compound(self.title, [command.inverse() for command in reversed(self.commands)])

    def to_record(self) -> Record:
        parts = {str(number): command.to_record() for number, command in enumerate(self.commands)}
        fields, tiles = pack(parts)
        return Record("compound", fields | {"title": self.title, "count": len(parts)}, tiles)


def replace_mask(document: Document, target: Target, mask: Mask, title: str) -> TileChange | None:
    """The step that makes `target` (the selection or a layer mask) hold what `mask` holds."""
    plane = document.plane(target)
    if not isinstance(plane, Mask):
        raise NotPaintable("This layer")
    return TileChange.between(target, plane, mask, title)


def resize_canvas(document: Document, canvas: Box, title: str = "Resize canvas") -> Command:
    """The step that makes `canvas`, in pixels of the present one, the new canvas."""
    shift = (-canvas.left, -canvas.top)
    moved = Mask()
    inside = document.selection.bounds.intersection(canvas)
    if not inside.is_empty:
        moved.write(inside.moved(*shift), document.selection.read(inside))
    size = (document.width, document.height)
    parts: list[Command] = [ResizeCanvas(size, (canvas.width, canvas.height), shift, title)]
    selection = TileChange.between(SelectionTarget(), document.selection, moved, title)
    if selection is not None:
        parts.append(selection)
    return Compound(title, parts)
