"""The actions that keep selections under a name, and the quick mask."""

from __future__ import annotations

from collections.abc import Callable

from editor.actions import Action
from editor.desk import Desk
from editor.dialogs.asker import Asker
from editor.document.channels import (
    delete_channel,
    load_channel,
    rename_channel,
    save_channel,
)
from editor.document.mask_operations import Combine
from editor.steps import Steps

NAME = "Selection"


class ChannelWork:
    """Kept selections belong to the document in front and are saved with it."""

    def __init__(self, desk: Desk, asker: Asker, steps: Steps) -> None:
        self._desk = desk
        self._asker = asker
        self._steps = steps

    def save(self) -> None:
        document = self._desk.document
        if document is None:
            return
        name = self._asker.name("Save selection", f"{NAME} {len(document.channels) + 1}")
        if name:
            self._steps.order(document, lambda now: save_channel(now, name), is_quick=True)

    def load(self, how: Combine = Combine.REPLACE, name: str | None = None) -> None:
        """Join a kept selection with what is selected; the artist says which where none is."""
        document = self._desk.document
        name = name or self._chosen("Load selection")
        if document is not None and name:
            self._steps.order(document, lambda now: load_channel(now, name, how), is_quick=True)

    def rename(self, name: str) -> None:
        document = self._desk.document
        fresh = self._asker.name("Rename selection", name)
        if document is not None and fresh and fresh != name:
            self._steps.order(document, lambda now: rename_channel(now, name, fresh), is_quick=True)

    def delete(self, name: str | None = None) -> None:
        document = self._desk.document
        name = name or self._chosen("Delete channel")
        if document is not None and name:
            self._steps.order(document, lambda now: delete_channel(now, name), is_quick=True)

    def toggle_quick_mask(self) -> None:
        """Paint tools paint the selection, which shows as a tint, or pixels again."""
        document = self._desk.document
        if document is None:
            return
        document.set_quick_mask(not document.quick_mask)
        if document.quick_mask:
            self._desk.tell("Quick mask: white selects, black deselects. Q ends it.")

    @property
    def has_quick_mask(self) -> bool:
        document = self._desk.document
        return document is not None and document.quick_mask

    # ---- why not

    def nothing(self) -> str:
        document = self._desk.document
        if document is None:
            return self._desk.no_document()
        return "Select something first." if document.selection.is_empty else ""

    def no_channel(self) -> str:
        document = self._desk.document
        if document is None:
            return self._desk.no_document()
        return "" if document.channels else "No selection was saved yet."

    def _chosen(self, title: str) -> str | None:
        """The channel that the artist means; the only one is not asked for."""
        document = self._desk.document
        names = [channel.name for channel in document.channels] if document else []
        return names[0] if len(names) == 1 else self._asker.one_of(title, names)


def channel_actions(desk: Desk, work: ChannelWork) -> list[Action]:
    """Save, load, delete; quick mask."""
    rows: tuple[tuple[str, str, Callable[[], None], Callable[[], str], str], ...] = (
        ("save", "Save selection\u2026", work.save, work.nothing, "channel"),
        ("load", "Load selection\u2026", work.load, work.no_channel, "channel"),
        (
            "load_add",
            "Add a saved selection\u2026",
            lambda: work.load(Combine.ADD),
            work.no_channel,
            "combine_add",
        ),
        ("forget", "Delete a saved selection\u2026", work.delete, work.no_channel, "delete"),
    )
    kept = [
        Action(
            id=f"select.{name}",
            title=title,
            run=run,
            icon=icon,
            menu="Select",
            group="channels",
            why_not=why_not,
        )
        for name, title, run, why_not, icon in rows
    ]
    quick = Action(
        id="select.quick_mask",
        title="Quick mask",
        run=work.toggle_quick_mask,
        keys=("Q",),
        icon="quick_mask",
        menu="Select",
        group="quick",
        why_not=desk.no_document,
        is_checked=lambda: work.has_quick_mask,
    )
    return [*kept, quick]
