"""The actions of the Layer menu; each is one step of the history."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from editor.actions import Action
from editor.desk import Desk
from editor.document.compound import Compound
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
        document, _ = self._active()
        document.apply(duplicate_layers(document, ids_of(document.chosen)))

    def delete(self) -> None:
        """All chosen layers as one step."""
        document, _ = self._active()
        roots = document.roots_of(ids_of(document.chosen))
        steps = [RemoveLayer.of(document, layer.id) for layer in reversed(roots)]
        document.apply(steps[0] if len(steps) == 1 else Compound("Remove layers", steps))

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

    def mask_enabled(self) -> None:
        document, layer = self._active()
        change = SetProperty.of(document, layer.id, "mask_enabled", not layer.mask_enabled)
        document.apply(change)

    def edit_mask(self) -> None:
        document, _ = self._active()
        document.set_edits_mask(not document.edits_mask)

    # ---- why not

    def no_layer(self) -> str:
        document = self._desk.document
        if document is None:
            return self._desk.no_document()
        return "" if document.active is not None else "Choose a layer."

    def only_one(self) -> str:
        document = self._desk.document
        if document is not None and set(document.layers) <= set(document.chosen):
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

    def has_mask(self, check: Callable[[Document, Layer], bool]) -> bool:
        document = self._desk.document
        layer = document.active if document is not None else None
        return document is not None and layer is not None and check(document, layer)


def ids_of(layers: Sequence[Layer]) -> list[str]:
    return [layer.id for layer in layers]


_Row = tuple[str, str, Callable[[], None], tuple[str, ...], str, str]


def layer_actions(desk: Desk, rename: Callable[[], None]) -> list[Action]:
    """Add, copy, order, delete, show, and make masks of the selection."""
    work = LayerWork(desk)
    reasons: dict[str, Callable[[], str]] = {
        "add": desk.no_document,
        "delete": work.only_one,
        "up": lambda: work.at_edge(1),
        "down": lambda: work.at_edge(-1),
        "mask": work.no_selection,
        "unmask": work.no_mask,
        "mask_enabled": work.no_mask,
        "edit_mask": work.no_mask,
    }
    checked: dict[str, Callable[[], bool]] = {
        "mask_enabled": lambda: work.has_mask(lambda _, layer: layer.mask_enabled),
        "edit_mask": lambda: work.has_mask(lambda document, _: document.edits_mask),
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
            is_checked=checked.get(name),
        )
        for name, title, run, keys, icon, group in _rows(work, rename)
    ]


def _rows(work: LayerWork, rename: Callable[[], None]) -> tuple[_Row, ...]:
    up, down = "up", "down"
    return (
        ("add", "New layer", work.add, ("Ctrl+Shift+N", "Ins"), "layer_add", "stack"),
        ("duplicate", "Duplicate layer", work.duplicate, ("Ctrl+J",), "duplicate", "stack"),
        ("delete", "Delete layer", work.delete, ("Shift+Del",), "delete", "stack"),
        ("rename", "Rename layer", rename, ("F2",), "", "name"),
        ("toggle", "Show or hide layer", work.toggle, (), "eye", "name"),
        (up, "Layer up", lambda: work.move(1), ("PgUp",), "up", "order"),
        (down, "Layer down", lambda: work.move(-1), ("PgDown",), "down", "order"),
        ("mask", "Mask from the selection", work.mask, (), "mask", "mask"),
        ("unmask", "Remove the layer mask", work.unmask, (), "", "mask"),
        ("mask_enabled", "Let the layer mask work", work.mask_enabled, (), "", "mask"),
        ("edit_mask", "Paint on the layer mask", work.edit_mask, (), "", "mask"),
    )
