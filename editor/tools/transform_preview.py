"""A document as it will be once layers are transformed, made only where it is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from editor.document.document import Document
from editor.document.geometry import PlaneMap
from editor.document.layers import EVERYWHERE, Layer, PixelLayer, walk
from editor.document.resample_filters import Resampling
from editor.document.transforms import Reshape, Transformable, carried
from editor.document.transforms_floating import FloatingLayer
from ml.api.regions import Box


class Preview:
    """A twin of the document in which the given layers float; with `chosen` their selected part."""

    def __init__(self, document: Document, layer_ids: Sequence[str], *, chosen: bool) -> None:
        self.stand_in = document.snapshot()
        self._floating: list[FloatingLayer] = []
        self._following: list[Layer] = []
        selection = self.stand_in.selection if chosen else None
        for layer in list(walk(tuple(self.stand_in.roots_of(layer_ids)))):
            if isinstance(layer, Transformable) and layer.bounds == EVERYWHERE:
                self._following.append(layer)
            elif isinstance(layer, PixelLayer | Transformable):
                floating = FloatingLayer(layer, selection)
                self.stand_in.replace_layer(floating)
                self._floating.append(floating)

    def go(self, way: PlaneMap) -> None:
        """Show it after `way`, given in pixels of the canvas."""
        for layer in self._floating:
            before = self.stand_in.box_of(layer.id)
            layer.go(way)
            self.stand_in.show_layer(layer, before.union(Box(0, 0, 0, 0)))
        for layer in self._following:
            after = carried(layer, Reshape(way, Resampling.NEAREST))
            if after is not None:
                self.stand_in.replace_layer(after)
