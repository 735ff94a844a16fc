"""The step that changes the guides."""

from __future__ import annotations

from dataclasses import dataclass

from editor.document.document import Document
from editor.document.errors import BadRecord
from editor.document.guides import Guides
from editor.document.history import Command
from editor.document.record import Json, Record
from editor.document.tile_change import SMALL_BYTES, Alone


@dataclass(frozen=True, eq=False)
class SetGuides(Alone):
    """Other guides than before."""

    old: Guides
    new: Guides
    title: str = "Guides"

    @property
    def size_bytes(self) -> int:
        return SMALL_BYTES

    def do(self, document: Document) -> None:
        document.set_guides(self.new)

    def undo(self, document: Document) -> None:
        document.set_guides(self.old)

    def inverse(self) -> Command:
        return SetGuides(self.new, self.old, self.title)

    def to_record(self) -> Record:
        across: list[Json] = list(self.new.across)
        down: list[Json] = list(self.new.down)
        fields: dict[str, Json] = {"across": across, "down": down, "locked": self.new.locked}
        return Record("guides", fields)


def read_guides(record: Record) -> Guides:
    """Raises BadRecord."""
    lines: dict[str, tuple[float, ...]] = {}
    for name in ("across", "down"):
        places = record.items(name)
        if not all(isinstance(place, int | float) for place in places):
            raise BadRecord("a guide is no number")
        lines[name] = tuple(float(str(place)) for place in places)
    return Guides(lines["across"], lines["down"], bool(record.fields.get("locked")))
