"""The tree of a document's layers: what lies where, what is around it, and how it changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from editor.document.composite_program import margin_px
from editor.document.errors import UnknownLayer, WrongPlace
from editor.document.kinds.group.layer import GroupLayer
from editor.document.layer_protocol import Layer, Spot, children_of, walk
from ml.api.regions import Box


class LayerTree:
    """Layers and groups of layers, the lowest first. Every id is in it at most once."""

    def __init__(self, layers: Sequence[Layer] = ()) -> None:
        self.top: tuple[Layer, ...] = tuple(layers)
        self._parents: dict[str, GroupLayer | None] | None = None
        self._margins: dict[str, int] = {}

    # -- finding ----------------------------------------------------------------------------

    def walk(self) -> Iterator[Layer]:
        return walk(self.top)

    def has(self, layer_id: str) -> bool:
        return layer_id in self._known()

    def parent_of(self, layer_id: str) -> GroupLayer | None:
        """The group that the layer lies in; None at the top level. Raises UnknownLayer."""
        known = self._known()
        if layer_id not in known:
            raise UnknownLayer(layer_id)
        return known[layer_id]

    def find(self, layer_id: str) -> Layer:
        siblings = self.siblings_of(layer_id)
        return next(layer for layer in siblings if layer.id == layer_id)

    def siblings_of(self, layer_id: str) -> tuple[Layer, ...]:
        """The layers beside that one, itself included."""
        parent = self.parent_of(layer_id)
        return self.top if parent is None else parent.children

    def spot_of(self, layer_id: str) -> Spot:
        parent, siblings = self.parent_of(layer_id), self.siblings_of(layer_id)
        index = next(i for i, layer in enumerate(siblings) if layer.id == layer_id)
        return Spot(None if parent is None else parent.id, index)

    def inside(self, parent_id: str | None) -> tuple[Layer, ...]:
        """The layers right inside a group, or at the top level."""
        return self.top if parent_id is None else self.group(parent_id).children

    def group(self, layer_id: str) -> GroupLayer:
        layer = self.find(layer_id)
        if not isinstance(layer, GroupLayer):
            raise WrongPlace(f"“{layer.name}” is no group: nothing can be put into it.")
        return layer

    def above(self, layer_id: str) -> Iterator[GroupLayer]:
        """The groups around the layer, the innermost first."""
        parent = self.parent_of(layer_id)
        while parent is not None:
            yield parent
            parent = self.parent_of(parent.id)

    def roots(self, layer_ids: Sequence[str]) -> list[Layer]:
        """Those of the layers that lie in no other of them, in the tree's order."""
        wanted = set(layer_ids)
        for layer_id in wanted:
            self.parent_of(layer_id)
        return [
            layer
            for layer in self.walk()
            if layer.id in wanted and not any(up.id in wanted for up in self.above(layer.id))
        ]

    # -- what a change of one layer shows ------------------------------------------------------

    def margin_above(self, layer_id: str) -> int:
        """How far around itself a change of the layer can show, through layers above it."""
        if layer_id not in self._margins:
            spot = self.spot_of(layer_id)
            margin = margin_px(self.inside(spot.parent_id)[spot.index + 1 :])
            if spot.parent_id is not None:
                margin += self.margin_above(spot.parent_id)
            self._margins[layer_id] = margin
        return self._margins[layer_id]

    def box_of(self, layer_id: str) -> Box:
        """Where the layer shows, and those right above it that may clip to it."""
        spot = self.spot_of(layer_id)
        layers = self.inside(spot.parent_id)
        box = layers[spot.index].bounds
        for layer in layers[spot.index + 1 :]:
            if not layer.clips:
                break
            box = box.union(layer.bounds)
        return box

    # -- changing ---------------------------------------------------------------------------

    def insert(self, layer: Layer, spot: Spot) -> None:
        layers = list(self.inside(spot.parent_id))
        layers.insert(spot.index, layer)
        self._put(spot.parent_id, layers)

    def take(self, layer_id: str) -> Layer:
        spot = self.spot_of(layer_id)
        layers = list(self.inside(spot.parent_id))
        layer = layers.pop(spot.index)
        self._put(spot.parent_id, layers)
        return layer

    def replace(self, layer: Layer) -> Layer:
        """Put `layer` where the one with its id is, and give that one back."""
        spot = self.spot_of(layer.id)
        layers = list(self.inside(spot.parent_id))
        old, layers[spot.index] = layers[spot.index], layer
        self._put(spot.parent_id, layers)
        return old

    def forget(self) -> None:
        """Layers changed what they do to each other: work out anew how far changes show."""
        self._margins = {}

    def _put(self, parent_id: str | None, layers: list[Layer]) -> None:
        if parent_id is None:
            self.top = tuple(layers)
        else:
            self.group(parent_id).children = tuple(layers)
        self._parents = None
        self._margins = {}

    def _known(self) -> dict[str, GroupLayer | None]:
        if self._parents is None:
            self._parents = {layer.id: None for layer in self.top}
            for layer in self.walk():
                if isinstance(layer, GroupLayer):
                    self._parents |= {child.id: layer for child in children_of(layer)}
        return self._parents
