"""Keeps every step of a document on disk as it happens, so that a crash costs no work."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from editor.document.document import Document
from editor.document.history import Act, Command, HistoryEvent
from editor.document.record import Json, Record, pack
from editor.recovery.baseline import Baseline
from editor.recovery.restore import Restored
from editor.recovery.writer import Writer

STOP_TIMEOUT_S = 10.0
COMPACT_AT_BYTES = 2 << 30


@dataclass(frozen=True, slots=True)
class SaveCut:
    """Where a save began: what was done later is not in the file."""

    baseline: Baseline
    count: int


class Journal:
    """Writes down what happens in one document's history, on a thread of its own.

    Steps are in the file within a second, and the caller waits for none of it. `begin_save`
    and `end_save` around a save let the journal start anew from the saved file. While the
    journal is open, no other program offers its contents for recovery.
    """

    def __init__(
        self,
        document: Document,
        home: Path,
        *,
        is_in_file: bool = True,
        on_trouble: Callable[[str], None] | None = None,
    ) -> None:
        """`home` holds all journals. `is_in_file`: `document.path` holds just this state.

        `on_trouble` is called from the journal's thread with a sentence where the disk fails.
        """
        is_in_file = is_in_file and document.history.is_clean
        baseline = Baseline.of(document, is_in_file=is_in_file)
        self._start(document, Writer(home / uuid.uuid4().hex, baseline, on_trouble))

    @classmethod
    def resume(
        cls,
        restored: Restored,
        on_trouble: Callable[[str], None] | None = None,
    ) -> Journal:
        """Go on with the journal that a document was restored from."""
        journal = cls.__new__(cls)
        document = restored.document
        baseline = Baseline.of(document, is_in_file=False)
        writer = Writer(restored.folder, baseline, on_trouble)
        writer.resume(restored.end_bytes, restored.count)
        journal._start(document, writer)
        entries, done = document.history.entries, document.history.position
        journal._known = list(entries[:done])
        journal._undone = list(reversed(entries[done:]))
        journal._count = restored.count
        return journal

    def _start(self, document: Document, writer: Writer) -> None:
        self._document = document
        self._writer = writer
        self._known: list[Command] = []
        self._undone: list[Command] = []
        self._count = 0
        document.history.recorded.connect(self._note)

    @property
    def folder(self) -> Path:
        """Where the journal lies once there is something in it."""
        return self._writer.folder

    # -- saving -----------------------------------------------------------------------------

    def begin_save(self) -> SaveCut:
        """Call when the snapshot that is going to be saved is taken."""
        # Steps from before must not be needed to understand what comes after.
        self._forget_known()
        return SaveCut(Baseline.of(self._document, is_in_file=False), self._count)

    def end_save(self, cut: SaveCut, path: Path) -> None:
        """The state at `cut` is now in the file at `path`."""
        twin = cut.baseline.document
        twin.path = path
        saved = Baseline.of(twin, is_in_file=True)
        self._rebase(saved, cut.count)

    def _rebase(self, baseline: Baseline, skip: int) -> None:
        self._writer.rebase(baseline, skip)
        self._count -= skip

    # -- ending -----------------------------------------------------------------------------

    def flush(self, timeout_s: float = STOP_TIMEOUT_S) -> bool:
        """Wait until everything is on the disk; whether that was in time."""
        return self._writer.flush(timeout_s)

    @property
    def trouble(self) -> str:
        """Why steps cannot be written down now; empty where all is well."""
        return self._writer.trouble

    def close(self) -> None:
        """Stop writing and leave the journal for `pending`."""
        self._document.history.recorded.disconnect(self._note)
        self._writer.stop(STOP_TIMEOUT_S)

    def discard(self) -> None:
        """Stop writing and delete the journal: the work is saved or not wanted."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    # -- writing down -----------------------------------------------------------------------

    def _note(self, event: HistoryEvent) -> None:
        self._writer.write(self._record_of(event))
        self._count += 1
        if self._writer.size_bytes > COMPACT_AT_BYTES:
            self._compact()

    def _compact(self) -> None:
        """Start anew from all tiles, because the way here has become longer than the state."""
        self._forget_known()
        self._rebase(Baseline.of(self._document, is_in_file=False), self._count)

    def _record_of(self, event: HistoryEvent) -> Record:
        """The event so that it can be understood from what this journal already holds."""
        command = event.command
        if event.act is Act.UNDONE:
            if self._known and self._known[-1] is command:
                self._undone.append(self._known.pop())
                return Record("undo")
            self._forget_known()
            return _with_command("apply", command.inverse())
        if event.act is Act.REDONE and self._undone and self._undone[-1] is command:
            self._known.append(self._undone.pop())
            return Record("redo")
        self._undone.clear()
        if event.act is Act.MERGED:
            if not self._known:
                return _with_command("apply", command)
            self._known[-1] = event.entry
            return _with_command("merge", command)
        self._known.append(event.entry)
        return _with_command("do", command)

    def _forget_known(self) -> None:
        self._known.clear()
        self._undone.clear()


def _with_command(kind: str, command: Command) -> Record:
    packed, tiles = pack({"command": command.to_record()})
    fields: dict[str, Json] = packed
    return Record(kind, fields, tiles)
