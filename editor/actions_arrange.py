"""The actions that turn the view and choose what things are aligned by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from editor.actions import Action
from editor.desk import Desk
from editor.document.guides import Guides
from editor.document.guides_step import SetGuides

TURN_DEGREES = 15.0
SPACINGS_PX = (8, 16, 32, 64, 128, 256)


class Aligning:
    """What the View menu does with rulers, guides, grid and snapping."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._aids = desk.toolbox.aids
        desk.canvas.aids.lend(self._aids)

    def switch(self, name: str) -> Callable[[], None]:
        """Switch one of the aids on or off."""

        def run() -> None:
            self._aids.change(**{name: not getattr(self._aids.now, name)})
            self._desk.touch()

        return run

    def is_on(self, name: str) -> Callable[[], bool]:
        return lambda: bool(getattr(self._aids.now, name))

    def set_spacing(self, spacing_px: int) -> None:
        self._aids.change(spacing_px=spacing_px, grid=True)
        self._desk.touch()

    def has_spacing(self, spacing_px: int) -> bool:
        return self._aids.now.spacing_px == spacing_px

    def lock_guides(self) -> None:
        document = self._desk.document
        if document is not None:
            guides = document.guides
            document.apply(SetGuides(guides, replace(guides, locked=not guides.locked)))
            self._desk.touch()

    @property
    def guides_locked(self) -> bool:
        document = self._desk.document
        return document is not None and document.guides.locked

    def clear_guides(self) -> None:
        document = self._desk.document
        if document is not None:
            document.apply(SetGuides(document.guides, Guides(), "Remove all guides"))

    def no_guides(self) -> str:
        document = self._desk.document
        if document is None:
            return self._desk.no_document()
        return "There are no guides: drag one from a ruler." if document.guides.is_empty else ""


def arrange_actions(desk: Desk) -> list[Action]:
    """View: turn and mirror; rulers, guides, grid; what things click to."""
    canvas, aligning = desk.canvas, Aligning(desk)
    turning = (
        ("left", "Turn the view left", lambda: canvas.turn(-TURN_DEGREES), "4", "turn_left"),
        ("right", "Turn the view right", lambda: canvas.turn(TURN_DEGREES), "6", "turn_right"),
        ("straight", "Straighten the view", canvas.straighten, "5", "reset"),
    )
    view = [
        Action(f"view.turn_{name}", title, run, (key,), icon, "View", "turn", desk.no_document)
        for name, title, run, key, icon in turning
    ]
    mirrored = Action(
        id="view.mirror",
        title="Mirror the view",
        run=canvas.mirror,
        keys=("M",),
        icon="mirror",
        menu="View",
        group="turn",
        why_not=desk.no_document,
        is_checked=lambda: canvas.viewport.mirrored,
    )
    return [*view, mirrored, *_aids(desk, aligning), *_snaps(desk, aligning)]


def _aids(desk: Desk, aligning: Aligning) -> list[Action]:
    shown = [
        Action(
            id=f"view.{name}",
            title=title,
            run=aligning.switch(name),
            keys=keys,
            icon=name,
            menu="View",
            group="aids",
            why_not=desk.no_document,
            is_checked=aligning.is_on(name),
        )
        for name, title, keys in (
            ("rulers", "Rulers", ("Ctrl+R",)),
            ("guides", "Guides", ("Ctrl+;",)),
            ("grid", "Grid", ("Ctrl+'",)),
        )
    ]
    spacings = [
        Action(
            id=f"view.grid_{spacing}",
            title=f"Every {spacing} pixels",
            run=lambda spacing=spacing: aligning.set_spacing(spacing),
            icon="grid",
            menu="View",
            group="aids",
            submenu="Grid spacing",
            why_not=desk.no_document,
            is_checked=lambda spacing=spacing: aligning.has_spacing(spacing),
        )
        for spacing in SPACINGS_PX
    ]
    return [*shown, *spacings, *_guide_actions(aligning)]


def _guide_actions(aligning: Aligning) -> list[Action]:
    lock = Action(
        id="view.lock_guides",
        title="Lock the guides",
        run=aligning.lock_guides,
        icon="lock",
        menu="View",
        group="aids",
        why_not=aligning.no_guides,
        is_checked=lambda: aligning.guides_locked,
    )
    clear = Action(
        id="view.clear_guides",
        title="Remove all guides",
        run=aligning.clear_guides,
        icon="delete",
        menu="View",
        group="aids",
        why_not=aligning.no_guides,
    )
    return [lock, clear]


def _snaps(desk: Desk, aligning: Aligning) -> list[Action]:
    rows = (
        ("snap", "Snap", ("Ctrl+Shift+;",)),
        ("to_guides", "Snap to guides", ()),
        ("to_grid", "Snap to the grid", ()),
        ("to_canvas", "Snap to the canvas", ()),
        ("to_layers", "Snap to layers", ()),
    )
    return [
        Action(
            id=f"view.{name}" if name == "snap" else f"view.snap_{name}",
            title=title,
            run=aligning.switch(name),
            keys=keys,
            icon="snap",
            menu="View",
            group="aids",
            submenu="Snap",
            why_not=desk.no_document,
            is_checked=aligning.is_on(name),
        )
        for name, title, keys in rows
    ]
