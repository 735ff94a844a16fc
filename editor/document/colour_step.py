"""The step that says what the document's numbers mean: their profile and their depth."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from editor.document.document import Document
from editor.document.errors import BadRecord
from editor.document.history import Command
from editor.document.record import Record
from editor.document.tile_change import SMALL_BYTES, Alone
from editor.document.tiles import Depth


@dataclass(frozen=True, slots=True)
class ColourMeaning:
    """A profile (None for sRGB) and the depth of every layer."""

    profile: bytes | None
    depth: Depth

    @classmethod
    def of(cls, document: Document) -> ColourMeaning:
        return cls(document.profile, document.depth)


@dataclass(frozen=True, eq=False)
class SetColours(Alone):
    """Another profile or depth than before; the pixels are changed by steps beside this one."""

    old: ColourMeaning
    new: ColourMeaning
    title: str = "Assign colour profile"

    @property
    def size_bytes(self) -> int:
        return SMALL_BYTES + len(self.old.profile or b"")

    def do(self, document: Document) -> None:
        _mean(document, self.new)

    def undo(self, document: Document) -> None:
        _mean(document, self.old)

    def inverse(self) -> Command:
        return SetColours(self.new, self.old, self.title)

    def to_record(self) -> Record:
        profile = self.new.profile
        text = None if profile is None else base64.b64encode(profile).decode("ascii")
        fields = {"profile": text, "depth": self.new.depth, "title": self.title}
        return Record("colours", {**fields})


def read_colours(record: Record, document: Document) -> SetColours:
    """Raises BadRecord."""
    depth = record.text("depth")
    if depth not in ("uint8", "uint16"):
        raise BadRecord(f"pixels of kind {depth}")
    text = record.fields.get("profile")
    try:
        profile = None if text is None else base64.b64decode(str(text), validate=True)
    except binascii.Error as error:
        raise BadRecord("a broken profile") from error
    new = ColourMeaning(profile, depth)
    return SetColours(ColourMeaning.of(document), new, record.text("title"))


def _mean(document: Document, meaning: ColourMeaning) -> None:
    document.profile, document.depth = meaning.profile, meaning.depth
    # Whoever shows the picture makes all of it again.
    document.size_changed.emit()
    document.pixels_changed.emit(document.canvas)
