"""The sheets that a document is made of, and what every kind of sheet must offer."""

from __future__ import annotations

import uuid
from typing import Protocol

import numpy as np

from editor.document.blending import BlendMode
from editor.document.mask import Mask
from editor.document.tiles import Depth, Pixels, TilePlane
from ml.api.regions import Box

Position = tuple[int, int]
"""Where a layer's origin lies on the canvas: x to the right, y down."""


def new_layer_id() -> str:
    return uuid.uuid4().hex


class Layer(Protocol):
    """One sheet of the document. `mask` lies in the layer's own frame and moves with it."""

    id: str
    name: str
    visible: bool
    opacity: float
    blend: BlendMode
    position: Position
    mask: Mask | None

    @property
    def bounds(self) -> Box:
        """Where on the canvas the layer holds anything."""
        ...

    @property
    def revision(self) -> int:
        """A number that grows with every change of what the layer shows."""
        ...

    @property
    def depth(self) -> Depth: ...

    @property
    def size_bytes(self) -> int: ...

    def render(self, box: Box, level: int = 0) -> Pixels:
        """Straight RGBA (h, w, 4) of `box` on the canvas shrunk by 2**level.

        Without the layer's mask and opacity. Exact at level 0, approximate above.
        """
        ...

    def invalidate(self, box: Box) -> None:
        """What lies in `box` (on the canvas) changed, here or in what this layer is made from."""
        ...

    def share(self) -> Layer:
        """A twin with the same id and pixels that later changes do not reach."""
        ...

    def digest(self) -> str: ...


class PixelLayer:
    """A layer of painted or photographed pixels, straight RGBA in the document's depth."""

    def __init__(self, name: str, pixels: TilePlane, *, layer_id: str | None = None) -> None:
        self.id = layer_id or new_layer_id()
        self.name = name
        self.visible = True
        self.opacity = 1.0
        self.blend = BlendMode.NORMAL
        self.position: Position = (0, 0)
        self.mask: Mask | None = None
        self.pixels = pixels
        self._revision = 0

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
    def revision(self) -> int:
        return self._revision

    @property
    def depth(self) -> Depth:
        return self.pixels.depth

    @property
    def size_bytes(self) -> int:
        return self.pixels.size_bytes + (self.mask.size_bytes if self.mask else 0)

    def render(self, box: Box, level: int = 0) -> Pixels:
        x, y = self.position
        return self.pixels.read_level(level, box.moved(-(x >> level), -(y >> level)))

    def invalidate(self, box: Box) -> None:
        self._revision += 1

    def share(self) -> PixelLayer:
        twin = PixelLayer(self.name, self.pixels.share(), layer_id=self.id)
        twin.visible, twin.opacity, twin.blend = self.visible, self.opacity, self.blend
        twin.position = self.position
        twin.mask = self.mask.share() if self.mask else None
        twin._revision = self._revision
        return twin

    def renewed(self, name: str) -> PixelLayer:
        """This layer with a new id and name."""
        self.id, self.name = new_layer_id(), name
        return self

    def digest(self) -> str:
        mask = self.mask.digest() if self.mask else "-"
        facts = (self.id, self.name, self.visible, self.opacity, self.blend.value, self.position)
        return f"{facts} {self.pixels.digest()} {mask}"


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
