"""Says how far the selection lets a change go: inside it, or everywhere where nothing is chosen."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from editor.document.document import Document
from editor.document.mask import FULL
from editor.document.targets import SelectionTarget, Target
from editor.document.tiles import keys_of
from ml.api.regions import Box

Coverage = NDArray[np.uint8]


def limit(document: Document, target: Target, box: Box) -> Coverage | None:
    """How much of each pixel in `box` may change: (h, w), 0 to 255; None where all may.

    `box` lies in the frame of the target's own plane, as tiles do. Without a selection nothing is
    held back, and the selection never limits changes of itself.
    """
    if isinstance(target, SelectionTarget) or document.selection.is_empty:
        return None
    there = box.moved(*document.origin(target))
    if all(document.selection.tile(*key) is None for key in keys_of(there)):
        return np.zeros((there.height, there.width), np.uint8)
    coverage = document.selection.coverage(there)
    return None if coverage.size and coverage.min() == FULL else coverage


def allows(document: Document, target: Target, box: Box) -> bool:
    """Whether anything in `box`, in the frame of the target's plane, may change at all."""
    coverage = limit(document, target, box)
    return coverage is None or bool(coverage.any())
