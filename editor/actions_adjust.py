"""The actions that add adjustments, fills and text, and that adjust a layer's own pixels."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from editor.actions import Action
from editor.adjusting import Adjusting
from editor.desk import Desk
from editor.document.adjustments.titles import TITLES
from editor.lazy import late

if TYPE_CHECKING:
    from editor.new_layers import NewLayers

NO_QUESTIONS = ("invert",)
KEYS = {
    "levels": ("Ctrl+L",),
    "curves": ("Ctrl+M",),
    "hue_saturation": ("Ctrl+U",),
    "black_and_white": ("Ctrl+Shift+U",),
    "invert": ("Ctrl+I",),
}
_SET_KINDS = ("fill", "text", "generated", "label")
_find = late("editor.document.adjustments.catalog:find")


def adjust_actions(desk: Desk, adjusting: Adjusting, new: Callable[[], NewLayers]) -> list[Action]:
    """New layers in the Layer menu, and Image > Adjust."""
    return [*_new_layers(desk, new), *_adjustments(adjusting)]


def _new_layers(desk: Desk, new: Callable[[], NewLayers]) -> list[Action]:
    """Each kind that is set instead of painted; the many of one kind a menu deeper."""
    adjustments = [
        _new(
            f"new_adjustment.{name}",
            f"New layer: {title.lower()}",
            lambda name=name: new().adjustment(name),
            desk,
        )
        for name, title in TITLES.items()
    ]
    fills = [
        _new("new_fill.colour", "New layer: colour", lambda: new().colour(), desk),
        _new("new_fill.gradient", "New layer: gradient", lambda: new().gradient(), desk),
        _new("new_fill.pattern", "New layer: pattern", lambda: new().pattern(), desk),
    ]
    pixels = Action(
        id="layer.rasterise",
        title="Turn into pixels",
        run=lambda: new().rasterise(),
        menu="Layer",
        group="name",
        why_not=lambda: _not_rasterisable(desk),
    )
    text = _new("new_text", "New text layer", lambda: new().text(), desk)
    return [*adjustments, *fills, text, pixels]


def _not_rasterisable(desk: Desk) -> str:
    """Why the active layer cannot be turned into pixels."""
    document = desk.document
    if document is None:
        return desk.no_document()
    if document.active is None or document.active.kind not in _SET_KINDS:
        return "Choose a fill, text, label or live layer."
    return ""


def _new(name: str, title: str, run: Callable[[], None], desk: Desk) -> Action:
    kind = name.partition(".")[0]
    icons = {"new_adjustment": "adjustment", "new_fill": "fill_layer", "new_text": "text"}
    submenus = {"new_adjustment": "New adjustment layer", "new_fill": "New fill layer"}
    return Action(
        id=f"layer.{name}",
        title=title,
        run=run,
        icon=icons[kind],
        menu="Layer",
        group="new",
        submenu=submenus.get(kind, ""),
        why_not=desk.no_document,
    )


def _adjustments(adjusting: Adjusting) -> list[Action]:
    def run(adjustment_id: str) -> None:
        act = adjusting.at_once if adjustment_id in NO_QUESTIONS else adjusting.ask
        act(_find(adjustment_id))

    return [
        Action(
            id=f"image.adjust.{name}",
            title=title if name in NO_QUESTIONS else f"{title}…",
            run=lambda name=name: run(name),
            keys=KEYS.get(name, ()),
            icon="adjustment",
            menu="Image",
            group="adjust",
            submenu="Adjust",
            why_not=adjusting.why_not,
        )
        for name, title in TITLES.items()
    ]
