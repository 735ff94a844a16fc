"""The actions that build the tree of layers: groups, clipping, merging, labels, one layer alone."""

from __future__ import annotations

from collections.abc import Callable

from editor.actions import Action
from editor.actions_layer import ids_of
from editor.desk import Desk
from editor.document.compound import Compound
from editor.document.document import Document
from editor.document.history import Command
from editor.document.layer_commands import (
    SetProperty,
    flatten_document,
    group_layers,
    merge_down,
    merge_layers,
    stamp_visible,
    ungroup,
)
from editor.document.layers import ColourLabel, Layer, PixelLayer, as_grouping
from editor.steps import Steps

Merge = Callable[[Document], Command]


class TreeWork:
    """What the actions do with the chosen layers of the document in front."""

    def __init__(self, desk: Desk, steps: Steps) -> None:
        self._desk = desk
        self._steps = steps

    def group(self) -> None:
        document = self._document()
        document.apply(group_layers(document, ids_of(document.chosen)))

    def ungroup(self) -> None:
        document, layer = self._active()
        document.apply(ungroup(document, layer.id))

    def clip(self) -> None:
        document, layer = self._active()
        document.apply(SetProperty.of(document, layer.id, "clips", not layer.clips))

    def label(self, label: ColourLabel) -> None:
        document = self._document()
        steps: list[Command] = [
            SetProperty.of(document, layer.id, "label", label) for layer in document.chosen
        ]
        document.apply(steps[0] if len(steps) == 1 else Compound("Label layers", steps))

    def merge_down(self) -> None:
        _, layer = self._active()
        self._merge(lambda document: merge_down(document, layer.id))

    def merge(self) -> None:
        ids = ids_of(self._document().chosen)
        self._merge(lambda document: merge_layers(document, ids))

    def flatten(self) -> None:
        self._merge(flatten_document)

    def stamp(self) -> None:
        self._merge(stamp_visible)

    def isolate(self, layer_id: str = "") -> None:
        """Show one layer alone, or all again where it is alone already."""
        document, active = self._active()
        wanted, picture = layer_id or active.id, self._desk.canvas.picture
        if picture is None or picture.isolated == wanted:
            self.show_all()
            return
        picture.isolate(wanted)
        name = document.layer(wanted).name
        self._desk.tell(f"Only “{name}” is shown. Alt-click its eye again to show all.")

    def show_all(self) -> None:
        """No layer is shown alone any more."""
        picture = self._desk.canvas.picture
        if picture is not None and picture.isolated is not None:
            picture.isolate(None)

    def _merge(self, merge: Merge) -> None:
        """Mix in the background; anew where something changed meanwhile."""
        self._steps.order(self._document(), merge)

    # ---- why not

    def no_layer(self) -> str:
        document = self._desk.document
        if document is None:
            return self._desk.no_document()
        return "" if document.active is not None else "Choose a layer."

    def no_group(self) -> str:
        layer = self._layer()
        if layer is not None and as_grouping(layer) is None:
            return "Choose a group."
        return self.no_layer()

    def nothing_below(self) -> str:
        document, layer = self._desk.document, self._layer()
        if document is not None and layer is not None and document.spot_of(layer.id).index == 0:
            return "There is no layer below it."
        return self.no_layer()

    def nothing_to_merge(self) -> str:
        document = self._desk.document
        if document is None or document.active is None:
            return self.no_layer()
        roots = document.roots_of(ids_of(document.chosen))
        if len(roots) == 1 and isinstance(roots[0], PixelLayer):
            return "Choose several layers, or a group."
        return ""

    def is_flat(self) -> str:
        document = self._desk.document
        if document is not None and len(document.layers) == 1:
            only = document.layers[0]
            if isinstance(only, PixelLayer) and only.mask is None:
                return "The picture has one layer only."
        return self._desk.no_document()

    def clips(self) -> bool:
        layer = self._layer()
        return layer is not None and layer.clips

    def has_label(self, label: ColourLabel) -> bool:
        layer = self._layer()
        return layer is not None and layer.label is label

    def is_alone(self) -> bool:
        layer, picture = self._layer(), self._desk.canvas.picture
        return layer is not None and picture is not None and picture.isolated == layer.id

    def _layer(self) -> Layer | None:
        return self._desk.document.active if self._desk.document is not None else None

    def _document(self) -> Document:
        return self._active()[0]

    def _active(self) -> tuple[Document, Layer]:
        document = self._desk.document
        if document is None or document.active is None:
            raise LookupError(self.no_layer())
        return document, document.active


def tree_actions(desk: Desk, work: TreeWork) -> list[Action]:
    """Group, clip, merge, flatten, label and isolate."""
    none: tuple[str, ...] = ()
    rows: tuple[tuple[str, str, Callable[[], None], tuple[str, ...], Callable[[], str]], ...] = (
        ("group", "Group layers", work.group, ("Ctrl+G",), work.no_layer),
        ("ungroup", "Ungroup", work.ungroup, ("Ctrl+Shift+G",), work.no_group),
        ("clip", "Clip to the layer below", work.clip, ("Ctrl+Alt+G",), work.nothing_below),
        ("merge_down", "Merge down", work.merge_down, ("Ctrl+E",), work.nothing_below),
        ("merge", "Merge layers", work.merge, none, work.nothing_to_merge),
        ("flatten", "Flatten picture", work.flatten, ("Ctrl+Shift+E",), work.is_flat),
        ("stamp", "New layer from visible", work.stamp, none, desk.no_document),
        ("isolate", "Show this layer alone", work.isolate, none, work.no_layer),
    )
    icons = {"group": "folder", "clip": "clip"}
    checked = {"clip": work.clips, "isolate": work.is_alone}
    groups = {"group": "tree", "ungroup": "tree", "clip": "tree", "isolate": "name"}
    made = [
        Action(
            id=f"layer.{name}",
            title=title,
            run=run,
            keys=keys,
            icon=icons.get(name, ""),
            menu="Layer",
            group=groups.get(name, "merge"),
            why_not=reason,
            is_checked=checked.get(name),
        )
        for name, title, run, keys, reason in rows
    ]
    return [*made, *_labels(work)]


def _labels(work: TreeWork) -> list[Action]:
    return [
        Action(
            id=f"layer.label.{label.value}",
            title="No label" if label is ColourLabel.NONE else f"{label.value.capitalize()} label",
            run=lambda label=label: work.label(label),
            menu="Layer",
            group="name",
            submenu="Colour label",
            why_not=work.no_layer,
            is_checked=lambda label=label: work.has_label(label),
        )
        for label in ColourLabel
    ]
