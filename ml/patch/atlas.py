"""A tile of a large hole as a small picture: itself and every place that it copies from."""

# numpy's stubs forget float32 where the code keeps it.
# pyright: reportArgumentType=false, reportReturnType=false

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.patch.pyramid import Bools, Floats, Layer, Softened

Ints = NDArray[np.int32]
Spot = tuple[slice, slice]

BLOCK_PX = 64
"""The picture is cut into such squares; those in which a match lies are in the atlas."""

APRON_PX = 16
"""What is around a square is in its cell too, so that the search can go on there."""

SIDE_PX = BLOCK_PX + 2 * APRON_PX

FRAME_PX = 4
"""The outermost pixels of a cell may not be copied: no patch reaches into the next cell."""

MOST_AREAS, LEAST_BLOCKS = 3, 16
"""An atlas has so many blocks as cover the tile's box so many times, or the least."""

FROZEN_PX = 8
"""So much of the hole around a tile is seen and not changed; even, and wider than two radii."""


@dataclass(frozen=True)
class Tile:
    """Part of a hole: `box` is filled, of which only `core` is kept."""

    core: Spot
    box: Spot


def tiles_of(hole: Bools, tile_px: int, overlap_px: int) -> Iterator[Tile]:
    """Tiles that cover all of the hole, in reading order; all start at even rows and columns."""
    rows, columns = hole.shape
    for top in range(0, rows, tile_px):
        for left in range(0, columns, tile_px):
            core = slice(top, min(rows, top + tile_px)), slice(left, min(columns, left + tile_px))
            if hole[core].any():
                yield Tile(core, _wider(core, overlap_px, hole.shape))


class Atlas:
    """Maps between a layer and the small picture `layer` of one tile.

    The tile stands in the upper left corner, and only there is a hole; the cells below may be
    copied. matches: n x 2 places in the whole layer; those in a cell can be said in both.
    """

    def __init__(self, whole: Layer, tile: Tile, soft: Floats, matches: Ints) -> None:
        """soft: the tile's window (see `window_of`) with a guess of the hole."""
        self.window = window_of(tile, whole.hole.shape)
        self._shape = whole.hole.shape
        self._blocks = _most_wanted(matches // BLOCK_PX, tile)
        self._slot = np.full([-(-side // BLOCK_PX) for side in self._shape], -1, np.int32)
        self._slot[tuple(self._blocks.T)] = np.arange(len(self._blocks))
        height, width = (side.stop - side.start + FROZEN_PX for side in self.window)
        self._height = height + height % 2
        self._across = max(1, width // SIDE_PX)
        down = -(-len(self._blocks) // self._across)
        size = self._height + down * SIDE_PX, max(width, self._across * SIDE_PX)
        self.layer = self._drawn(whole, tile, soft, size)

    def to_atlas(self, places: Ints) -> Ints:
        """Where places of the layer stand in the cells; -1 where they do not."""
        row, column = places.T
        inside = (row >= 0) & (row < self._shape[0]) & (column >= 0) & (column < self._shape[1])
        safe = np.where(inside[:, None], places, 0)
        slot = self._slot[tuple((safe // BLOCK_PX).T)]
        moved = safe - self._blocks[slot] * BLOCK_PX + APRON_PX + self._origin(slot)
        return np.where((inside & (slot >= 0))[:, None], moved, -1).astype(np.int32)

    def to_layer(self, places: Ints) -> Ints:
        """Where places in the cells stand in the layer."""
        cell = (places - (self._height, 0)) // SIDE_PX
        slot = cell[:, 0] * self._across + cell[:, 1]
        moved = places - self._origin(slot) - APRON_PX + self._blocks[slot] * BLOCK_PX
        return moved.astype(np.int32)

    def _origin(self, slot: NDArray[np.integer]) -> NDArray[np.int64]:
        down, across = np.divmod(slot, self._across)
        return np.stack((self._height + down * SIDE_PX, across * SIDE_PX), axis=1)

    def _drawn(self, whole: Layer, tile: Tile, soft: Floats, size: tuple[int, int]) -> Layer:
        colour, guide = np.zeros((*size, 3), np.float32), None
        hole, source = np.zeros(size, bool), np.zeros(size, bool)
        texture = np.zeros(((size[0] + 1) // 2, (size[1] + 1) // 2, 2), np.float32)
        if whole.guide is not None:
            guide = np.zeros((*size, 3), np.float32)
        corner = slice(0, soft.shape[0]), slice(0, soft.shape[1])
        colour[corner] = soft
        inner = tuple(
            slice(side.start - edge.start, side.stop - edge.start)
            for side, edge in zip(tile.box, self.window, strict=True)
        )
        hole[inner] = whole.hole[tile.box]
        _copy_known(whole, self.window, (texture, guide), corner)
        for number, block in enumerate(self._blocks):
            there, here = self._cell(number, block)
            colour[here] = whole.colour[there]
            source[here] = whole.source[there]
            _copy_known(whole, there, (texture, guide), here)
        _hold_edges((colour, guide), corner, FROZEN_PX)
        _hold_edges((texture,), (_halved(corner[0]), _halved(corner[1])), FROZEN_PX // 2)
        for edge in range(-FRAME_PX, FRAME_PX):
            source[self._height + edge :: SIDE_PX] = False
            source[:, edge % SIDE_PX :: SIDE_PX] = False
        return Layer(colour, hole, source, None if guide is not None else texture, guide)

    def _cell(self, number: int, block: Ints) -> tuple[Spot, Spot]:
        """What a cell shows of the layer, and where it stands: clipped to the layer."""
        origin = self._origin(np.array([number]))[0]
        there, here = [], []
        for axis in range(2):
            start = int(block[axis]) * BLOCK_PX - APRON_PX
            low, high = max(0, start), min(self._shape[axis], start + SIDE_PX)
            there.append(slice(low, high))
            here.append(slice(int(origin[axis]) + low - start, int(origin[axis]) + high - start))
        return (there[0], there[1]), (here[0], here[1])


def _most_wanted(blocks: NDArray[np.integer], tile: Tile) -> NDArray[np.integer]:
    """The blocks in which most matches lie, each once, as many as memory is meant for.

    Other matches are given up; the search finds others.
    """
    area = [(side.stop - side.start) / BLOCK_PX for side in tile.box]
    most = max(LEAST_BLOCKS, int(MOST_AREAS * area[0] * area[1]))
    found, count = np.unique(blocks, axis=0, return_counts=True)
    kept = np.argsort(-count, kind="stable")[:most]
    return found[np.sort(kept)]


def window_of(tile: Tile, shape: tuple[int, ...]) -> Spot:
    """What an atlas shows of the layer around a tile: as far as patches over its box reach."""
    return _wider(tile.box, FROZEN_PX, shape)


def _copy_known(whole: Layer, there: Spot, out: tuple[Floats, Floats | None], here: Spot) -> None:
    """What is known beforehand at every pixel: the guide, else the texture at half the size."""
    texture, guide = out
    if guide is not None and whole.guide is not None:
        seen = whole.guide
        guide[here] = seen.box(*there) if isinstance(seen, Softened) else seen[there]
    elif whole.texture is not None:
        part = whole.texture[_halved(there[0]), _halved(there[1])]
        texture[_halved(here[0]), _halved(here[1])] = part


def _hold_edges(arrays: tuple[Floats | None, ...], corner: Spot, by: int) -> None:
    """Goes on a little beside and below a corner as it ends: the picture may end there too."""
    rows, columns = corner[0].stop, corner[1].stop
    for array in arrays:
        if array is not None:
            array[:rows, columns : columns + by] = array[:rows, columns - 1 : columns]
            array[rows : rows + by, : columns + by] = array[rows - 1 : rows, : columns + by]


def _halved(side: slice) -> slice:
    return slice(side.start // 2, (side.stop + 1) // 2)


def _wider(spot: Spot, by: int, shape: tuple[int, ...]) -> Spot:
    rows, columns = (
        slice(max(0, side.start - by), min(length, side.stop + by))
        for side, length in zip(spot, shape, strict=True)
    )
    return rows, columns
