"""Runs a network with a bounded reach tile by tile, so that the joined tiles are the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.api.progress import Progress
from ml.api.regions import Box

Picture = NDArray[np.float32]
Enlarge = Callable[[Picture], Picture]
"""Rows x columns x 3 in, `scale` times the sides out."""


@dataclass(frozen=True)
class Cutting:
    """How a picture is cut; all in pixels of the small picture.

    `reach_px` is how far the network looks: each tile is given so much of its surroundings.
    """

    scale: int
    tile_px: int
    reach_px: int


def tile_boxes(width: int, height: int, tile_px: int) -> Iterator[Box]:
    """Boxes that cover the picture without overlap; the last ones may be smaller."""
    for top in range(0, height, tile_px):
        for left in range(0, width, tile_px):
            yield Box(left, top, min(left + tile_px, width), min(top + tile_px, height))


def enlarge_in_tiles(
    picture: Picture, enlarge: Enlarge, cutting: Cutting, progress: Progress
) -> Picture:
    """The whole picture enlarged; raises `Cancelled` between tiles."""
    rows, columns = picture.shape[:2]
    scale = cutting.scale
    made = np.empty((rows * scale, columns * scale, 3), np.float32)
    boxes = list(tile_boxes(columns, rows, cutting.tile_px))
    whole = Box(0, 0, columns, rows)
    done_px = 0
    for index, box in enumerate(boxes):
        progress.set(done_px / (rows * columns), f"enlarging, tile {index + 1} of {len(boxes)}")
        seen = box.padded(cutting.reach_px).intersection(whole)
        large = enlarge(np.ascontiguousarray(picture[seen.slices]))
        inner = box.moved(-seen.left, -seen.top)
        made[_times(box, scale).slices] = large[_times(inner, scale).slices]
        done_px += box.width * box.height
    progress.set(1.0)
    return made


def _times(box: Box, scale: int) -> Box:
    return Box(box.left * scale, box.top * scale, box.right * scale, box.bottom * scale)
