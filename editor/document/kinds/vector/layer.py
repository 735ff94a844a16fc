"""The kind of layer that is one shape of closed curves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from editor.document.kinds.group.layer import GroupLayer
from editor.document.kinds.vector.look import ShapeLook, look_of, painted
from editor.document.layer_protocol import Layer, mask_of
from editor.document.layer_traits import LayerTraits
from editor.document.mask import Mask
from editor.document.tiles import Depth, Pixels
from ml.api.regions import Box
from ml.vector.clips import clip_of
from ml.vector.raster import bounds_of, shape_pixels
from ml.vector.shapes import (
    Colour,
    Contour,
    Drawing,
    Flat,
    Linear,
    Paint,
    Points,
    Shape,
    Stop,
    shift_colour,
)

_DECIMALS = 4
_INSIDE = 128


class VectorLayer(LayerTraits):
    """A shape drawn anew at whatever scale is asked for, so that its edges are always sharp.

    `shape` lies in the layer's own frame and is opaque: how far it is seen is the layer's opacity.
    `likeness_db` is how near the stack came to its picture with this layer on top, if measured.
    """

    kind = "vector"
    draws_larger = True

    def __init__(
        self, shape: Shape, *, depth: Depth = "uint8", layer_id: str | None = None
    ) -> None:
        """`depth` is the document's."""
        super().__init__(shape.name, layer_id)
        self.shape = canonical(shape)
        self.opacity = shape.opacity
        self.likeness_db: float | None = None
        self._depth: Depth = depth
        self._bounds = bounds_of(self.shape)

    @property
    def bounds(self) -> Box:
        return self._bounds.moved(*self.position)

    @property
    def depth(self) -> Depth:
        return self._depth

    @property
    def size_bytes(self) -> int:
        return self.mask_bytes + 16 * 3 * self.shape.segments

    @property
    def colour(self) -> Colour:
        return self.shape.colour

    def render(self, box: Box, level: int = 0) -> Pixels:
        """At any level: below 0 it is larger than the canvas, and as sharp."""
        scale = 2.0**-level
        placed = self.shape.moved(*self.position)
        full = np.iinfo(self._depth).max
        pixels = np.zeros((box.height, box.width, 4), self._depth)
        near = bounds_of(placed, scale).intersection(box)
        if near.is_empty:
            return pixels
        part = np.rint(shape_pixels(placed, near, scale) * full).astype(self._depth)
        part[part[..., 3] == 0] = 0
        pixels[near.moved(-box.left, -box.top).slices] = part
        return pixels

    def with_shape(self, shape: Shape) -> VectorLayer:
        """A twin of that shape; name, opacity and place stay. For `ReplaceLayer`."""
        twin = VectorLayer(shape, depth=self._depth).like(self)
        twin.likeness_db = self.likeness_db
        twin.invalidate(self.bounds.union(twin.bounds))
        return twin

    def with_points(self, points: Points) -> VectorLayer:
        """A twin whose curves go through `points` (as `Shape.points`), in the layer's frame."""
        return self.with_shape(self.shape.with_points(points))

    def with_paint(self, paint: Paint) -> VectorLayer:
        return self.with_shape(replace(self.shape, paint=paint))

    @property
    def params(self) -> ShapeLook:
        """Its colour as numbers that can be set."""
        return look_of(self.shape.paint)

    def with_params(self, params: ShapeLook) -> VectorLayer:
        """A twin that looks so; for `ReplaceLayer`."""
        return self.with_paint(painted(self.shape.paint, self.params, params))

    def recoloured(self, colour: Colour) -> VectorLayer:
        """A twin in that colour; a gradient keeps the differences within it."""
        return self.with_paint(shift_colour(colour, self.shape.paint))

    def share(self) -> VectorLayer:
        twin = VectorLayer(self.shape, depth=self._depth).like(self)
        twin.likeness_db = self.likeness_db
        return twin

    def digest(self) -> str:
        return f"{self.traits_digest()} {self.shape.digest()} {self.likeness_db}"


def canonical(shape: Shape) -> Shape:
    """The shape as a file holds it: opaque, its numbers rounded."""
    contours = tuple(Contour(np.round(c.points, _DECIMALS) + 0.0) for c in shape.contours)
    return replace(shape, contours=contours, paint=_rounded(shape.paint), opacity=1.0, group="")


def _rounded(paint: Paint) -> Paint:
    if isinstance(paint, Flat):
        return Flat(_eighths(paint.colour))
    stops = tuple(Stop(_short(s.offset), _eighths(s.colour)) for s in paint.stops)
    (x0, y0), (x1, y1) = paint.start, paint.end
    return Linear((_short(x0), _short(y0)), (_short(x1), _short(y1)), stops)


def _short(value: float) -> float:
    """As a file holds it, where there is no zero below zero."""
    return round(float(value), _DECIMALS) + 0.0


def _eighths(colour: Colour) -> Colour:
    red, green, blue = (round(value * 255) / 255 for value in colour)
    return (red, green, blue)


def group_of(
    drawing: Drawing, name: str, depth: Depth = "uint8", curve: Sequence[float] = ()
) -> GroupLayer:
    """A layer for each shape, in groups of their names, all in one group called `name`.

    `curve` is the likeness (dB) after each shape, where it was measured.
    """
    rows: list[Layer] = []
    members: list[Layer] = []
    current = ""
    for number, shape in enumerate(drawing.shapes):
        if shape.group != current and members:
            rows.append(_group(current, members, depth))
            members = []
        current = shape.group
        layer = VectorLayer(shape, depth=depth)
        layer.likeness_db = round(curve[number], 2) if number < len(curve) else None
        (members if current else rows).append(layer)
    if members:
        rows.append(_group(current, members, depth))
    made = GroupLayer(name, tuple(rows), depth=depth)
    made.passes_through = False
    return made


def _group(name: str, members: list[Layer], depth: Depth) -> GroupLayer:
    group = GroupLayer(name, tuple(members), depth=depth)
    group.is_open = False
    return group


def drawing_of(layers: Iterable[Layer], width: int, height: int) -> tuple[Drawing, tuple[str, ...]]:
    """All visible vector layers, the lowest first, and a sentence for each sort left out.

    The mask of the one group that holds them all becomes the page's clip.
    """
    found = _Gathered()
    _gather(layers, "", 1.0, found)
    page = Box.of_size(width, height)
    clip: tuple[Contour, ...] = ()
    if len(found.masks) == 1 and found.masks[0][1] == len(found.shapes):
        clip = clip_of(found.masks[0][0].moved_coverage(page) >= _INSIDE)
    elif found.masks:
        found.miss("A mask or blend mode")
    notices = tuple(f"{what} was left out of the file ({n}×)." for what, n in found.lost.items())
    return Drawing(float(width), float(height), tuple(found.shapes), clip), notices


@dataclass
class _Placed:
    """The mask of a group, and where it lies."""

    mask: Mask
    position: tuple[int, int]

    def moved_coverage(self, page: Box) -> np.ndarray:
        x, y = self.position
        return self.mask.coverage(page.moved(-x, -y))


@dataclass
class _Gathered:
    """`masks` go with how many shapes lie below each."""

    shapes: list[Shape] = field(default_factory=list[Shape])
    lost: dict[str, int] = field(default_factory=dict[str, int])
    masks: list[tuple[_Placed, int]] = field(default_factory=list[tuple[_Placed, int]])

    def miss(self, what: str) -> None:
        self.lost[what] = self.lost.get(what, 0) + 1


def _gather(layers: Iterable[Layer], group: str, opacity: float, found: _Gathered) -> None:
    for layer in layers:
        if not layer.visible:
            continue
        has_mode = layer.blend.value != "svg:src-over"
        mask = mask_of(layer)
        if isinstance(layer, GroupLayer):
            before = len(found.shapes)
            _gather(layer.children, layer.name, opacity * layer.opacity, found)
            if mask is not None:
                count = len(found.shapes) - before
                found.masks.append((_Placed(mask, layer.position), count))
        elif isinstance(layer, VectorLayer):
            placed = layer.shape.moved(*layer.position)
            seen = opacity * layer.opacity
            found.shapes.append(replace(placed, opacity=seen, name=layer.name, group=group))
            has_mode |= mask is not None
        else:
            found.miss(f"A layer of the kind “{layer.kind}”")
            continue
        if has_mode:
            found.miss("A mask or blend mode")
