"""The actions of the Layer menu; each is one step of the history."""

from __future__ import annotations

from collections.abc import Callable

from editor.actions import Action
from editor.desk import Desk
from editor.document.document import Document
from editor.document.layer_commands import (
    AddLayer,
    RemoveLayer,
    ReorderLayer,
    SetLayerMask,
    SetProperty,
    duplicate_layer,
)
from editor.document.layers import Layer, PixelLayer

Work = Callable[[Document, Layer], None]


def layer_actions(desk: Desk, rename: Callable[[], None]) -> list[Action]:
    """Add, copy, order, delete, show, and make masks of the selection."""

    def on_active(work: Work) -> Callable[[], None]:
        def run() -> None:
            document = desk.document
            if document is not None and document.active is not None:
                work(document, document.active)

        return run

    def no_layer() -> str:
        document = desk.document
        return desk.no_document() or ("" if document and document.active else "Choose a layer.")

    def at_edge(step: int) -> Callable[[], str]:
        def why_not() -> str:
            document = desk.document
            if document is None or document.active is None:
                return no_layer()
            place = document.index_of(document.active.id) + step
            inside = 0 <= place < len(document.layers)
            words = "It is the top layer." if step > 0 else "It is the lowest layer."
            return "" if inside else words

        return why_not

    def only_one() -> str:
        document = desk.document
        if document is not None and len(document.layers) == 1:
            return "A picture keeps at least one layer."
        return no_layer()

    def make(
        name: str,
        title: str,
        run: Callable[[], None],
        *keys: str,
        icon: str = "",
        group: str = "stack",
        why_not: Callable[[], str] = no_layer,
    ) -> Action:
        return Action(f"layer.{name}", title, run, keys, icon, "Layer", group, why_not)

    def add() -> None:
        if desk.document is not None:
            desk.document.apply(add_blank(desk.document))

    return [
        make(
            "add",
            "New layer",
            add,
            "Ctrl+Shift+N",
            "Ins",
            icon="layer_add",
            why_not=desk.no_document,
        ),
        make("duplicate", "Duplicate layer", on_active(_duplicate), "Ctrl+J", icon="duplicate"),
        make(
            "delete",
            "Delete layer",
            on_active(_delete),
            "Shift+Del",
            icon="delete",
            why_not=only_one,
        ),
        make("rename", "Rename layer", rename, "F2", group="name"),
        make("toggle", "Show or hide layer", on_active(_toggle), icon="eye", group="name"),
        make(
            "up",
            "Layer up",
            _by(on_active, 1),
            "PgUp",
            icon="up",
            group="order",
            why_not=at_edge(1),
        ),
        make(
            "down",
            "Layer down",
            _by(on_active, -1),
            "PgDown",
            icon="down",
            group="order",
            why_not=at_edge(-1),
        ),
        make("mask", "Mask from the selection", on_active(_mask), icon="mask", group="mask"),
        make("unmask", "Remove the layer mask", on_active(_unmask), group="mask"),
    ]


def add_blank(document: Document) -> AddLayer:
    """The step that adds an empty layer above the active one."""
    name = f"Layer {len(document.layers) + 1}"
    return AddLayer.of(document, PixelLayer.blank(name, document.depth))


def _by(on_active: Callable[[Work], Callable[[], None]], step: int) -> Callable[[], None]:
    def move(document: Document, layer: Layer) -> None:
        place = document.index_of(layer.id) + step
        document.apply(ReorderLayer.of(document, layer.id, place))

    return on_active(move)


def _duplicate(document: Document, layer: Layer) -> None:
    document.apply(duplicate_layer(document, layer.id))


def _delete(document: Document, layer: Layer) -> None:
    document.apply(RemoveLayer.of(document, layer.id))


def _toggle(document: Document, layer: Layer) -> None:
    document.apply(SetProperty.of(document, layer.id, "visible", not layer.visible))


def _mask(document: Document, layer: Layer) -> None:
    x, y = layer.position
    moved = document.selection.share()
    if (x, y) != (0, 0):
        bounds = document.selection.bounds
        moved = type(moved).from_coverage(
            document.selection.coverage(bounds), bounds.left - x, bounds.top - y
        )
    document.apply(SetLayerMask.of(document, layer.id, moved))


def _unmask(document: Document, layer: Layer) -> None:
    if layer.mask is not None:
        document.apply(SetLayerMask.of(document, layer.id, None))
