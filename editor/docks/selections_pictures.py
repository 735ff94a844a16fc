"""Small pictures of kept selections: white is selected."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtGui import QImage

from editor.document.document import Channel, Document
from ml.api.regions import Box

LONGEST_PX = 96


def picture_of(document: Document, channel: Channel) -> Callable[[], QImage]:
    """What draws the selection when its row is first seen; a mask of a channel never changes."""
    made: list[QImage] = []

    def look() -> QImage:
        if not made:
            made.append(_draw(document, channel))
        return made[0]

    return look


def _draw(document: Document, channel: Channel) -> QImage:
    level = 0
    while max(document.width, document.height) >> level > LONGEST_PX:
        level += 1
    box = Box(0, 0, max(1, document.width >> level), max(1, document.height >> level))
    values = np.ascontiguousarray(channel.mask.read_level(level, box)).astype(np.uint8)
    height, width = values.shape[:2]
    shape = QImage.Format.Format_Grayscale8
    return QImage(values.tobytes(), width, height, width, shape).copy()
