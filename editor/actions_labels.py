"""The actions of label layers, and the keys that they have while one is the active layer."""

from __future__ import annotations

from collections.abc import Callable

from editor.actions import Action
from editor.desk import Desk
from editor.keymaps.binding import Keys
from editor.label_files import LabelFiles
from editor.label_layers import LabelLayers

SUBMENU = "Labels"
LABEL_KEYS: Keys = {
    "tool.label_eraser": ("1", "E"),
    "tool.label_brush": ("2", "P"),
    "tool.label_polygon": ("3",),
    "tool.label_fill": ("4", "F"),
    "tool.label_picker": ("5", "L"),
    "tool.hand": ("6",),
    "tool.transform": ("7",),
    "tool.label_rectangle": ("R",),
    "tool.label_superpixel": ("S",),
    "tool.label_object": ("Y",),
    "tool.label_wand": ("W",),
    "labels.new": ("M",),
    "labels.swap": ("X",),
    "labels.previous": ("-",),
    "labels.next": ("=",),
    "labels.keep": ("B",),
}
"""What napari has on these keys; they belong to others again when another layer is active."""


def label_actions(desk: Desk, labels: LabelLayers, files: LabelFiles) -> list[Action]:
    """In the Layer menu, the files and the rest a menu deeper."""
    new = Action(
        id="layer.new_label",
        title="New label layer",
        run=labels.new_layer,
        icon="label",
        menu="Layer",
        group="new",
        why_not=desk.no_document,
    )
    imported = _deeper(
        "import", "Import labels…", files.import_map, "import_mask", desk.no_document
    )
    rows: tuple[tuple[str, str, Callable[[], None], str], ...] = (
        ("export", "Export labels…", files.export_map, "export_mask"),
        ("palette", "Import a palette…", files.import_palette, "colours"),
        ("new", "New label", lambda: _add(labels), "plus"),
        ("next", "Next label", lambda: labels.step(1), "down"),
        ("previous", "Previous label", lambda: labels.step(-1), "up"),
        ("swap", "Swap the label and unlabelled", labels.swap_hand, "swap"),
        ("spread", "Spread labels over the picture", labels.spread, "label_spread"),
        ("select", "Select the label", labels.select, "select_all"),
    )
    many = [_deeper(name, title, run, icon, labels.why_not) for name, title, run, icon in rows]
    return [new, imported, *many, *_switches(labels)]


def _switches(labels: LabelLayers) -> list[Action]:
    """What stays on until it is switched off."""
    hand = labels.hand
    return [
        _switch("keep", "Keep other labels", labels.keep_others, lambda: hand.keeps_labels, labels),
        _switch(
            "contours",
            "Show labels as contours",
            labels.toggle_contour,
            labels.shows_contours,
            labels,
        ),
    ]


def _add(labels: LabelLayers) -> None:
    labels.add_label()


def _deeper(
    name: str, title: str, run: Callable[[], None], icon: str, why_not: Callable[[], str]
) -> Action:
    return Action(
        id=f"labels.{name}",
        title=title,
        run=run,
        icon=icon,
        menu="Layer",
        group="labels",
        submenu=SUBMENU,
        why_not=why_not,
    )


def _switch(
    name: str,
    title: str,
    run: Callable[[], None],
    is_on: Callable[[], bool],
    labels: LabelLayers,
) -> Action:
    return Action(
        id=f"labels.{name}",
        title=title,
        run=run,
        icon={"keep": "label_keep", "contours": "label_contour"}[name],
        menu="Layer",
        group="labels",
        submenu=SUBMENU,
        why_not=labels.why_not,
        is_checked=is_on,
    )
