"""Turns label numbers into the colours of their palette, filled or as rims."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from editor.document.kinds.label.facts import LabelFacts
from editor.document.kinds.label.plane import LabelPlane
from editor.document.tiles import Depth, Pixels
from ml.api.regions import Box

Bits = NDArray[np.bool_]
_NAMELESS = 128
"""The grey of a number that the palette does not have: it must be seen, not lost."""


def colour_words(
    facts: LabelFacts, depth: Depth, plane_depth: Depth
) -> NDArray[np.unsignedinteger]:
    """One word of straight RGBA for each value that a tile can hold."""
    count = 1 << (8 if plane_depth == "uint8" else 16)
    table = np.empty((count, 4), np.uint8)
    table[:] = (_NAMELESS, _NAMELESS, _NAMELESS, 255)
    unlabelled = facts.palette.unlabelled
    for label in facts.palette.labels:
        if label.index < count:
            seen = 0 if label.index in facts.hidden else 255
            table[label.index ^ unlabelled] = (*label.colour, seen)
    table[0] = 0
    table[table[:, 3] == 0] = 0
    if depth == "uint8":
        return table.view(np.uint32).reshape(-1)
    return (table.astype(np.uint16) * np.uint16(257)).view(np.uint64).reshape(-1)


def painted(
    plane: LabelPlane, words: NDArray[np.unsignedinteger], box: Box, level: int, contour_px: int
) -> Pixels:
    """Straight RGBA (h, w, 4) of `box`, in pixels of that level of the plane's own frame."""
    if contour_px == 0:
        seen = words[plane.read_level(level, box)]
    else:
        held = plane.read_level(level, box.padded(contour_px))
        inner = held[contour_px:-contour_px, contour_px:-contour_px]
        seen = np.where(_rims(held, contour_px), words[inner], words.dtype.type(0))
    half = np.uint8 if words.dtype == np.uint32 else np.uint16
    return np.ascontiguousarray(seen).view(half).reshape(box.height, box.width, 4)


def _rims(held: Pixels, width_px: int) -> Bits:
    """Where a pixel's row or column holds another label within `width_px`; `held` is padded."""
    height, width = held.shape[0] - 2 * width_px, held.shape[1] - 2 * width_px
    down, across = np.s_[width_px : width_px + height], np.s_[width_px : width_px + width]
    inner = held[down, across]
    rim = np.zeros(inner.shape, bool)
    for step in range(1, width_px + 1):
        for dy, dx in ((step, 0), (-step, 0), (0, step), (0, -step)):
            top, left = width_px + dy, width_px + dx
            rim |= held[top : top + height, left : left + width] != inner
    return rim
