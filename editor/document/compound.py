"""Several commands as one step of the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from editor.document.document import Document
from editor.document.history import Command
from editor.document.record import Record, pack
from editor.document.tile_change import Alone


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
