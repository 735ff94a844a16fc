"""The actions that let a network see: select the subject, remove the background."""

from __future__ import annotations

from collections.abc import Callable

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

    def nothing_runs() -> str:
        return "" if selecting.is_running else "Nothing is being looked for."

    select, hide = selecting.subject, selecting.remove_background
    stop = Action(
        id="select.stop",
        title="Stop looking for it",
        run=lambda: void(selecting.stop()),
        icon="cancel",
        menu="Select",
        group="see",
        why_not=nothing_runs,
    )
    return [
        _seeing("select.subject", "Subject", "subject", select, desk.no_document),
        _seeing("select.person", "Person", "person", lambda: select(PORTRAIT), desk.no_document),
        _seeing("layer.remove_background", "Remove background", "cut_out", hide, no_layer),
        _seeing(
            "layer.remove_background_portrait",
            "Remove background of a portrait",
            "cut_out",
            lambda: hide(PORTRAIT),
            no_layer,
        ),
        stop,
    ]


def _seeing(
    name: str, title: str, icon: str, run: Callable[[], None], why_not: Callable[[], str]
) -> Action:
    """One action of the menu that its name begins with."""
    menu = name.partition(".")[0].capitalize()
    return Action(id=name, title=title, run=run, icon=icon, menu=menu, group="see", why_not=why_not)


def void(_result: object) -> None:
    """An action answers nothing."""
