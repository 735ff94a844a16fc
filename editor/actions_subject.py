"""The actions that let a network see: select the subject, remove the background."""

from __future__ import annotations

from editor.actions import Action
from editor.desk import Desk
from editor.selecting import Selecting

PORTRAIT = "portrait"


def subject_actions(desk: Desk, selecting: Selecting) -> list[Action]:
    """Subject and person, in the Select menu and, as layer masks, in the Layer menu."""

    def no_layer() -> str:
        document = desk.document
        if document is None:
            return desk.no_document()
        return "" if document.active is not None else "Choose a layer first."

    def selects(name: str, title: str, icon: str, *kind: str) -> Action:
        return Action(
            id=f"select.{name}",
            title=title,
            run=lambda: selecting.subject(*kind),
            icon=icon,
            menu="Select",
            group="see",
            why_not=desk.no_document,
        )

    def removes(name: str, title: str, *kind: str) -> Action:
        return Action(
            id=f"layer.{name}",
            title=title,
            run=lambda: selecting.remove_background(*kind),
            icon="cut_out",
            menu="Layer",
            group="see",
            why_not=no_layer,
        )

    def nothing_runs() -> str:
        return "" if selecting.is_running else "Nothing is being looked for."

    return [
        selects("subject", "Subject", "subject"),
        selects("person", "Person", "person", PORTRAIT),
        removes("remove_background", "Remove background"),
        removes("remove_background_portrait", "Remove background of a portrait", PORTRAIT),
        Action(
            id="select.stop",
            title="Stop looking for it",
            run=lambda: void(selecting.stop()),
            icon="cancel",
            why_not=nothing_runs,
        ),
    ]


def void(_result: object) -> None:
    """An action answers nothing."""
