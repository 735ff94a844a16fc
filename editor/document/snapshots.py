"""States of a document that the artist keeps under a name, to come back to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from psygnal import Signal

if TYPE_CHECKING:
    from editor.document.document import Document


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A named state; `state` shares its tiles with the document and is never changed."""

    name: str
    state: Document


class Snapshots:
    """The snapshots of one document, the oldest first; names are unique.

    They live as long as the document is open and are no steps of its history.
    """

    changed = Signal()

    def __init__(self) -> None:
        self._all: tuple[Snapshot, ...] = ()

    @property
    def all(self) -> tuple[Snapshot, ...]:
        return self._all

    def keep(self, document: Document, name: str) -> Snapshot:
        """The present state under `name`, or under the next free one like it."""
        made = Snapshot(self._free(name), document.snapshot())
        self._set((*self._all, made))
        return made

    def rename(self, snapshot: Snapshot, name: str) -> None:
        """Under another name; one that is gone is left alone."""
        if not any(one is snapshot for one in self._all) or name == snapshot.name:
            return
        fresh = replace(snapshot, name=self._free(name))
        self._set(tuple(fresh if one is snapshot else one for one in self._all))

    def remove(self, snapshot: Snapshot) -> None:
        """Forget it; what only it held in memory is free."""
        self._set(tuple(one for one in self._all if one is not snapshot))

    def _free(self, name: str) -> str:
        taken = {one.name for one in self._all}
        free, number = name, 2
        while free in taken:
            free, number = f"{name} {number}", number + 1
        return free

    def _set(self, snapshots: tuple[Snapshot, ...]) -> None:
        self._all = snapshots
        self.changed.emit()
