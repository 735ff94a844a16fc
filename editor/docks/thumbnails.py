"""Small pictures of layers, made once for each of their revisions."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from editor.document.document import Document
from editor.document.layers import Layer
from ml.api.regions import Box

LONGEST_PX = 96
KEPT = 400
AT_ONCE_PX = 1 << 21
"""Of larger pictures the small ones are made in a thread: no paint event waits for them."""
_log = logging.getLogger(__name__)

Key = tuple[object, ...]
Draw = Callable[[], QImage]


class Thumbnails(QObject):
    """Renders a layer on the canvas at a display level, so that a huge layer costs little.

    Of a large picture the last known one is handed out until `made` tells that there is a new one.
    The thread ends by itself when nothing is left to draw.
    """

    made = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._made: dict[Key, QImage] = {}
        self._latest: dict[Key, QImage] = {}
        self._wanted: dict[Key, tuple[Key, Draw]] = {}
        self._lock = threading.Lock()
        self._is_drawing = False

    def set_document(self, document: Document | None) -> None:
        self._document = document
        with self._lock:
            self._made.clear()
            self._latest.clear()
            self._wanted.clear()

    def of(self, layer: Layer) -> QImage:
        """The layer where it lies on the canvas."""
        if self._document is None:
            return QImage()
        size = (self._document.width, self._document.height)
        key = ("layer", layer.id, layer.revision, layer.position, size)
        return self._cached(key, self._drawing_of(layer))

    def mask(self, layer: Layer) -> QImage:
        """The layer's mask: white is seen."""
        if self._document is None or layer.mask is None:
            return QImage()
        key = ("mask", layer.id, layer.revision, id(layer.mask))
        return self._cached(key, self._drawing_of(layer, is_mask=True))

    def _cached(self, key: Key, draw: Draw) -> QImage:
        layer = key[:2]
        with self._lock:
            found = self._made.get(key)
            if found is not None:
                return found
            if self._is_large:
                self._wanted[layer] = (key, draw)
                if not self._is_drawing:
                    self._is_drawing = True
                    threading.Thread(target=self._draw_all, name="thumbnails", daemon=True).start()
                return self._latest.get(layer, QImage())
        return self._keep(key, draw())

    @property
    def _is_large(self) -> bool:
        document = self._document
        return document is not None and document.width * document.height > AT_ONCE_PX

    def _keep(self, key: Key, image: QImage) -> QImage:
        with self._lock:
            if len(self._made) > KEPT:
                self._made.clear()
            self._made[key] = self._latest[key[:2]] = image
        return image

    def _draw_all(self) -> None:
        """Runs in a thread until nothing is wanted."""
        while True:
            with self._lock:
                if not self._wanted:
                    self._is_drawing = False
                    return
                layer = next(iter(self._wanted))
                key, draw = self._wanted.pop(layer)
            try:
                image = draw()
            except Exception:
                # A layer that cannot be drawn has no small picture; asked for again, it would fail.
                _log.exception("The small picture of a layer could not be made")
                image = QImage()
            self._keep(key, image)
            self._tell()

    def _tell(self) -> None:
        try:
            self.made.emit()
        except RuntimeError:
            # The window went meanwhile.
            _log.debug("Nobody waits for small pictures any more.")

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

    def _drawing_of(self, layer: Layer, *, is_mask: bool = False) -> Draw:
        """What draws it as the document is now, in whatever thread."""
        box, level = self._view()
        draw = _draw_mask if is_mask else _draw_layer
        return lambda: draw(layer, box, level)


def _draw_layer(layer: Layer, box: Box, level: int) -> QImage:
    pixels = _eight_bit(layer.render(box, level))
    height, width = pixels.shape[:2]
    shape = QImage.Format.Format_RGBA8888
    return QImage(pixels.tobytes(), width, height, 4 * width, shape).copy()


def _draw_mask(layer: Layer, box: Box, level: int) -> QImage:
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
