"""Gives transparent pixels the colour of what is near, so that no hidden colour bleeds out."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.float32]


def extended_colours(colours: Picture, alpha: Picture) -> Picture:
    """Colours that fade outwards from the visible ones.

    What is visible at all keeps its colour; what is wholly transparent takes the mean of what is
    visible around it, from ever coarser means where there is nothing near (push and pull).
    """
    visible = (alpha > 0).astype(np.float32)
    if visible.all() or not visible.any():
        return colours
    filled = _filled(colours * visible[..., None], visible)
    return np.where(visible[..., None] > 0, colours, filled).astype(np.float32)


def _filled(weighted: Picture, weight: Picture) -> Picture:
    """Means of the known colours; each level fills its gaps from the one half its size."""
    rows, columns = weight.shape
    safe = np.maximum(weight, 1e-6)[..., None]
    if min(rows, columns) <= 1 or (weight > 0).all():
        mean = weighted.sum(axis=(0, 1)) / max(float(weight.sum()), 1e-6)
        return np.where(weight[..., None] > 0, weighted / safe, mean).astype(np.float32)
    half = ((columns + 1) // 2, (rows + 1) // 2)
    coarse = _filled(
        np.asarray(cv2.resize(weighted, half, interpolation=cv2.INTER_AREA), np.float32),
        np.asarray(cv2.resize(weight, half, interpolation=cv2.INTER_AREA), np.float32),
    )
    around = cv2.resize(coarse, (columns, rows), interpolation=cv2.INTER_LINEAR)
    return np.where(weight[..., None] > 0, weighted / safe, around).astype(np.float32)


def between_neighbours(made: Picture, alpha: Picture) -> Picture:
    """An enlarged alpha without what overshoots: nowhere beyond the nine pixels around.

    What is wholly opaque or transparent stays exactly so.
    """
    size = (made.shape[1], made.shape[0])
    nine = np.ones((3, 3), np.uint8)
    low = cv2.resize(cv2.erode(alpha, nine), size, interpolation=cv2.INTER_NEAREST)
    high = cv2.resize(cv2.dilate(alpha, nine), size, interpolation=cv2.INTER_NEAREST)
    return np.clip(made, low, high).astype(np.float32, copy=False)
