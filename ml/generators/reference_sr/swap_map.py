"""Tells which place of which reference each part of a result was taken from, in a short text.

The text is base64 of deflated bytes: a grid of cells, at most `MOST_CELLS` a side, row by row.
First all confidences (0..255), then all numbers of references (from 1; 0: none), then all places
across and all places down, each as two bytes (little end first) of 65535ths of the reference.
"""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_CELLS = 96
LEAST_SHOWN = 0.05


@dataclass(frozen=True)
class SwapMap:
    """Grids of one shape: 0..1, whole numbers from 1 (0: none), and 0..1 of width and height."""

    confidence: NDArray[np.float32]
    reference: NDArray[np.uint8]
    across: NDArray[np.float32]
    down: NDArray[np.float32]

    def to_text(self) -> str:
        """For `Outputs.info`."""
        fine = [np.rint(np.clip(grid, 0, 1) * 65535) for grid in (self.across, self.down)]
        parts = [
            np.rint(np.clip(self.confidence, 0, 1) * 255).astype(np.uint8).tobytes(),
            self.reference.astype(np.uint8).tobytes(),
            *(grid.astype("<u2").tobytes() for grid in fine),
        ]
        packed = base64.b64encode(zlib.compress(b"".join(parts), 9)).decode("ascii")
        rows, columns = self.confidence.shape
        return json.dumps({"rows": rows, "columns": columns, "cells": packed})


@dataclass(frozen=True)
class Taken:
    """What was taken for each pixel of the small picture: confidence, reference, and its place."""

    confidence: NDArray[np.float32]
    reference: NDArray[np.uint8]
    places: NDArray[np.float32]


def swap_map_of(taken: Taken, sizes: list[tuple[int, int]]) -> SwapMap:
    """The grid of the surest place of each cell; `sizes` are rows and columns of the references."""
    rows, columns = taken.confidence.shape
    cell = max(1, -(-max(rows, columns) // MOST_CELLS))
    high, wide = -(-rows // cell), -(-columns // cell)
    padded = np.full((high * cell, wide * cell), -1.0, np.float32)
    padded[:rows, :columns] = taken.confidence
    blocks = padded.reshape(high, cell, wide, cell).transpose(0, 2, 1, 3).reshape(high, wide, -1)
    best = blocks.argmax(axis=2)
    y = np.minimum(np.arange(high)[:, None] * cell + best // cell, rows - 1)
    x = np.minimum(np.arange(wide)[None] * cell + best % cell, columns - 1)
    known = np.where(blocks < 0, np.nan, blocks)
    confidence = np.nanmean(known, axis=2).astype(np.float32)
    reference = np.where(confidence >= LEAST_SHOWN, taken.reference[y, x], 0).astype(np.uint8)
    limits = np.array([(1, 1), *sizes], np.float32)[reference]
    place = taken.places[y, x]
    return SwapMap(
        confidence, reference, place[..., 0] / limits[..., 1], place[..., 1] / limits[..., 0]
    )
