"""The kind of layer that holds pixels of its own."""

from __future__ import annotations

import numpy as np

from editor.document.layer_protocol import Position
from editor.document.layer_traits import LayerTraits
from editor.document.tiles import Depth, Pixels, TilePlane
from ml.api.regions import Box


class PixelLayer(LayerTraits):
    """A layer of painted or photographed pixels, straight RGBA in the document's depth."""

    kind = "pixel"

    def __init__(self, name: str, pixels: TilePlane, *, layer_id: str | None = None) -> None:
        super().__init__(name, layer_id)
        self.pixels = pixels

    @classmethod
    def blank(cls, name: str, depth: Depth = "uint8") -> PixelLayer:
        return cls(name, TilePlane(4, depth))

    @classmethod
    def from_pixels(cls, name: str, pixels: Pixels, position: Position = (0, 0)) -> PixelLayer:
        """A layer from (h, w), (h, w, 1), (h, w, 3) or straight (h, w, 4) pixels."""
        layer = cls(name, TilePlane.from_pixels(with_alpha(pixels)))
        layer.position = position
        return layer

    @property
    def bounds(self) -> Box:
        return self.pixels.bounds.moved(*self.position)

    @property
    def depth(self) -> Depth:
        return self.pixels.depth

    @property
    def size_bytes(self) -> int:
        return self.pixels.size_bytes + self.mask_bytes

    def render(self, box: Box, level: int = 0) -> Pixels:
        x, y = self.position
        return self.pixels.read_level(level, box.moved(-(x >> level), -(y >> level)))

    def share(self) -> PixelLayer:
        return PixelLayer(self.name, self.pixels.share()).like(self)

    def digest(self) -> str:
        return f"{self.traits_digest()} {self.pixels.digest()}"


def with_alpha(pixels: Pixels) -> Pixels:
    """Grey or RGB as opaque RGBA (h, w, 4); RGBA comes back as it is."""
    if pixels.ndim == 2:
        pixels = pixels[:, :, None]
    if pixels.shape[2] == 4:
        return pixels
    out = np.empty((*pixels.shape[:2], 4), pixels.dtype)
    out[..., :3] = pixels
    out[..., 3] = np.iinfo(pixels.dtype).max
    return out
