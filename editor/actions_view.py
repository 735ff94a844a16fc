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

    def show_preferences(self, page: str = "") -> None: ...

    def other_theme(self) -> None: ...

    def toggle_panels(self) -> None: ...

    def toggle_docks(self) -> None: ...

    def reset_docks(self) -> None: ...

    @property
    def panels_shown(self) -> bool: ...

    @property
    def docks_shown(self) -> bool: ...


class Looks:
    """What of the canvas is switched on: the tint of the mask, and the split comparison."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.split = False

    def toggle_mask(self) -> None:
        self._desk.show_mask(not self._desk.mask_shown)

    def toggle_split(self) -> None:
        self.split = not self.split
        self._desk.canvas.set_split(0.5 if self.split else None)


def view_actions(desk: Desk, shell: Shell) -> list[Action]:
    """Zoom, mask overlay, comparison, panels; palette, keys, log."""
    canvas, looks = desk.canvas, Looks(desk)
    rows: tuple[tuple[str, str, Callable[[], None], tuple[str, ...], str, str], ...] = (
        ("fit", "Fit in the window", canvas.zoom_to_fit, ("2",), "fit", "zoom"),
        ("actual", "100 %", canvas.zoom_to_actual, ("1", "Ctrl+0"), "zoom", "zoom"),
        ("in", "Zoom in", canvas.zoom_in, ("+", "Ctrl++", "="), "zoom_in", "zoom"),
        ("out", "Zoom out", canvas.zoom_out, ("-", "Ctrl+-"), "zoom_out", "zoom"),
        ("mask", "Show the mask", looks.toggle_mask, ("Ctrl+H",), "mask", "compare"),
        ("split", "Compare with a split", looks.toggle_split, (), "split", "compare"),
        ("theme", "Light or dark theme", shell.other_theme, (), "invert", "panels"),
        ("panels", "Show the panels", shell.toggle_panels, (), "panel", "panels"),
        ("column", "Show the docks", shell.toggle_docks, ("F9",), "panel", "panels"),
        ("reset_docks", "Put the docks back in order", shell.reset_docks, (), "reset", "panels"),
    )
    checks: dict[str, Callable[[], bool]] = {
        "mask": lambda: desk.mask_shown,
        "split": lambda: looks.split,
        "panels": lambda: shell.panels_shown,
        "column": lambda: shell.docks_shown,
    }
    view = [
        Action(
            id=f"view.{name}",
            title=title,
            run=run,
            keys=keys,
            icon=icon,
            menu="View",
            group=group,
            why_not=(lambda: "") if group == "panels" else desk.no_document,
            is_checked=checks.get(name),
        )
        for name, title, run, keys, icon, group in rows
    ]
    return [*view, *_between_pictures(desk), *_help(shell)]


def _help(shell: Shell) -> list[Action]:
    palette, keys = shell.show_palette, shell.show_shortcuts
    return [
        Action(
            id="edit.preferences",
            title="Preferences\u2026",
            run=lambda: shell.show_preferences(),
            keys=("Ctrl+,",),
            icon="settings",
            menu="Edit",
            group="preferences",
        ),
        Action("help.palette", "Find a command\u2026", palette, ("Ctrl+K",), "search", "Help"),
        Action("help.keys", "Keyboard shortcuts", keys, ("F1",), "keyboard", "Help"),
        Action("help.log", "Show the log\u2026", shell.show_log, (), "log", "Help"),
    ]


def _between_pictures(desk: Desk) -> list[Action]:
    def only_one() -> str:
        return "" if len(desk.session) > 1 else "There is no other picture open."

    rows = (
        ("next", "Next picture", 1, ("Ctrl+Tab", "Ctrl+PgDown")),
        ("earlier", "Earlier picture", -1, ("Ctrl+Shift+Tab", "Ctrl+PgUp")),
    )
    return [
        Action(
            id=f"view.{name}_picture",
            title=title,
            run=lambda step=step: desk.session.step(step),
            keys=keys,
            menu="View",
            group="pictures",
            why_not=only_one,
        )
        for name, title, step, keys in rows
    ]
