"""The actions of the Layer menu; each is one step of the history."""

from __future__ import annotations

from collections.abc import Callable

from editor.actions import Action
from editor.desk import Desk
from editor.document.document import Document
from editor.document.layer_commands import (
    AddLayer,
    MoveLayers,
    RemoveLayer,
    SetLayerMask,
    SetProperty,
    duplicate_layers,
)
from editor.document.layers import Layer, PixelLayer, Spot
from editor.document.mask import Mask


class LayerWork:
    """What the actions do with the active layer of the document in front."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self) -> None:
        document = self._desk.document
        if document is not None:
            name = f"Layer {len(list(document.walk())) + 1}"
            blank = PixelLayer.blank(name, document.depth)
            document.apply(AddLayer.of(document, blank))

    def duplicate(self) -> None:
        document, layer = self._active()
        document.apply(duplicate_layers(document, [layer.id]))

    def delete(self) -> None:
        document, layer = self._active()
        document.apply(RemoveLayer.of(document, layer.id))

    def toggle(self) -> None:
        document, layer = self._active()
        document.apply(SetProperty.of(document, layer.id, "visible", not layer.visible))

    def move(self, step: int) -> None:
        document, layer = self._active()
        spot = document.spot_of(layer.id)
        # Places are those of the tree as it is now: upwards, beyond the layer above.
        index = spot.index + (2 if step > 0 else -1)
        document.apply(MoveLayers.of(document, [layer.id], Spot(spot.parent_id, index)))

    def mask(self) -> None:
        """Where the selection is, the layer is seen."""
        document, layer = self._active()
        x, y = layer.position
        bounds = document.selection.bounds
        coverage = document.selection.coverage(bounds)
        moved = Mask.from_coverage(coverage, bounds.left - x, bounds.top - y)
        document.apply(SetLayerMask.of(document, layer.id, moved))

    def unmask(self) -> None:
        document, layer = self._active()
        document.apply(SetLayerMask.of(document, layer.id, None))

    # ---- why not

    def no_layer(self) -> str:
        document = self._desk.document
        if document is None:
            return self._desk.no_document()
        return "" if document.active is not None else "Choose a layer."

    def only_one(self) -> str:
        document = self._desk.document
        if document is not None and list(document.layers) == [document.active]:
            return "A picture keeps at least one layer."
        return self.no_layer()

    def at_edge(self, step: int) -> str:
        document = self._desk.document
        if document is None or document.active is None:
            return self.no_layer()
        spot = document.spot_of(document.active.id)
        if 0 <= spot.index + step < len(document.layers_in(spot.parent_id)):
            return ""
        return "It is the top layer." if step > 0 else "It is the lowest layer."

    def no_selection(self) -> str:
        document = self._desk.document
        if document is not None and document.selection.is_empty:
            return "Paint a mask first."
        return self.no_layer()

    def no_mask(self) -> str:
        document = self._desk.document
        if document is not None and document.active is not None and document.active.mask is None:
            return "The layer has no mask."
        return self.no_layer()

    def _active(self) -> tuple[Document, Layer]:
        document = self._desk.document
        if document is None or document.active is None:
            raise LookupError(self.no_layer())
        return document, document.active


def layer_actions(desk: Desk, rename: Callable[[], None]) -> list[Action]:
    """Add, copy, order, delete, show, and make masks of the selection."""
    work = LayerWork(desk)
    up, down = "up", "down"
    rows: tuple[tuple[str, str, Callable[[], None], tuple[str, ...], str, str], ...] = (
        ("add", "New layer", work.add, ("Ctrl+Shift+N", "Ins"), "layer_add", "stack"),
        ("duplicate", "Duplicate layer", work.duplicate, ("Ctrl+J",), "duplicate", "stack"),
        ("delete", "Delete layer", work.delete, ("Shift+Del",), "delete", "stack"),
        ("rename", "Rename layer", rename, ("F2",), "", "name"),
        ("toggle", "Show or hide layer", work.toggle, (), "eye", "name"),
        (up, "Layer up", lambda: work.move(1), ("PgUp",), "up", "order"),
        (down, "Layer down", lambda: work.move(-1), ("PgDown",), "down", "order"),
        ("mask", "Mask from the selection", work.mask, (), "mask", "mask"),
        ("unmask", "Remove the layer mask", work.unmask, (), "", "mask"),
    )
    reasons: dict[str, Callable[[], str]] = {
        "add": desk.no_document,
        "delete": work.only_one,
        up: lambda: work.at_edge(1),
        down: lambda: work.at_edge(-1),
        "mask": work.no_selection,
        "unmask": work.no_mask,
    }
    return [
        Action(
            id=f"layer.{name}",
            title=title,
            run=run,
            keys=keys,
            icon=icon,
            menu="Layer",
            group=group,
            why_not=reasons.get(name, work.no_layer),
        )
        for name, title, run, keys, icon, group in rows
    ]
