"""One piece of the screen's picture, in the format that Qt draws fastest."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter

from editor.canvas.mask_edge_cracks import Cracks
from ml.api.regions import Box

_OPAQUE = QImage.Format.Format_RGB32
_TRANSLUCENT = QImage.Format.Format_ARGB32_Premultiplied
_versions = count(1)


@dataclass(slots=True)
class DisplayTile:
    """A picture with its own memory; `coverage` (h, w) uint8 is there for tiles of a mask.

    `image` is None where nothing is to be drawn. `version` is another one after every change.
    """

    image: QImage | None
    coverage: NDArray[np.uint8] | None = None
    cracks: Cracks | None = None
    """The borders inside the coverage, where somebody looked for them already."""
    version: int = field(default_factory=lambda: next(_versions))

    @property
    def is_opaque(self) -> bool:
        return self.image is not None and self.image.format() == _OPAQUE

    @property
    def size_bytes(self) -> int:
        held = 0 if self.coverage is None else self.coverage.nbytes
        return held + (0 if self.image is None else self.image.sizeInBytes())

    @property
    def is_blank(self) -> bool:
        return self.image is None

    def patch(self, part: DisplayTile, box: Box) -> None:
        """Replace what lies in `box` (pixels of this tile) by `part`, which has its size.

        A blank tile cannot be patched: it has no memory to draw into.
        """
        if self.image is None:
            return
        if self.is_opaque and not part.is_opaque:
            self.image = self.image.convertToFormat(_TRANSLUCENT)
        painter = QPainter(self.image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        if part.image is None:
            area = QRect(box.left, box.top, box.width, box.height)
            painter.fillRect(area, Qt.GlobalColor.transparent)
        else:
            painter.drawImage(QPoint(box.left, box.top), part.image)
        painter.end()
        if self.coverage is not None:
            self.coverage[box.slices] = 0 if part.coverage is None else part.coverage
        self.cracks = None
        self.version = next(_versions)


def picture_image(pixels: NDArray[np.uint8]) -> QImage:
    """A drawable copy of straight RGBA (h, w, 4); opaque ones are drawn as plain memory copies."""
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape[:2]
    # QImage borrows the array's memory without keeping it alive; convertToFormat makes a copy.
    borrowed = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888)
    opaque = bool(pixels[..., 3].min() == 255) if pixels.size else False
    return borrowed.convertToFormat(_OPAQUE if opaque else _TRANSLUCENT)


def tint_image(coverage: NDArray[np.uint8], table: NDArray[np.uint32]) -> QImage:
    """`coverage` (h, w) in one colour: `table` holds the premultiplied ARGB word of each value."""
    height, width = coverage.shape
    words = table.take(coverage)
    borrowed = QImage(words.data, width, height, 4 * width, _TRANSLUCENT)
    return borrowed.copy()


def tint_table(red: int, green: int, blue: int, strength: float) -> NDArray[np.uint32]:
    """Premultiplied ARGB words of a colour at `strength` (0 to 1) times coverage 0 to 255."""
    alpha = np.rint(np.arange(256) * strength)
    words = alpha.astype(np.uint32) << np.uint32(24)
    for part, shift in ((red, 16), (green, 8), (blue, 0)):
        words |= np.rint(alpha * (part / 255)).astype(np.uint32) << np.uint32(shift)
    return words.astype(np.uint32)
