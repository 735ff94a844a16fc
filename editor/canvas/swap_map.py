"""Reads where each part of a result was taken from, as the generator writes it into its facts."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BYTES = 6
"""For each cell: confidence, reference, two for across, two for down."""
MOST_CELLS = 1 << 20


class NoSwapMap(ValueError):
    """The text is no swap map."""


@dataclass(frozen=True)
class Place:
    """What one cell says: how sure, from which reference (from 1), and where in it (0..1)."""

    confidence: float
    reference: int
    across: float
    down: float


@dataclass(frozen=True, eq=False)
class SwapMap:
    """Grids of one shape over the whole result: 0..1, numbers from 1 (0: none), 0..1, 0..1."""

    confidence: NDArray[np.float32]
    reference: NDArray[np.uint8]
    across: NDArray[np.float32]
    down: NDArray[np.float32]

    @classmethod
    def from_text(cls, text: str) -> SwapMap:
        """Raises `NoSwapMap`."""
        try:
            told = json.loads(text)
            rows, columns = int(told["rows"]), int(told["columns"])
            if not (rows > 0 and columns > 0 and rows * columns <= MOST_CELLS):
                raise NoSwapMap("The swap map has no size.")
            unpacker = zlib.decompressobj()
            packed = base64.b64decode(told["cells"], validate=True)
            cells = unpacker.decompress(packed, BYTES * rows * columns + 1)
        except (ValueError, KeyError, TypeError, zlib.error) as error:
            raise NoSwapMap("The swap map cannot be read.") from error
        if len(cells) != BYTES * rows * columns:
            raise NoSwapMap("The swap map has another size than it says.")
        count, shape = rows * columns, (rows, columns)
        sure = np.frombuffer(cells, np.uint8, count).reshape(shape)
        fine = np.frombuffer(cells, "<u2", 2 * count, 2 * count)
        return cls(
            np.asarray(sure / 255, np.float32),
            np.frombuffer(cells, np.uint8, count, count).reshape(shape),
            np.asarray(fine[:count].reshape(shape) / 65535, np.float32),
            np.asarray(fine[count:].reshape(shape) / 65535, np.float32),
        )

    def cell_at(self, across: float, down: float) -> tuple[int, int] | None:
        """Row and column of the cell at a place of the result (0..1), None beside it."""
        if not (0.0 <= across < 1.0 and 0.0 <= down < 1.0):
            return None
        rows, columns = self.confidence.shape
        return int(down * rows), int(across * columns)

    def place_of(self, cell: tuple[int, int]) -> Place | None:
        """Where a cell was taken from; None where it is the plain enlargement."""
        reference = int(self.reference[cell])
        if reference == 0:
            return None
        values = (float(grid[cell]) for grid in (self.confidence, self.across, self.down))
        confidence, across, down = values
        return Place(confidence, reference, across, down)
