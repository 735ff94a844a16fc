"""Where in its region each pixel lies, which tells what of a material belongs there."""

# numpy's and OpenCV's stubs forget float32 where the code keeps it.
# pyright: reportArgumentType=false, reportReturnType=false, reportCallIssue=false

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Kinds = NDArray[np.int16]

NOTHING = -1
"""The kind of a pixel that is neither made nor material."""

BORDER_SHARE = 0.12
"""How far from its border, as a share of the picture's height, a region still feels it."""


@dataclass(frozen=True)
class PlaceWeights:
    """What a difference of one counts, squared, for each way of lying differently.

    height: from the top of the region to its bottom. level: from the top of the picture to its
    bottom. across: from the left of the picture to its right. border: from touching what lies
    above, below or anywhere near to feeling nothing of it.
    """

    height: float = 0.5
    level: float = 0.15
    across: float = 0.05
    border: float = 0.12

    def times(self, factor: float) -> PlaceWeights:
        return PlaceWeights(
            self.height * factor, self.level * factor, self.across * factor, self.border * factor
        )


CHANNELS = 6


def places_of(kinds: Kinds, weights: PlaceWeights, frame_px: tuple[int, int]) -> Floats:
    """rows x columns x CHANNELS: the features, each times the root of its weight.

    frame_px: the height and width of the picture that the map belongs to.
    """
    rows, columns = kinds.shape
    reach = max(2.0, BORDER_SHARE * frame_px[0])
    made = np.empty((rows, columns, CHANNELS), np.float32)
    made[..., 0] = _heights(kinds) * weights.height**0.5
    made[..., 1] = (np.arange(rows, dtype=np.float32)[:, None] / rows) * weights.level**0.5
    made[..., 2] = (np.arange(columns, dtype=np.float32)[None] / columns) * weights.across**0.5
    root = weights.border**0.5
    made[..., 3] = _soft(_run_above(kinds), reach) * root
    made[..., 4] = _soft(_run_above(kinds[::-1])[::-1], reach) * root
    made[..., 5] = _soft(border_distance(kinds), reach) * root
    return made


def border_distance(kinds: Kinds) -> Floats:
    """The distance in px of each pixel to the nearest of another kind; the frame is no border."""
    away = np.full(kinds.shape, float(max(kinds.shape)), np.float32)
    for kind in np.unique(kinds):
        here = kinds == kind
        if not here.all():
            distance = cv2.distanceTransform(here.view(np.uint8), cv2.DIST_L2, 3)
            away[here] = distance[here]
    return away


def _soft(distance: Floats, reach: float) -> Floats:
    """0 at the border, 1 far from it, steepest at the border."""
    return (1.0 - np.exp(-2.0 * distance / reach)).astype(np.float32)


def _heights(kinds: Kinds) -> Floats:
    """0 at the top of each kind's rows, 1 at their bottom, whatever few rows stick out."""
    rows = np.arange(kinds.shape[0], dtype=np.float32)
    made = np.zeros(kinds.shape, np.float32)
    for kind in np.unique(kinds):
        here = kinds == kind
        share = np.cumsum(here.sum(axis=1)) / here.sum()
        top = float(np.searchsorted(share, 0.02))
        bottom = max(top + 1.0, float(np.searchsorted(share, 0.98)))
        height = np.clip((rows - top) / (bottom - top), 0.0, 1.0)
        made = np.where(here, height[:, None], made)
    return made.astype(np.float32)


def _run_above(kinds: Kinds) -> Floats:
    """How many pixels of the same kind lie above each; far where the frame comes first."""
    rows, columns = kinds.shape
    run = np.empty((rows, columns), np.float32)
    run[0] = 4.0 * rows
    for row in range(1, rows):
        run[row] = np.where(kinds[row] == kinds[row - 1], run[row - 1] + 1, 0)
    return run


def halved(kinds: Kinds) -> Kinds:
    """Half the rows and columns; each cell is of the kind that most of its pixels are of."""
    rows, columns = kinds.shape
    size = ((columns + 1) // 2, (rows + 1) // 2)
    best = np.full(size[::-1], -1.0, np.float32)
    made = np.full(size[::-1], NOTHING, np.int16)
    padded = np.pad(kinds, ((0, rows % 2), (0, columns % 2)), "edge")
    for kind in np.unique(kinds):
        share = (padded == kind).reshape(size[1], 2, size[0], 2).sum(axis=(1, 3), dtype=np.float32)
        more = share > best
        made[more] = kind
        best = np.maximum(best, share)
    return made
