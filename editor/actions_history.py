"""The actions that keep states under a name, come back to them, and forget the steps."""

from __future__ import annotations

from collections.abc import Callable

from editor.actions import Action
from editor.desk import Desk
from editor.dialogs.asker import Asker
from editor.document.document import Document
from editor.document.history import Command
from editor.document.restoring import restore
from editor.document.snapshots import Snapshot
from editor.steps import Steps


class SnapshotWork:
    """Snapshots belong to the document in front and live as long as it is open.

    `kept` is told of each new one.
    """

    def __init__(self, desk: Desk, asker: Asker, steps: Steps) -> None:
        self._desk = desk
        self._asker = asker
        self._steps = steps
        self.kept: Callable[[Document, Snapshot], None] = lambda _document, _snapshot: None

    def keep(self) -> None:
        """The present state under a name; it can be renamed later."""
        document = self._desk.document
        if document is not None:
            name = f"Snapshot {len(document.snapshots.all) + 1}"
            made = document.snapshots.keep(document, name)
            self.kept(document, made)
            self._desk.tell(f"“{made.name}” is kept until the picture is closed.")
            self._desk.touch()

    def restore(self, snapshot: Snapshot | None = None) -> None:
        """One step back to a snapshot, or to the one that the artist names."""
        document = self._desk.document
        found = snapshot or self._chosen("Restore snapshot")
        if document is None or found is None:
            return
        title = f"Restore {found.name}"

        def make(now: Document) -> Command | None:
            return restore(now, found.state, title)

        def done() -> None:
            self._desk.tell(f"The picture is as in “{found.name}”.")

        self._steps.order(document, make, then=done)

    def rename(self, snapshot: Snapshot | None = None) -> None:
        document = self._desk.document
        found = snapshot or self._chosen("Rename snapshot")
        if document is not None and found is not None:
            name = self._asker.name("Rename snapshot", found.name)
            if name:
                document.snapshots.rename(found, name)

    def delete(self, snapshot: Snapshot | None = None) -> None:
        document = self._desk.document
        found = snapshot or self._chosen("Delete snapshot")
        if document is not None and found is not None:
            document.snapshots.remove(found)
            self._desk.touch()

    def clear(self) -> None:
        """Forget all steps; snapshots stay."""
        if self._desk.document is not None:
            self._desk.document.history.clear()
            self._desk.tell("The steps are forgotten; the picture and its snapshots stay.")

    # ---- why not

    def no_snapshot(self) -> str:
        document = self._desk.document
        if document is None:
            return self._desk.no_document()
        return "" if document.snapshots.all else "No snapshot was taken yet."

    def no_steps(self) -> str:
        document = self._desk.document
        if document is None:
            return self._desk.no_document()
        return "" if document.history.entries else "There are no steps to forget."

    def _chosen(self, title: str) -> Snapshot | None:
        """The snapshot that the artist means; the only one is not asked for."""
        document = self._desk.document
        found = document.snapshots.all if document else ()
        if len(found) < 2:
            return found[0] if found else None
        name = self._asker.one_of(title, [one.name for one in found])
        return next((one for one in found if one.name == name), None)


def history_actions(desk: Desk, work: SnapshotWork) -> list[Action]:
    """Snapshots: take, restore, rename, delete; and the end of all steps."""
    rows: tuple[tuple[str, str, Callable[[], None], Callable[[], str], str], ...] = (
        ("snapshot", "Take a snapshot", work.keep, desk.no_document, "snapshot"),
        ("restore", "Restore a snapshot\u2026", work.restore, work.no_snapshot, "reset"),
        ("rename", "Rename a snapshot\u2026", work.rename, work.no_snapshot, "text"),
        ("delete", "Delete a snapshot\u2026", work.delete, work.no_snapshot, "clear"),
        ("clear", "Forget all steps", work.clear, work.no_steps, "delete"),
    )
    return [
        Action(
            id=f"history.{name}",
            title=title,
            run=run,
            icon=icon,
            menu="Edit",
            group="history",
            submenu="History",
            why_not=why_not,
        )
        for name, title, run, why_not, icon in rows
    ]
