"""The dark veil over parts of a picture that are not used."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

VEIL = 200
"""How dark, of 255: what is left out can still be told."""


def shade_of(parts: NDArray[np.uint8]) -> QImage:
    """A picture to lay over the other: clear where `parts` (rows x columns) is white."""
    veil = np.zeros((*parts.shape, 4), np.uint8)
    veil[..., 3] = (255 - parts.astype(np.uint16)) * VEIL // 255
    rows, columns = parts.shape
    image = QImage(veil.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGBA8888)
    return image.copy()
