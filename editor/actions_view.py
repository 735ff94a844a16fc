"""The actions of the View and Help menus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from editor.actions import Action
from editor.desk import Desk


class Shell(Protocol):
    """What the window itself can do."""

    def show_palette(self) -> None: ...

    def show_shortcuts(self) -> None: ...

    def show_log(self) -> None: ...

    def toggle_panels(self) -> None: ...

    @property
    def panels_shown(self) -> bool: ...


def view_actions(desk: Desk, shell: Shell) -> list[Action]:
    """Zoom, mask overlay, comparison, panels; palette, keys, log."""
    canvas = desk.canvas
    state = {"mask": True, "split": False}

    def toggle_mask() -> None:
        state["mask"] = not state["mask"]
        canvas.set_mask_shown(state["mask"])

    def toggle_split() -> None:
        state["split"] = not state["split"]
        canvas.set_split(0.5 if state["split"] else None)

    def make(
        name: str,
        title: str,
        run: Callable[[], None],
        *keys: str,
        icon: str = "",
        group: str = "",
        is_checked: Callable[[], bool] | None = None,
    ) -> Action:
        return Action(
            id=f"view.{name}",
            title=title,
            run=run,
            keys=keys,
            icon=icon,
            menu="View",
            group=group,
            why_not=(lambda: "") if group == "panels" else desk.no_document,
            is_checked=is_checked,
        )

    def help_(name: str, title: str, run: Callable[[], None], *keys: str, icon: str) -> Action:
        return Action(f"help.{name}", title, run, keys, icon, "Help")

    return [
        make("fit", "Fit in the window", canvas.zoom_to_fit, "2", icon="fit", group="zoom"),
        make("actual", "100 %", canvas.zoom_to_actual, "1", "Ctrl+0", icon="zoom", group="zoom"),
        make("in", "Zoom in", canvas.zoom_in, "+", "Ctrl++", "=", icon="zoom_in", group="zoom"),
        make("out", "Zoom out", canvas.zoom_out, "-", "Ctrl+-", icon="zoom_out", group="zoom"),
        make(
            "mask",
            "Show the mask",
            toggle_mask,
            "Ctrl+H",
            icon="mask",
            group="compare",
            is_checked=lambda: state["mask"],
        ),
        make(
            "split",
            "Compare with a split",
            toggle_split,
            icon="split",
            group="compare",
            is_checked=lambda: state["split"],
        ),
        make(
            "panels",
            "Show the panels",
            shell.toggle_panels,
            "F9",
            icon="panel",
            group="panels",
            is_checked=lambda: shell.panels_shown,
        ),
        help_("palette", "Find a command\u2026", shell.show_palette, "Ctrl+K", icon="search"),
        help_("keys", "Keyboard shortcuts", shell.show_shortcuts, "F1", icon="keyboard"),
        help_("log", "Show the log\u2026", shell.show_log, icon="log"),
    ]
