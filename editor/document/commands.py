"""All steps that change a document, in one place to import from, and those for the canvas."""

from __future__ import annotations

from dataclasses import dataclass

from editor.document.channels import (
    AddChannel,
    RemoveChannel,
    delete_channel,
    load_channel,
    save_channel,
)
from editor.document.compound import Compound
from editor.document.document import Channel, Document
from editor.document.errors import NotPaintable
from editor.document.history import Command
from editor.document.layer_commands import (
    PROPERTIES,
    AddLayer,
    MoveLayers,
    PropertyValue,
    RemoveLayer,
    ReplaceLayer,
    SetLayerMask,
    SetProperty,
    ShiftLayers,
    duplicate_layers,
    flatten_document,
    group_layers,
    merge_down,
    merge_layers,
    stamp_visible,
    ungroup,
)
from editor.document.layers import Position
from editor.document.mask import Mask
from editor.document.record import Json, Record
from editor.document.targets import LayerMask, LayerPixels, SelectionTarget, Target
from editor.document.tile_change import SMALL_BYTES, Alone, TileChange
from ml.api.regions import Box

__all__ = [
    "PROPERTIES",
    "AddChannel",
    "AddLayer",
    "Compound",
    "LayerMask",
    "LayerPixels",
    "MoveLayers",
    "PropertyValue",
    "RemoveChannel",
    "RemoveLayer",
    "ReplaceLayer",
    "ResizeCanvas",
    "SelectionTarget",
    "SetLayerMask",
    "SetProperty",
    "ShiftLayers",
    "Target",
    "TileChange",
    "delete_channel",
    "duplicate_layers",
    "flatten_document",
    "group_layers",
    "load_channel",
    "merge_down",
    "merge_layers",
    "replace_mask",
    "resize_canvas",
    "save_channel",
    "stamp_visible",
    "ungroup",
]


@dataclass(frozen=True, eq=False)
class ResizeCanvas(Alone):
    """Change the canvas and move all layers; `resize_canvas` also takes selections along."""

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


def replace_mask(document: Document, target: Target, mask: Mask, title: str) -> TileChange | None:
    """The step that makes `target` (the selection or a layer mask) hold what `mask` holds."""
    plane = document.plane(target)
    if not isinstance(plane, Mask):
        raise NotPaintable("This layer")
    return TileChange.between(target, plane, mask, title)


def resize_canvas(document: Document, canvas: Box, title: str = "Resize canvas") -> Command:
    """The step that makes `canvas`, in pixels of the present one, the new canvas."""
    shift = (-canvas.left, -canvas.top)
    moved = _moved(document.selection, canvas)
    size = (document.width, document.height)
    parts: list[Command] = [ResizeCanvas(size, (canvas.width, canvas.height), shift, title)]
    selection = TileChange.between(SelectionTarget(), document.selection, moved, title)
    if selection is not None:
        parts.append(selection)
    for index, channel in enumerate(document.channels):
        kept = Channel(channel.name, _moved(channel.mask, canvas))
        parts += [RemoveChannel(channel, index, title), AddChannel(kept, index, title)]
    return Compound(title, parts)


def _moved(mask: Mask, canvas: Box) -> Mask:
    """What lies inside `canvas` as seen from its corner."""
    moved = Mask()
    inside = mask.bounds.intersection(canvas)
    if not inside.is_empty:
        moved.write(inside.moved(-canvas.left, -canvas.top), mask.read(inside))
    return moved
