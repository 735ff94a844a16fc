"""What the Labels dock and the actions of labels do: each thing one step of the active layer."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from psygnal import Signal

from editor.desk import Desk
from editor.document import mask_operations
from editor.document.commands import AddLayer, SetProperty, replace_mask
from editor.document.document import Document
from editor.document.errors import DocumentError
from editor.document.history import Command
from editor.document.mask_operations import Combine
from editor.document.targets import SelectionTarget
from editor.language import tr
from editor.lazy import late
from editor.steps import Steps
from editor.tools.sets.labelling import LABELLING
from editor.tools.sets.painting import HELD

if TYPE_CHECKING:
    # Most pictures have no labels: what they need is loaded with the first that has.
    from types import ModuleType

    from editor.document.kinds.label.layer import LabelLayer
    from editor.document.layers import Layer
    from ml.api.labels import Palette

NO_LAYER = "Choose a label layer, or make a new one."
NEW = "New label layer"
OVER_A_PICTURE = 0.6
"""How opaque labels are at first where something lies below them."""
_LEFT_FOR_LABELS = HELD | {"brush", "eraser"}
"""In hand when a label layer becomes the active one, these give way to a label tool."""
_CONTOUR_PX = 2
_blank = late("editor.document.kinds.label.layer:LabelLayer.blank")
_covered_by = late("editor.document.kinds.label.pouring:covered_by")
_distinct_colour = late("editor.document.kinds.label.colours:distinct_colour")
_spread = late("editor.document.kinds.label.spreading:spread")


class LabelLayers:
    """Works on the active layer where it is one of labels; refusals are said as sentences.

    While such a layer is active a label tool is in the hand; after it what was there before.
    `switched` tells whether one is.
    """

    switched = Signal(bool)

    def __init__(self, desk: Desk, work: Steps) -> None:
        self._desk = desk
        self._steps = work
        self.hand = desk.toolbox.labels
        self._is_on = False
        self._tools = {True: "label_brush", False: "paint"}
        desk.changed.connect(self._follow)
        self.hand.changed.connect(desk.touch)

    @property
    def layer(self) -> LabelLayer | None:
        document = self._desk.paper
        return label_layer(document.active) if document is not None else None

    def why_not(self) -> str:
        """Why nothing can be done to labels now."""
        return self._desk.no_document() or ("" if self.layer is not None else NO_LAYER)

    # ---- layers

    def new_layer(self) -> None:
        """All unlabelled, in the landscape palette; seen through where there is a picture."""
        document = self._desk.document
        if document is not None:
            self.add_layer(document, _blank(_meanings().LANDSCAPE, depth=document.depth))

    def add_layer(self, document: Document, layer: LabelLayer, title: str = NEW) -> None:
        """Above the active one; for who made a layer of labels by other means, too."""
        layer.name = tr(layer.name)
        if any(not one.bounds.is_empty for one in document.walk() if one.visible):
            layer.opacity = OVER_A_PICTURE
        document.apply(AddLayer.of(document, layer, title))

    # ---- labels

    def add_label(self) -> int | None:
        """A new label with a colour of its own, taken into the hand; its number."""
        layer = self.layer
        if layer is None:
            return None
        try:
            index = layer.palette.free_index()
        except _meanings().LabelError as error:
            self._desk.tell(str(error))
            return None
        name, colour = _free_name(layer.palette), _distinct_colour(index)
        label = _meanings().Label(index=index, name=name, colour=colour)
        self._do(lambda layer: _steps().put_label(layer, label))
        now = self.layer
        if now is not None:
            self.hand.choose(now, index)
        return index

    def remove(self, index: int) -> None:
        self._do(lambda layer: _steps().removed(layer, index))

    def rename(self, index: int, name: str) -> None:
        self._do(lambda layer: _steps().renamed(layer, index, name))

    def recolour(self, index: int, colour: tuple[int, int, int]) -> None:
        self._do(lambda layer: _steps().recoloured(layer, index, colour))

    def lock(self, index: int, *, is_on: bool) -> None:
        self._do(lambda layer: _steps().locked(layer, index, is_on=is_on))

    def hide(self, index: int, *, is_on: bool) -> None:
        self._do(lambda layer: _steps().hidden(layer, index, is_on=is_on))

    def merge(self, index: int, into: int) -> None:
        self._do(lambda layer: _steps().merged(layer, index, into))

    def swap_pixels(self, one: int, other: int) -> None:
        self._do(lambda layer: _steps().swapped(layer, one, other))

    def use_palette(self, palette: Palette) -> None:
        self._do(lambda layer: _steps().with_palette(layer, palette))

    def spread(self) -> None:
        """What is unlabelled takes the label of the strokes that it is most like."""
        document, layer = self._desk.paper, self.layer
        if document is None or layer is None:
            return
        layer_id = layer.id

        def make(state: Document) -> Command | None:
            found = label_layer(state.layer(layer_id))
            return None if found is None else _spread(state, found)

        self._desk.tell("The labels are being spread over the picture.")
        self._steps.order(document, make)

    # ---- how they are shown

    def set_contour(self, width_px: int) -> None:
        layer = self.layer
        if layer is not None and layer.facts.contour_px != width_px:
            self._do(lambda layer: _steps().contoured(layer, width_px))

    def toggle_contour(self) -> None:
        layer = self.layer
        if layer is not None:
            self.set_contour(0 if layer.facts.contour_px else _CONTOUR_PX)

    def shows_contours(self) -> bool:
        return self.layer is not None and self.layer.facts.contour_px > 0

    def set_opacity(self, share: float) -> None:
        document, layer = self._desk.paper, self.layer
        if document is not None and layer is not None and layer.opacity != share:
            document.apply(SetProperty.of(document, layer.id, "opacity", share))

    # ---- what is in the hand

    def choose(self, index: int) -> None:
        if self.layer is not None:
            self.hand.choose(self.layer, index)

    def step(self, by: int) -> None:
        if self.layer is not None:
            self.hand.step(self.layer, by)

    def swap_hand(self) -> None:
        if self.layer is not None:
            self.hand.swap(self.layer)

    def keep_others(self) -> None:
        self.hand.set_keeps_labels(not self.hand.keeps_labels)

    def only_over(self, index: int | None) -> None:
        if self.layer is not None:
            self.hand.set_only_over(self.layer, index)

    # ---- selections

    def select(self, index: int | None = None, how: Combine = Combine.REPLACE) -> None:
        """Where a label is, as the selection; the one in the hand where none is named."""
        document, layer = self._desk.paper, self.layer
        if document is None or layer is None:
            return
        wanted, layer_id = self.hand.current(layer) if index is None else index, layer.id

        def make(state: Document) -> Command | None:
            found = label_layer(state.layer(layer_id))
            if found is None:
                return None
            shape = _covered_by(found, wanted, state.canvas)
            joined = mask_operations.combine(state.selection, shape, how)
            return replace_mask(state, SelectionTarget(), joined, "Select a label")

        self._steps.order(document, make)

    # ---- inside

    def _do(self, make: Callable[[LabelLayer], Command | None]) -> None:
        document, layer = self._desk.paper, self.layer
        if document is None or layer is None:
            return
        try:
            command = make(layer)
            if command is not None:
                document.apply(command)
        except DocumentError as error:
            self._desk.tell(str(error))

    def _follow(self) -> None:
        """Another kind of layer became the active one: the hand changes with it."""
        is_on = self.layer is not None
        if is_on == self._is_on:
            return
        self._is_on = is_on
        box = self._desk.toolbox
        now = box.current.id
        leaves = now in (_LEFT_FOR_LABELS if is_on else LABELLING)
        if leaves:
            self._tools[not is_on] = now
            box.choose(self._tools[is_on])
        self.switched.emit(is_on)


def label_layer(layer: Layer | None) -> LabelLayer | None:
    """The layer, where it is one of labels; asking loads nothing."""
    return cast("LabelLayer", layer) if layer is not None and layer.kind == "label" else None


def _steps() -> ModuleType:
    return importlib.import_module("editor.document.kinds.label.steps")


def _meanings() -> ModuleType:
    return importlib.import_module("ml.api.labels")


def _free_name(palette: Palette) -> str:
    taken = {label.name.casefold() for label in palette.labels}
    number = len(palette.labels) + 1
    while f"label {number}" in taken:
        number += 1
    return f"label {number}"
