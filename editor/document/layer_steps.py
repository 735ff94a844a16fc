"""The steps that add, remove, order, swap and describe layers, at any depth of the tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from editor.document.document import Document
from editor.document.errors import Locked, WrongPlace
from editor.document.history import Command
from editor.document.kinds.registry import layer_record
from editor.document.layer_properties import (
    PROPERTIES,
    PropertyValue,
    property_title,
    property_value,
)
from editor.document.layer_records import mask_record, spot_value
from editor.document.layers import Layer, Spot, children_of, walk
from editor.document.mask import Mask
from editor.document.record import Json, Record, pack
from editor.document.tile_change import SMALL_BYTES, Alone
from ml.api.regions import Box

_NOTHING = Box(0, 0, 0, 0)


@dataclass(frozen=True, eq=False)
class AddLayer(Alone):
    """A new layer at `spot`, or on top; it becomes the active one."""

    layer: Layer
    spot: Spot | None = None
    title: str = "Add layer"
    _as_added: list[Layer] = field(default_factory=list["Layer"], init=False)
    """What is written down: later steps, even of the same compound, change `layer` itself."""

    def __post_init__(self) -> None:
        self._as_added.append(self.layer.share())

    @classmethod
    def of(cls, document: Document, layer: Layer, title: str = "Add layer") -> AddLayer:
        """`layer` right above the active one, in the same group."""
        return cls(layer, spot_above(document), title)

    @property
    def size_bytes(self) -> int:
        # The layer is part of the document now; what is later painted over counts there.
        return SMALL_BYTES

    def do(self, document: Document) -> None:
        document.insert_layer(self.layer, self.spot)

    def undo(self, document: Document) -> None:
        document.take_layer(self.layer.id)

    def inverse(self) -> Command:
        return RemoveLayer(self.layer, self.spot, title=self.title)

    def to_record(self) -> Record:
        fields, tiles = pack({"layer": layer_record(self._as_added[0])})
        more: dict[str, Json] = {"spot": spot_value(self.spot), "title": self.title}
        return Record("add layer", fields | more, tiles)


@dataclass(frozen=True, eq=False)
class RemoveLayer(Alone):
    """Take a layer away, with all that is in it; `spot` is where it lies, None for the top."""

    layer: Layer
    spot: Spot | None
    title: str = "Remove layer"

    @classmethod
    def of(cls, document: Document, layer_id: str, title: str = "Remove layer") -> RemoveLayer:
        return cls(document.layer(layer_id), document.spot_of(layer_id), title)

    @property
    def size_bytes(self) -> int:
        return SMALL_BYTES + self.layer.size_bytes

    def do(self, document: Document) -> None:
        document.take_layer(self.layer.id)

    def undo(self, document: Document) -> None:
        document.insert_layer(self.layer, self.spot)

    def inverse(self) -> Command:
        return AddLayer(self.layer, self.spot, title=self.title)

    def to_record(self) -> Record:
        return Record("remove layer", {"layer_id": self.layer.id, "title": self.title})


Places = tuple[tuple[str, Spot], ...]


@dataclass(frozen=True, eq=False)
class MoveLayers(Alone):
    """Move layers in the tree. The places are those that the layers have in the end.

    Those in one group are named from the lowest up, so that they can be put in one by one.
    """

    old: Places
    new: Places
    title: str = "Move layer in the stack"

    @classmethod
    def of(cls, document: Document, layer_ids: Sequence[str], spot: Spot) -> MoveLayers:
        """The layers, in their present order, to `spot` as the tree is now.

        What lies in another of the layers moves along with that. Raises WrongPlace for a group
        into itself.
        """
        roots = document.roots_of(layer_ids)
        siblings = document.layers_in(spot.parent_id)
        inside = {layer.id for layer in walk(tuple(roots))}
        if spot.parent_id is not None and spot.parent_id in inside:
            raise WrongPlace("A group cannot be moved into itself: choose another place.")
        index = max(0, min(spot.index, len(siblings)))
        index -= sum(layer.id in inside for layer in siblings[:index])
        old = sorted(
            ((layer.id, document.spot_of(layer.id)) for layer in roots),
            key=lambda place: place[1].index,
        )
        new = [(layer.id, Spot(spot.parent_id, index + n)) for n, layer in enumerate(roots)]
        return cls(tuple(old), tuple(new))

    @property
    def size_bytes(self) -> int:
        return SMALL_BYTES

    def do(self, document: Document) -> None:
        document.move_layers(self.new)

    def undo(self, document: Document) -> None:
        document.move_layers(self.old)

    def inverse(self) -> Command:
        return MoveLayers(self.new, self.old, self.title)

    def to_record(self) -> Record:
        places: list[Json] = [[layer_id, spot_value(spot)] for layer_id, spot in self.new]
        return Record("move layers", {"places": places, "title": self.title})


@dataclass(frozen=True, eq=False)
class ReplaceLayer:
    """Swap a layer for another one of the same id; a drag under one title is one step."""

    old: Layer
    new: Layer
    title: str = "Change layer"

    def __post_init__(self) -> None:
        if self.old.id != self.new.id:
            raise WrongPlace("A layer can only be replaced by one of the same id.")

    @property
    def size_bytes(self) -> int:
        return SMALL_BYTES + self.old.size_bytes

    def do(self, document: Document) -> None:
        document.replace_layer(self.new)

    def undo(self, document: Document) -> None:
        document.replace_layer(self.old)

    def inverse(self) -> Command:
        return ReplaceLayer(self.new, self.old, self.title)

    def merge(self, later: Command) -> Command | None:
        if not isinstance(later, ReplaceLayer) or later.title != self.title:
            return None
        return ReplaceLayer(self.old, later.new, self.title) if later.old is self.new else None

    def to_record(self) -> Record:
        fields, tiles = pack({"layer": layer_record(self.new)})
        return Record("replace layer", fields | {"title": self.title}, tiles)


@dataclass(frozen=True, eq=False)
class SetProperty:
    """Change one of a layer's PROPERTIES; a drag through many values is one step."""

    layer_id: str
    name: str
    old: PropertyValue
    new: PropertyValue

    @classmethod
    def of(cls, document: Document, layer_id: str, name: str, new: PropertyValue) -> SetProperty:
        """Raises DocumentError where the layer has no such property."""
        return cls(layer_id, name, property_value(document.layer(layer_id), name), new)

    @property
    def title(self) -> str:
        return property_title(self.name, self.new)

    @property
    def size_bytes(self) -> int:
        return SMALL_BYTES

    def do(self, document: Document) -> None:
        """Raises Locked where the layer, or one that moves with it, must not be moved."""
        if self.name == "position":
            require_movable(document, self.layer_id)
        self._set(document, self.new)

    def undo(self, document: Document) -> None:
        self._set(document, self.old)

    def inverse(self) -> Command:
        return SetProperty(self.layer_id, self.name, self.new, self.old)

    def merge(self, later: Command) -> Command | None:
        if not isinstance(later, SetProperty) or isinstance(self.new, bool):
            return None
        if (later.layer_id, later.name) != (self.layer_id, self.name):
            return None
        return SetProperty(self.layer_id, self.name, self.old, later.new)

    def to_record(self) -> Record:
        value = PROPERTIES[self.name].write(self.new)
        return Record("set", {"layer_id": self.layer_id, "name": self.name, "value": value})

    def _set(self, document: Document, value: PropertyValue) -> None:
        layer = document.layer(self.layer_id)
        before = document.box_of(layer.id)
        setattr(layer, self.name, value)
        document.show_layer(layer, before if PROPERTIES[self.name].shows else _NOTHING)


@dataclass(frozen=True, eq=False)
class SetLayerMask(Alone):
    """Give a layer a mask, another one, or none."""

    layer_id: str
    old: Mask | None
    new: Mask | None

    @classmethod
    def of(cls, document: Document, layer_id: str, new: Mask | None) -> SetLayerMask:
        return cls(layer_id, document.layer(layer_id).mask, new)

    @property
    def title(self) -> str:
        return "Remove layer mask" if self.new is None else "Add layer mask"

    @property
    def size_bytes(self) -> int:
        return SMALL_BYTES + (self.old.size_bytes if self.old else 0)

    def do(self, document: Document) -> None:
        self._set(document, self.new)

    def undo(self, document: Document) -> None:
        self._set(document, self.old)

    def inverse(self) -> Command:
        return SetLayerMask(self.layer_id, self.new, self.old)

    def to_record(self) -> Record:
        parts = {} if self.new is None else {"mask": mask_record(self.new)}
        fields, tiles = pack(parts)
        return Record("set mask", fields | {"layer_id": self.layer_id}, tiles)

    def _set(self, document: Document, mask: Mask | None) -> None:
        layer = document.layer(self.layer_id)
        before = document.box_of(layer.id)
        layer.mask = mask
        document.show_layer(layer, before)


def spot_above(document: Document) -> Spot | None:
    """Right above the active layer, in its group; None, which is the top, where there is none."""
    if document.active is None:
        return None
    spot = document.spot_of(document.active.id)
    return Spot(spot.parent_id, spot.index + 1)


def require_movable(document: Document, layer_id: str) -> None:
    """Raises Locked where the layer, what is in it, or a group around it must stay in place."""
    layer = document.layer(layer_id)
    moving = [layer, *walk(children_of(layer))]
    parent = document.parent_of(layer_id)
    while parent is not None:
        moving.append(parent)
        parent = document.parent_of(parent.id)
    for one in moving:
        if one.locks.position:
            raise Locked(one.name, "position")
