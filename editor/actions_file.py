"""The actions of the File menu."""

from __future__ import annotations

from collections.abc import Callable

from editor.actions import Action
from editor.desk import Desk
from editor.pictures import Pictures
from editor.session import Sheet


def file_actions(desk: Desk, pictures: Pictures, quit_program: Callable[[], None]) -> list[Action]:
    """Open, save, versions, export, close."""

    def on_sheet(act: Callable[[Sheet], None]) -> Callable[[], None]:
        def run() -> None:
            if desk.session.current is not None:
                act(desk.session.current)

        return run

    def make(
        name: str, title: str, run: Callable[[], None], *keys: str, icon: str = "", group: str = ""
    ) -> Action:
        free = name in ("open", "paste_new", "quit")
        return Action(
            id=f"file.{name}",
            title=title,
            run=run,
            keys=keys,
            icon=icon,
            menu="File",
            group=group,
            why_not=(lambda: "") if free else desk.no_document,
        )

    return [
        make("open", "Open\u2026", pictures.ask_and_open, "Ctrl+O", icon="open"),
        make("paste_new", "Paste as new picture", pictures.paste, "Ctrl+Shift+V", icon="paste"),
        make("save", "Save", on_sheet(pictures.save), "Ctrl+S", icon="save", group="save"),
        make("save_as", "Save as\u2026", on_sheet(pictures.save_as), "Ctrl+Shift+S", group="save"),
        make(
            "save_increment",
            "Save incremental version",
            on_sheet(pictures.save_increment),
            "Ctrl+Alt+S",
            group="save",
        ),
        make("versions", "Versions\u2026", on_sheet(pictures.versions), group="save"),
        make(
            "export",
            "Export\u2026",
            on_sheet(pictures.export),
            "Ctrl+Alt+Shift+S",
            icon="export",
            group="save",
        ),
        make("close", "Close", on_sheet(pictures.close), "Ctrl+W", group="close"),
        make("quit", "Quit", quit_program, "Ctrl+Q", group="close"),
    ]
