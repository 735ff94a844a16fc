"""The step behind the move tool: several layers go the same way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from editor.document.document import Document
from editor.document.history import Command
from editor.document.layer_steps import require_movable
from editor.document.record import Json, Record
from editor.document.tile_change import SMALL_BYTES


@dataclass(frozen=True, eq=False)
class ShiftLayers:
    """Move layers by whole pixels, groups with all that is in them; a drag is one step."""

    layer_ids: tuple[str, ...]
    dx: int
    dy: int
    title: str = "Move layer"

    @classmethod
    def of(cls, document: Document, layer_ids: Sequence[str], dx: int, dy: int) -> ShiftLayers:
        """What lies in another of the layers moves along with that, and only once."""
        return cls(tuple(layer.id for layer in document.roots_of(layer_ids)), dx, dy)

    @property
    def size_bytes(self) -> int:
        return SMALL_BYTES

    def do(self, document: Document) -> None:
        """Raises Locked where one of the layers must not be moved; then none is."""
        for layer_id in self.layer_ids:
            require_movable(document, layer_id)
        self._shift(document, self.dx, self.dy)

    def undo(self, document: Document) -> None:
        self._shift(document, -self.dx, -self.dy)

    def inverse(self) -> Command:
        return ShiftLayers(self.layer_ids, -self.dx, -self.dy, self.title)

    def merge(self, later: Command) -> Command | None:
        if not isinstance(later, ShiftLayers) or later.layer_ids != self.layer_ids:
            return None
        return ShiftLayers(self.layer_ids, self.dx + later.dx, self.dy + later.dy, self.title)

    def to_record(self) -> Record:
        ids: list[Json] = list(self.layer_ids)
        return Record("shift layers", {"layer_ids": ids, "step": [self.dx, self.dy]})

    def _shift(self, document: Document, dx: int, dy: int) -> None:
        for layer_id in self.layer_ids:
            layer, before = document.layer(layer_id), document.box_of(layer_id)
            x, y = layer.position
            layer.position = (x + dx, y + dy)
            document.show_layer(layer, before)
