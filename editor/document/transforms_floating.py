"""Selected pixels cut out of their layer, brought elsewhere, and laid down again as one step."""

from __future__ import annotations

from typing import cast

import numpy as np

from editor.document.compound import Compound
from editor.document.document import Document
from editor.document.errors import NotPaintable
from editor.document.geometry import PlaneMap
from editor.document.history import Command
from editor.document.layer_protocol import Layer, mask_of
from editor.document.layer_traits import LayerTraits
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from editor.document.resample import Warp, target_keys, warped, warped_box
from editor.document.resample_filters import Resampling
from editor.document.resample_loops import premultiplied, straight
from editor.document.targets import LayerPixels, SelectionTarget
from editor.document.tile_change import TileChange
from editor.document.tiles import Depth, Pixels, TilePlane, box_of
from editor.document.transforms import Reshape
from ml.api.regions import Box


def transform_selected(
    document: Document, layer_id: str, how: Reshape, *, copies: bool = False
) -> Command | None:
    """The selected pixels of a layer through a map, and the selection with them.

    `copies` leaves the pixels where they were, too. Raises NotPaintable.
    """
    layer = document.layer(layer_id)
    if not isinstance(layer, PixelLayer):
        raise NotPaintable(layer.name)
    document.require_paintable(LayerPixels(layer_id))
    dx, dy = layer.position
    own = PlaneMap.moving(-dx, -dy) @ how.way @ PlaneMap.moving(dx, dy)
    rest, lifted = lifted_from(layer, document.selection)
    on_layer = Warp(own, how.method, progress=how.progress)
    on_canvas = Warp(how.way, how.method, progress=how.progress)
    how.progress.expect(
        len(target_keys(lifted, on_layer)) + len(target_keys(document.selection, on_canvas))
    )
    laid = laid_over(layer.pixels if copies else rest, warped(lifted, on_layer))
    moved = cast(Mask, warped(document.selection, on_canvas))
    changes = (
        TileChange.between(LayerPixels(layer_id), layer.pixels, laid, how.title),
        TileChange.between(SelectionTarget(), document.selection, moved, how.title),
    )
    parts = [change for change in changes if change is not None]
    return Compound(how.title, parts) if parts else None


def lifted_from(layer: PixelLayer, selection: Mask) -> tuple[TilePlane, TilePlane]:
    """What stays of a layer's pixels and what is lifted: their alphas sum to the layer's."""
    rest = layer.pixels.share()
    lifted = TilePlane(4, layer.depth)
    for key in list(layer.pixels.keys()):
        tile = layer.pixels.tile(*key)
        chosen = selection.coverage(box_of(key).moved(*layer.position))
        if tile is not None and chosen.any():
            stays, goes = split(tile, chosen)
            rest.put(*key, stays)
            lifted.put(*key, goes)
    return rest, lifted


def split(pixels: Pixels, chosen: Pixels) -> tuple[Pixels, Pixels]:
    """Straight pixels (h, w, 4) as what stays and what is chosen (h, w; 0..255)."""
    alpha = pixels[..., 3].astype(np.uint32)
    part = (alpha * chosen + 127) // 255
    stays, goes = pixels.copy(), pixels.copy()
    goes[..., 3] = part
    stays[..., 3] = alpha - part
    goes[part == 0] = 0
    stays[alpha == part] = 0
    return stays, goes


def laid_over(below: TilePlane, above: TilePlane) -> TilePlane:
    """Both planes as one, mixed where the upper one is translucent."""
    both = below.share()
    for key in list(above.keys()):
        top, ground = above.tile(*key), below.tile(*key)
        if top is not None:
            both.put(*key, top if ground is None else over(ground, top))
    return both


def over(below: Pixels, above: Pixels) -> Pixels:
    """Straight pixels over others; where the upper ones are clear or full nothing is rounded."""
    depth: Depth = "uint16" if below.dtype == np.uint16 else "uint8"
    full = np.iinfo(below.dtype).max
    out = np.where(above[..., 3:] == full, above, below)
    mixed = (above[..., 3] > 0) & (above[..., 3] < full)
    if mixed.any():
        top, ground = premultiplied(above[mixed][None]), premultiplied(below[mixed][None])
        clear = np.subtract(1.0, top[..., 3:], dtype=np.float32)
        out[mixed] = straight(top + ground * clear, depth)[0]
    return out


class FloatingLayer(LayerTraits):
    """A layer with an end as it will be once a map is applied: a stand-in for the screen.

    With a selection only the selected pixels go. Nothing is made beyond what is looked at.
    """

    kind = "floating"

    def __init__(self, source: Layer, chosen: Mask | None) -> None:
        super().__init__(source.name, source.id)
        self.like(cast(LayerTraits, source))
        self._source = source
        self._chosen = chosen
        # The mask of a whole layer goes with its pixels: it is worked into them on the way.
        self._goes_along = mask_of(source) if chosen is None else None
        self.mask: Mask | None = source.mask if chosen is not None else None
        self.way = PlaneMap.identity()

    @property
    def bounds(self) -> Box:
        still = self._source.bounds
        gone = still if self._chosen is None else still.intersection(self._chosen.bounds)
        there = self.way.box(gone.padded(2)) if not gone.is_empty else gone
        return there if self._chosen is None else still.union(there)

    @property
    def depth(self) -> Depth:
        return self._source.depth

    @property
    def size_bytes(self) -> int:
        return self._source.size_bytes

    def go(self, way: PlaneMap) -> None:
        """Look as after `way`."""
        self.way = way

    def render(self, box: Box, level: int = 0) -> Pixels:
        shrink = PlaneMap.scaling(1 / (1 << level), 1 / (1 << level))
        way = shrink @ self.way @ shrink.inverse()
        seen = _source_box(way, box)
        goes = self._source.render(seen, level)
        if self._chosen is None:
            return _pulled(self._masked(goes, seen, level), seen, way, box)
        _, goes = split(goes, self._chosen.read_level(level, seen))
        still, chosen = self._source.render(box, level), self._chosen.read_level(level, box)
        return over(split(still, chosen)[0], _pulled(goes, seen, way, box))

    def _masked(self, pixels: Pixels, box: Box, level: int) -> Pixels:
        if self._goes_along is None:
            return pixels
        x, y = self._source.position
        here = box.moved(-(x >> level), -(y >> level))
        return split(pixels, self._goes_along.read_level(level, here))[1]

    def share(self) -> Layer:
        twin = FloatingLayer(self._source, self._chosen).like(self)
        twin.way = self.way
        return twin

    def digest(self) -> str:
        return f"{self.traits_digest()} {self.way}"


def _source_box(way: PlaneMap, box: Box) -> Box:
    """What may be seen in `box` after `way`, never more than a few times as much."""
    reach = 4 * max(box.width, box.height) + 64
    middle = way.inverse().apply((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    x, y = round(middle[0]), round(middle[1])
    near = Box(x - reach, y - reach, x + reach, y + reach)
    return way.inverse().box(box).padded(3).intersection(near)


def _pulled(pixels: Pixels, at: Box, way: PlaneMap, box: Box) -> Pixels:
    plane = TilePlane.from_pixels(pixels, at.left, at.top)
    method = Resampling.NEAREST if way.is_exact else Resampling.BILINEAR
    return warped_box(plane, Warp(way, method), box)
