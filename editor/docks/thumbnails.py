"""Small pictures of layers, made once for each of their revisions."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from editor.document.document import Document
from editor.document.layers import Layer
from ml.api.regions import Box

LONGEST_PX = 96
KEPT = 400


class Thumbnails:
    """Renders a layer on the canvas at a display level, so that a huge layer costs little."""

    def __init__(self) -> None:
        self._document: Document | None = None
        self._made: dict[tuple[object, ...], QImage] = {}

    def set_document(self, document: Document | None) -> None:
        self._document = document
        self._made.clear()

    def of(self, layer: Layer) -> QImage:
        """The layer where it lies on the canvas."""
        if self._document is None:
            return QImage()
        size = (self._document.width, self._document.height)
        key = ("layer", layer.id, layer.revision, layer.position, size)
        return self._cached(key, lambda: self._draw_layer(layer))

    def mask(self, layer: Layer) -> QImage:
        """The layer's mask: white is seen."""
        if self._document is None or layer.mask is None:
            return QImage()
        key = ("mask", layer.id, layer.revision, id(layer.mask))
        return self._cached(key, lambda: self._draw_mask(layer))

    def _cached(self, key: tuple[object, ...], draw: Callable[[], QImage]) -> QImage:
        if key not in self._made:
            if len(self._made) > KEPT:
                self._made.clear()
            self._made[key] = draw()
        return self._made[key]

    def _view(self) -> tuple[Box, int]:
        document = self._document
        if document is None:
            return Box(0, 0, 1, 1), 0
        level = 0
        longest = max(document.width, document.height)
        while (longest >> level) > LONGEST_PX:
            level += 1
        width = max(1, document.width >> level)
        height = max(1, document.height >> level)
        return Box(0, 0, width, height), level

    def _draw_layer(self, layer: Layer) -> QImage:
        box, level = self._view()
        pixels = _eight_bit(layer.render(box, level))
        height, width = pixels.shape[:2]
        shape = QImage.Format.Format_RGBA8888
        return QImage(pixels.tobytes(), width, height, 4 * width, shape).copy()

    def _draw_mask(self, layer: Layer) -> QImage:
        box, level = self._view()
        if layer.mask is None:
            return QImage()
        x, y = layer.position
        own = box.moved(-(x >> level), -(y >> level))
        values = np.ascontiguousarray(layer.mask.read_level(level, own))
        height, width = values.shape[:2]
        shape = QImage.Format.Format_Grayscale8
        return QImage(values.tobytes(), width, height, width, shape).copy()


def _eight_bit(pixels: NDArray[np.generic]) -> NDArray[np.uint8]:
    if pixels.dtype == np.uint16:
        return (pixels.astype(np.uint16) >> 8).astype(np.uint8)
    return np.ascontiguousarray(pixels).astype(np.uint8, copy=False)
