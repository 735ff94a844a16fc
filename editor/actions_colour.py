"""The actions on the colours of the whole picture: profile and depth."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from editor.actions import Action
from editor.desk import Desk
from editor.dialogs.asker import Asker
from editor.dialogs.colour import AssignChoice, ConvertChoice, ProfileName
from editor.document.document import Document
from editor.document.history import Command
from editor.document.tiles import Depth
from editor.lazy import late
from ml.api.params import to_scalars

# Imported when first used: the colour engine is heavy.
_assign = late("editor.colour.recolour:assign_profile")
_convert = late("editor.colour.recolour:convert_colours")
_wish = late("editor.colour.recolour:ColourWish")
_intent = late("editor.colour.profiles:intent_named")
_built_in = late("editor.colour.profiles:built_in")
_read_profile = late("editor.colour.profile_file:read_profile")
_title = late("editor.colour.profiles:profile_title")


class ColourWork:
    """Each call asks what it must, and changes the picture as one step of the history."""

    def __init__(self, desk: Desk, asker: Asker) -> None:
        self._desk = desk
        self.asker = asker

    def assign(self) -> None:
        document = self._desk.document
        choice = self._ask(AssignChoice, document)
        if document is None or choice is None:
            return
        found, profile = self._profile(choice.profile)
        if found and profile != document.profile:
            document.apply(_assign(document, profile))
            self._desk.tell(f"The picture is in {_title(profile)} now; its numbers stayed.")

    def convert(self) -> None:
        document = self._desk.document
        choice = self._ask(ConvertChoice, document)
        if document is None or not isinstance(choice, ConvertChoice):
            return
        found, profile = self._profile(choice.profile)
        if found:
            wish = _wish(
                profile=profile,
                depth=document.depth,
                intent=_intent(choice.intent.name),
                black_point=choice.black_point,
            )
            self._run(document, wish, f"The picture is in {_title(profile)} now.")

    def set_depth(self, depth: Depth) -> None:
        document = self._desk.document
        if document is not None and document.depth != depth:
            wish = _wish(profile=document.profile, depth=depth)
            bits = "16" if depth == "uint16" else "8"
            self._run(document, wish, f"The picture has {bits} bits for each channel now.")

    def _ask(self, params: type[Any], document: Document | None) -> Any:
        if document is None:
            return None
        settings = self._desk.settings
        place = "assign_profile" if params is AssignChoice else "convert_profile"
        remembered = settings.now.panels.get(place, {})
        choice = self.asker.colour_choice(params, _title(document.profile), remembered)
        if choice is not None:
            settings.change(panels={**settings.now.panels, place: to_scalars(choice)})
        return choice

    def _profile(self, name: ProfileName) -> tuple[bool, bytes | None]:
        """Whether there is one to go to, and the profile; None for sRGB."""
        if name is not ProfileName.FILE:
            return True, _built_in(name.name)
        path = self.asker.profile_to_open(Path.home())
        if path is None:
            return False, None
        try:
            return True, _read_profile(path)
        except Exception as error:  # noqa: BLE001 - said in the window
            self._desk.fail(error)
            return False, None

    def _run(self, document: Document, wish: object, words: str) -> None:
        """In a thread on a snapshot: a large picture takes its time, and the window goes on."""
        before = document.history.entries[: document.history.position]
        twin = document.snapshot()

        def done(command: Command) -> None:
            if document.history.entries[: document.history.position] != before:
                self._desk.trouble("The picture was changed meanwhile; convert it again.")
                return
            document.apply(command)
            self._desk.tell(words)

        self._desk.background.run(lambda: _convert(twin, wish), done, self._desk.fail)


def colour_actions(desk: Desk, work: ColourWork) -> list[Action]:
    """Assign, convert, 8 and 16 bits."""

    def is_deep() -> bool:
        return desk.document is not None and desk.document.depth == "uint16"

    def make(name: str, title: str, run: Callable[[], None], **more: Any) -> Action:
        return Action(
            id=f"colour.{name}",
            title=title,
            run=run,
            menu="Image",
            group="colour",
            why_not=desk.no_document,
            **more,
        )

    return [
        make("assign", "Assign colour profile\u2026", work.assign),
        make("convert", "Convert to colour profile\u2026", work.convert),
        make(
            "eight",
            "8 bits for each channel",
            lambda: work.set_depth("uint8"),
            is_checked=lambda: desk.document is not None and not is_deep(),
        ),
        make(
            "sixteen",
            "16 bits for each channel",
            lambda: work.set_depth("uint16"),
            is_checked=is_deep,
        ),
    ]
