"""A layer's own pixels adjusted inside of the selection: to be looked at, and as one step."""

from __future__ import annotations

import numpy as np

from editor.document.adjustments.adjustment import Adjustment
from editor.document.composite_mixing import joined
from editor.document.document import Document
from editor.document.errors import NotPaintable
from editor.document.layer_protocol import Planes
from editor.document.layer_traits import LayerTraits
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from editor.document.targets import LayerPixels
from editor.document.tile_change import TileChange
from editor.document.tiles import Depth, Pixels, box_of, keys_of
from ml.api.params import Params
from ml.api.regions import Box

_FULL_SHARE = np.float32(1 / 255)


class AdjustedLook(LayerTraits):
    """Shows a pixel layer as it will be once it is adjusted; it stands in for it on the canvas.

    An empty `selection` means everywhere. Where the layer covers the whole canvas, what lies
    beyond its edge looks like its edge; else there is nothing beyond.
    """

    kind = "pixel"

    def __init__(
        self, layer: PixelLayer, adjustment: Adjustment, params: Params, *, within: Document
    ) -> None:
        super().__init__(layer.name)
        self._layer = layer
        self._adjustment = adjustment
        self._params = params
        self._selection: Mask | None = None if within.selection.is_empty else within.selection
        self._is_whole = layer.bounds.contains(within.canvas)
        self.like(layer)

    @property
    def bounds(self) -> Box:
        own = self._layer.bounds
        if self._is_whole or own.is_empty:
            return own
        return own.padded(self._adjustment.margin_px(self._params, 1.0))

    @property
    def depth(self) -> Depth:
        return self._layer.depth

    @property
    def size_bytes(self) -> int:
        return self._layer.size_bytes

    def render(self, box: Box, level: int = 0) -> Pixels:
        out = self._layer.render(box, level)
        scale = 1 << level
        own = self._layer.bounds
        around = Box(
            own.left // scale, own.top // scale, -(-own.right // scale), -(-own.bottom // scale)
        )
        margin = self._adjustment.margin_px(self._params, 1 / scale)
        part = box.intersection(around if self._is_whole else around.padded(margin))
        if part.is_empty or not self._touches(part, level):
            return out
        near = part.padded(margin)
        if self._is_whole:
            near = near.intersection(around)
        changed = self._changed(near, part, level)
        out = out.copy()
        out[part.moved(-box.left, -box.top).slices] = changed
        return out

    def _touches(self, part: Box, level: int) -> bool:
        return self._selection is None or bool(self._selection.read_level(level, part).any())

    def _changed(self, near: Box, part: Box, level: int) -> Pixels:
        full = np.iinfo(self.depth).max
        pixels = self._layer.render(near, level)
        planes = np.moveaxis(pixels, 2, 0) * np.float32(1 / full)
        before = np.ascontiguousarray(planes, np.float32)
        after = self._adjustment.apply(before.copy(), self._params, 0.5**level)
        inside = (slice(None), *part.moved(-near.left, -near.top).slices)
        mixed = self._mixed(before[inside], after[inside], part, level)
        return np.moveaxis(np.clip(mixed, 0, 1) * np.float32(full) + np.float32(0.5), 0, 2).astype(
            self.depth
        )

    def _mixed(self, before: Planes, after: Planes, part: Box, level: int) -> Planes:
        if self._selection is None:
            share = np.ones((1, 1), np.float32)
        else:
            share = self._selection.read_level(level, part) * _FULL_SHARE
        return joined(before, after, share, keeps_alpha=self.locks.alpha)

    def share(self) -> AdjustedLook:
        raise NotImplementedError("it only stands in")

    def digest(self) -> str:
        return f"{self._layer.digest()} {self._adjustment.id} {self._params!r}"


def adjust_pixels(
    document: Document, layer_id: str, adjustment: Adjustment, params: Params
) -> TileChange | None:
    """The step that adjusts a pixel layer inside of the selection; None where nothing changes.

    The document is only read. Raises NotPaintable for other kinds of layers, Locked for locked
    pixels.
    """
    layer = document.layer(layer_id)
    if not isinstance(layer, PixelLayer):
        raise NotPaintable(layer.name)
    document.require_paintable(LayerPixels(layer_id))
    look = AdjustedLook(layer, adjustment, params, within=document)
    area = look.bounds
    if not document.selection.is_empty:
        area = area.intersection(document.selection.bounds)
    x, y = layer.position
    after = layer.pixels.share()
    for key in keys_of(area.moved(-x, -y)):
        after.put(*key, look.render(box_of(key).moved(x, y)))
    return TileChange.between(LayerPixels(layer_id), layer.pixels, after, adjustment.title)
