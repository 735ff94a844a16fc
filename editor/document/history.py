"""Undo and redo: the steps that led to the present state, as many as fit into memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from psygnal import Signal

from editor.document.record import Record

if TYPE_CHECKING:
    from editor.document.document import Document

DEFAULT_BUDGET_BYTES = 1 << 30


class Command(Protocol):
    """A change of a document that can be taken back and written down."""

    @property
    def title(self) -> str:
        """What the history shows, like “Brush stroke”."""
        ...

    @property
    def size_bytes(self) -> int:
        """Bytes that only this step keeps in memory once it is done."""
        ...

    def do(self, document: Document) -> None: ...

    def undo(self, document: Document) -> None: ...

    def merge(self, later: Command) -> Command | None:
        """This and `later` as one step, or None where they are two."""
        ...

    def inverse(self) -> Command:
        """The command that does what undoing this one does; asked for while this one is done."""
        ...

    def to_record(self) -> Record:
        """This command written down; asked for right after it was done."""
        ...


class Act(Enum):
    """What happened to a step."""

    DONE = "done"
    MERGED = "merged"
    UNDONE = "undone"
    REDONE = "redone"


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One thing that happened; `entry` is the step that the history now holds for it."""

    act: Act
    command: Command
    entry: Command


class History:
    """The steps of one document, oldest first.

    The newest steps together hold at most the budget, but the last one is always kept. The
    clean mark tells whether the document is what was last saved.
    """

    changed = Signal()
    recorded = Signal(HistoryEvent)

    def __init__(self, document: Document, budget_bytes: int = DEFAULT_BUDGET_BYTES) -> None:
        self._document = document
        self._budget_bytes = budget_bytes
        self._done: list[Command] = []
        self._size_bytes = 0
        self._dropped = 0
        self._undone: list[Command] = []
        self._clean: Command | None = None
        self._can_be_clean = True

    # -- reading ----------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    @property
    def undo_title(self) -> str:
        return self._done[-1].title if self._done else ""

    @property
    def redo_title(self) -> str:
        return self._undone[-1].title if self._undone else ""

    @property
    def entries(self) -> Sequence[Command]:
        """All steps, oldest first, also those that were undone."""
        return (*self._done, *reversed(self._undone))

    @property
    def position(self) -> int:
        """How many of the entries are done."""
        return len(self._done)

    @property
    def size_bytes(self) -> int:
        """Bytes that only the steps that can be undone keep in memory, about."""
        return self._size_bytes

    @property
    def budget_bytes(self) -> int:
        """What the steps may hold together."""
        return self._budget_bytes

    @property
    def dropped(self) -> int:
        """How many of the oldest steps went because the budget was full."""
        return self._dropped

    @property
    def is_clean(self) -> bool:
        """Whether the document is as it was when `mark_clean` was last called."""
        return self._can_be_clean and self._top is self._clean

    @property
    def _top(self) -> Command | None:
        return self._done[-1] if self._done else None

    # -- changing ---------------------------------------------------------------------------

    def do(self, command: Command) -> None:
        """Do `command`; a drag of one slider becomes a single step."""
        command.do(self._document)
        self._push(command, may_merge=True)

    def push_done(self, command: Command) -> None:
        """Take in a step whose effect is in the document already, like a painted stroke."""
        self._push(command, may_merge=False)

    def undo(self) -> None:
        """Take back the last step; nothing happens where there is none."""
        if self._done:
            command = self._done[-1]
            command.undo(self._document)
            self._undone.append(self._done.pop())
            self._size_bytes -= command.size_bytes
            self._tell(Act.UNDONE, command, command)

    def redo(self) -> None:
        """Do again what was taken back last; nothing happens where there is nothing."""
        if self._undone:
            command = self._undone[-1]
            command.do(self._document)
            self._done.append(self._undone.pop())
            self._size_bytes += command.size_bytes
            self._tell(Act.REDONE, command, command)

    def jump(self, position: int) -> None:
        """Undo or redo until `position` entries are done."""
        while len(self._done) > max(0, position):
            self.undo()
        while len(self._done) < position and self._undone:
            self.redo()

    def mark_clean(self) -> None:
        """Remember the present state as the saved one."""
        self._clean = self._top
        self._can_be_clean = True
        self.changed.emit()

    def mark_unsaved(self) -> None:
        """No state of this document is saved anywhere; it is not clean until `mark_clean`."""
        self._clean = None
        self._can_be_clean = False
        self.changed.emit()

    def clear(self) -> None:
        """Forget all steps; the document stays as it is, and clean if it was."""
        was_clean = self.is_clean
        self._done.clear()
        self._undone.clear()
        self._size_bytes = 0
        self._dropped = 0
        self._clean = None
        self._can_be_clean = was_clean
        self.changed.emit()

    def set_budget(self, budget_bytes: int) -> None:
        self._budget_bytes = budget_bytes
        self._trim()
        self.changed.emit()

    # -- inside -----------------------------------------------------------------------------

    def _push(self, command: Command, *, may_merge: bool) -> None:
        top = self._top
        # A saved state must stay reachable: nothing merges into the step at the clean mark.
        open_top = top if may_merge and not self._undone and not self.is_clean else None
        merged = open_top.merge(command) if open_top is not None else None
        self._forget_undone()
        if merged is not None:
            self._size_bytes += merged.size_bytes - self._done[-1].size_bytes
            self._done[-1] = merged
            self._tell(Act.MERGED, command, merged)
            return
        self._done.append(command)
        self._size_bytes += command.size_bytes
        self._trim()
        self._tell(Act.DONE, command, command)

    def _forget_undone(self) -> None:
        if any(command is self._clean for command in self._undone):
            self._can_be_clean = False
        self._undone.clear()

    def _trim(self) -> None:
        while len(self._done) > 1 and self._size_bytes > self._budget_bytes:
            oldest = self._done.pop(0)
            self._dropped += 1
            self._size_bytes -= oldest.size_bytes
            if self._clean is None:
                # The saved state lay before all steps; it can no longer be reached ...
                self._can_be_clean = False
            if oldest is self._clean:
                # ... or it now does.
                self._clean = None

    def _tell(self, act: Act, command: Command, entry: Command) -> None:
        self.recorded.emit(HistoryEvent(act, command, entry))
        self.changed.emit()
