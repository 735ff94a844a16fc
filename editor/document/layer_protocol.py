"""What every kind of layer offers, and the small facts that all of them carry."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from editor.document.blending import BlendMode
from editor.document.mask import Mask
from editor.document.tiles import Depth, Pixels, TilePlane
from ml.api.regions import Box

Position = tuple[int, int]
"""Where a layer's origin lies on the canvas: x to the right, y down."""
Planes = NDArray[np.float32]
"""Straight RGBA (4, h, w) in 0..1."""

EVERYWHERE = Box(-(1 << 30), -(1 << 30), 1 << 30, 1 << 30)
"""The bounds of what fills or changes the whole canvas, whatever its size."""


def new_layer_id() -> str:
    return uuid.uuid4().hex


class ColourLabel(Enum):
    """The colour by which an artist marks layers that belong together."""

    NONE = "none"
    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    VIOLET = "violet"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Locks:
    """What must not change: how much each pixel covers, where the layer lies, its pixels at all."""

    alpha: bool = False
    position: bool = False
    pixels: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the tree: in the group `parent_id` (None: top level), `index` from the bottom."""

    parent_id: str | None
    index: int


class Layer(Protocol):
    """One sheet of the document. `mask` lies in the layer's own frame and moves with it."""

    id: str
    name: str
    visible: bool
    opacity: float
    blend: BlendMode
    mask: Mask | None
    mask_enabled: bool
    clips: bool
    """Whether the layer only shows where the first unclipped one below it does."""
    locks: Locks
    label: ColourLabel

    @property
    def position(self) -> Position: ...

    @position.setter
    def position(self, position: Position) -> None: ...

    @property
    def kind(self) -> str:
        """The id of the layer's kind in the registry of kinds."""
        ...

    @property
    def bounds(self) -> Box:
        """Where on the canvas the layer holds anything; EVERYWHERE for what has no end."""
        ...

    @property
    def revision(self) -> int:
        """A number that grows with every change of what the layer shows, never used twice."""
        ...

    @property
    def depth(self) -> Depth: ...

    @property
    def size_bytes(self) -> int: ...

    def render(self, box: Box, level: int = 0) -> Pixels:
        """Straight RGBA (h, w, 4) of `box` on the canvas shrunk by 2**level.

        Without the layer's mask and opacity. Exact at level 0, approximate above. Nothing for
        layers that change what is below them (see Adjusting).
        """
        ...

    def invalidate(self, box: Box) -> None:
        """What lies in `box` (on the canvas) changed, here or in what this layer is made from."""
        ...

    def share(self) -> Layer:
        """A twin with the same id and pixels that later changes do not reach."""
        ...

    def renewed(self, name: str) -> Layer:
        """This layer with a new id (and new ones for all layers in it) and that name."""
        ...

    def digest(self) -> str: ...


class Adjusting(Layer, Protocol):
    """A layer that changes what lies below it instead of showing something of its own."""

    def adjust(self, planes: Planes, box: Box, level: int) -> Planes:
        """`planes` of `box` (on the canvas shrunk by 2**level) changed, in place or as new ones.

        Without the layer's mask, opacity and blend mode. `box` never reaches beyond the canvas:
        what a blur needs there it takes from the edge. Pixels nearer than margin_px to the edge
        of `box` may be wrong where the canvas goes on.
        """
        ...

    def margin_px(self, level: int) -> int:
        """How far, in pixels of that level, a pixel looks around; 0 where only at itself."""
        ...


class Grouping(Layer, Protocol):
    """A layer made of other layers, the lowest first."""

    children: tuple[Layer, ...]
    passes_through: bool
    """Whether the children mix with what lies below the group, not with each other alone."""
    is_open: bool
    """Whether the list of layers shows the children; no part of the picture."""


class Labelled(Layer, Protocol):
    """A layer of numbers that say what is where; `reach` holds all that it shows.

    A changed pixel makes others look different within `rim_px`.
    """

    labels: TilePlane

    @property
    def rim_px(self) -> int: ...

    @property
    def reach(self) -> Box: ...


def as_labelled(layer: Layer) -> Labelled | None:
    return cast(Labelled, layer) if hasattr(layer, "labels") else None


def draws_larger(layer: Layer) -> bool:
    """Whether the layer has more to show on an enlarged canvas: it renders levels below 0."""
    return bool(getattr(layer, "draws_larger", False))


def as_adjusting(layer: Layer) -> Adjusting | None:
    return cast(Adjusting, layer) if hasattr(layer, "adjust") else None


def as_grouping(layer: Layer) -> Grouping | None:
    return cast(Grouping, layer) if hasattr(layer, "children") else None


def children_of(layer: Layer) -> tuple[Layer, ...]:
    """The layers in a group, the lowest first; none for other kinds."""
    group = as_grouping(layer)
    return group.children if group is not None else ()


def mask_of(layer: Layer) -> Mask | None:
    """The mask that is in force."""
    return layer.mask if layer.mask_enabled else None


def walk(layers: tuple[Layer, ...]) -> Iterator[Layer]:
    """All layers in and below `layers`: children before what lies above, groups before children."""
    for layer in layers:
        yield layer
        yield from walk(children_of(layer))
