"""How a picture is cut into display tiles at every level of detail (level n is 2^-n)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from editor.document.levels import floored, outwards
from ml.api.regions import Box

# Large enough that a 1080p view is a dozen tiles at 1:1, small enough to be made in a millisecond.
DISPLAY_TILE_PX = 512
# The coarsest level is kept at all times, so that a view is never without a placeholder.
BASE_LEVEL_PX = 1024


class TileKey(NamedTuple):
    """The place of one display tile."""

    level: int
    row: int
    col: int


def level_box(box: Box, level: int) -> Box:
    """`box` of the document in pixels of that level, rounded outwards."""
    return outwards(box, level)


def level_scale(level: int) -> float:
    """How many pixels of the document one of the level is wide."""
    return 2.0**level


def base_level(width: int, height: int) -> int:
    """The first level at which the whole picture is small."""
    return max(0, math.ceil(math.log2(max(width, height, 1) / BASE_LEVEL_PX)))


def tile_box(key: TileKey, width: int, height: int) -> Box:
    """The pixels of a tile at its level, clipped to a picture of `width` x `height`."""
    left, top = key.col * DISPLAY_TILE_PX, key.row * DISPLAY_TILE_PX
    whole = level_box(Box.of_size(width, height), key.level)
    return Box(left, top, left + DISPLAY_TILE_PX, top + DISPLAY_TILE_PX).intersection(whole)


def document_box(key: TileKey) -> Box:
    """The pixels of the document that a tile shows, unclipped."""
    side = floored(DISPLAY_TILE_PX, -key.level)
    left, top = key.col * side, key.row * side
    return Box(left, top, left + side, top + side)


def tiles_under(box: Box, level: int) -> Iterator[TileKey]:
    """The tiles of `level` that a document box touches, row by row."""
    if box.is_empty:
        return
    side = floored(DISPLAY_TILE_PX, -level)
    for row in range(box.top // side, -(-box.bottom // side)):
        for col in range(box.left // side, -(-box.right // side)):
            yield TileKey(level, row, col)


def children_of(key: TileKey) -> tuple[TileKey, ...]:
    """The four tiles of the next finer level that show the same place."""
    return tuple(
        TileKey(key.level - 1, key.row * 2 + down, key.col * 2 + right)
        for down in (0, 1)
        for right in (0, 1)
    )
