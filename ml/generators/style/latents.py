"""Features of a whole picture, made and read tile by tile; small ones in memory, huge ones on disk.

A tile is given as much of its surroundings as the networks look at, so that the joined tiles are
what one pass over the whole picture would give.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ml.api.progress import Progress
from ml.api.regions import Box

Picture = NDArray[np.float32]
Cells = NDArray[np.generic]

CELL_PX = 8
"""The side of the square that one latent stands for."""
ENCODER_REACH_PX = 48
"""VGG19 to relu4_1 looks 2 + 2*2 + 4*4 + 8 px and the poolings 7 more; rounded up to cells."""
DECODER_REACH = 4
"""In cells: the decoder looks 8 + 4*4 + 2*2 + 2 px."""
FULL_BYTES = 1 << 30
HALF_BYTES = 2 << 30
"""Above the first they are kept in half precision, above the second in a file."""

Encode = Callable[[Tensor], Tensor]
"""(1, 3, rows, columns) to (1, channels, rows / 8, columns / 8)."""
Tick = Callable[[float], None]


class Moments(NamedTuple):
    """Mean and standard deviation by channel, float32."""

    mean: Tensor
    deviation: Tensor


class Latents:
    """Channels x rows x columns of cells; `size` is that of the picture in pixels."""

    def __init__(self, channels: int, rows_px: int, columns_px: int) -> None:
        self.rows_px, self.columns_px = rows_px, columns_px
        self.rows, self.columns = -(-rows_px // CELL_PX), -(-columns_px // CELL_PX)
        shape = (channels, self.rows, self.columns)
        count = int(np.prod(shape))
        self._values: Cells
        if 4 * count <= FULL_BYTES:
            self._values = np.empty(shape, np.float32)
        elif 2 * count <= HALF_BYTES:
            self._values = np.empty(shape, np.float16)
        else:
            # Nameless: it goes with the last mapping of it.
            with tempfile.TemporaryFile() as file:
                self._values = np.memmap(file, np.float16, "w+", shape=shape)

    def write(self, cells: Box, values: Tensor) -> None:
        """`values`: (channels, rows, columns) of that box."""
        # Half precision ends at 65504; features of real pictures stay below a thousand.
        self._values[:, *cells.slices] = values.cpu().numpy()

    def read(self, cells: Box) -> Tensor:
        """(channels, rows, columns) float32."""
        return torch.from_numpy(np.ascontiguousarray(self._values[:, *cells.slices], np.float32))

    @property
    def box(self) -> Box:
        return Box(0, 0, self.columns, self.rows)

    def tiles(self, tile_px: int) -> list[Box]:
        """Boxes of cells that cover all, of nearly equal sizes up to the tile's."""
        down = _cuts(self.rows, max(1, tile_px // CELL_PX))
        across = _cuts(self.columns, max(1, tile_px // CELL_PX))
        return [
            Box(left, top, right, bottom)
            for top, bottom in zip(down, down[1:], strict=False)
            for left, right in zip(across, across[1:], strict=False)
        ]

    def moments(self, weight: NDArray[np.float32]) -> Moments:
        """Over all cells, each counted by its `weight` (rows x columns); unbiased, as in training.

        Row by row, so that no copy of everything is made.
        """
        total = max(float(weight.sum(dtype=np.float64)), 1e-6)
        mean = np.zeros(len(self._values))
        for row in range(self.rows):
            mean += self._values[:, row].astype(np.float64) @ weight[row].astype(np.float64)
        mean /= total
        square = np.zeros(len(self._values))
        for row in range(self.rows):
            away = self._values[:, row].astype(np.float64) - mean[:, None]
            square += (away * away) @ weight[row].astype(np.float64)
        deviation = np.sqrt(square / max(total - 1.0, 1.0) + 1e-5)
        return Moments(
            torch.from_numpy(mean.astype(np.float32)),
            torch.from_numpy(deviation.astype(np.float32)),
        )


def encoded(
    picture: Picture, encode: Encode, tile_px: int, device: str, progress: Progress
) -> Latents:
    """The latents of a whole picture; raises `Cancelled` between tiles and layers."""
    rows, columns = picture.shape[:2]
    latents: Latents | None = None
    places = Latents(0, rows, columns).tiles(tile_px)
    for number, cells in enumerate(places):
        progress.set(number / len(places), f"looking, tile {number + 1} of {len(places)}")
        seen = _seen(cells, rows, columns)
        made = encode(_cut(picture, seen).to(device))[0]
        if latents is None:
            latents = Latents(len(made), rows, columns)
        inner = cells.moved(-seen.left // CELL_PX, -seen.top // CELL_PX)
        latents.write(cells, made[:, *inner.slices])
    assert latents is not None
    return latents


def cells_of(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    """Means over the squares of the cells; the last ones may be parts of squares."""
    rows, columns = plane.shape
    down, across = np.arange(0, rows, CELL_PX), np.arange(0, columns, CELL_PX)
    sums = np.add.reduceat(np.add.reduceat(plane, down, axis=0), across, axis=1)
    high = np.minimum(CELL_PX, rows - down).astype(np.float32)
    wide = np.minimum(CELL_PX, columns - across).astype(np.float32)
    return (sums / (high[:, None] * wide[None, :])).astype(np.float32)


def _cuts(length: int, tile: int) -> list[int]:
    count = max(1, -(-length // tile))
    return [round(number * length / count) for number in range(count + 1)]


def _seen(cells: Box, rows: int, columns: int) -> Box:
    """What is cut out for a box of cells, in pixels of the picture rounded up to whole cells."""
    pixels = Box(*(CELL_PX * side for side in (cells.left, cells.top, cells.right, cells.bottom)))
    up = Box.of_size(-(-columns // CELL_PX) * CELL_PX, -(-rows // CELL_PX) * CELL_PX)
    return pixels.padded(ENCODER_REACH_PX).intersection(up)


def _cut(picture: Picture, box: Box) -> Tensor:
    """(1, 3, rows, columns); what lies beyond the picture's end repeats its last pixels."""
    inside = box.intersection(Box.of_size(picture.shape[1], picture.shape[0]))
    part = picture[inside.slices]
    more = ((0, box.height - inside.height), (0, box.width - inside.width), (0, 0))
    if any(after for _, after in more):
        part = np.pad(part, more, mode="edge")
    return torch.from_numpy(np.ascontiguousarray(part.transpose(2, 0, 1), np.float32))[None]
