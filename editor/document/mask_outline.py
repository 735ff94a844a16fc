"""The outline of a mask as closed lines, coarse enough to follow a pointer."""

from __future__ import annotations

import importlib
from types import ModuleType

import numpy as np

from editor.document.mask import Mask
from editor.document.polygons import Point
from ml.api.regions import Box

_LONGEST_PX = 512
_MOST_POINTS = 4000
_TOLERANCE = 1.0
_HALF = 128


def _opencv() -> ModuleType:
    # Imported late: it takes as long to load as an empty window, and is rarely needed.
    return importlib.import_module("cv2")


def outlines(mask: Mask, canvas: Box) -> list[tuple[Point, ...]]:
    """Closed lines around all that is at least half inside, the longest first.

    They lie in pixels of the canvas and are as exact as a picture of about five hundred pixels a
    side; a mask with very many pieces gives only its longest lines.
    """
    bounds = mask.bounds.intersection(canvas)
    if bounds.is_empty:
        return []
    level = max(0, (max(bounds.width, bounds.height) - 1).bit_length() - _LONGEST_PX.bit_length())
    scale = 1 << level
    box = Box(
        bounds.left >> level,
        bounds.top >> level,
        -(-bounds.right >> level),
        -(-bounds.bottom >> level),
    )
    inside = (mask.read_level(level, box) >= _HALF).astype(np.uint8)
    # Twice as large, so that the line runs along the sides of pixels and not through them.
    cv2 = _opencv()
    inside = np.pad(np.repeat(np.repeat(inside, 2, 0), 2, 1), 1)
    traced, _ = cv2.findContours(inside, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found: list[tuple[Point, ...]] = []
    left = _MOST_POINTS
    for long in sorted(traced, key=len, reverse=True):
        line = cv2.approxPolyDP(long, _TOLERANCE, True)
        left -= len(line)
        if left < 0 and found:
            break
        places = (line[:, 0, :] - 0.5) / 2
        found.append(
            tuple(((float(x) + box.left) * scale, (float(y) + box.top) * scale) for x, y in places)
        )
    return found
