"""The step that changes how many pixels make an inch on paper."""

from __future__ import annotations

from dataclasses import dataclass, replace

from editor.document.document import Document
from editor.document.history import Command
from editor.document.record import Record
from editor.document.tile_change import SMALL_BYTES, Alone

Dpi = tuple[float, float] | None


@dataclass(frozen=True, eq=False)
class SetDpi(Alone):
    """Another resolution than before; None is none."""

    old: Dpi
    new: Dpi
    title: str = "Resolution"

    @property
    def size_bytes(self) -> int:
        return SMALL_BYTES

    def do(self, document: Document) -> None:
        document.metadata = replace(document.metadata, dpi=self.new)

    def undo(self, document: Document) -> None:
        document.metadata = replace(document.metadata, dpi=self.old)

    def inverse(self) -> Command:
        return SetDpi(self.new, self.old, self.title)

    def to_record(self) -> Record:
        return Record("resolution", {"dpi": None if self.new is None else list(self.new)})


def read_dpi(record: Record) -> Dpi:
    """Both directions, or none."""
    match record.fields.get("dpi"):
        case [int() | float() as across, int() | float() as down]:
            return float(across), float(down)
        case _:
            return None
