"""Fills polygons with smooth edges, for lassos and closed strokes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ml.api.regions import Box

Point = tuple[float, float]

_SUB_ROWS = 4
_BAND_PX = 512


def enclosed_area(points: Sequence[Point]) -> float:
    """The area of the closed polygon in square pixels (shoelace formula)."""
    corners = np.asarray(points, np.float64)
    x, y = corners[:, 0], corners[:, 1]
    return float(abs((x * np.roll(y, -1) - np.roll(x, -1) * y).sum()) / 2)


def polygon_coverage(
    points: Sequence[Point], limit: Box
) -> Iterator[tuple[Box, NDArray[np.uint8]]]:
    """Bands of (box, coverage 0..255 (h, w)) of the closed polygon, top to bottom, in `limit`.

    What the outline goes around at least once is inside (non-zero winding). Coverage is exact
    along rows and sampled on a few lines within each.
    """
    corners = np.asarray(points, np.float64)
    if len(corners) < 3:
        return
    around = Box(
        math.floor(corners[:, 0].min()),
        math.floor(corners[:, 1].min()),
        math.ceil(corners[:, 0].max()),
        math.ceil(corners[:, 1].max()),
    ).intersection(limit)
    if around.is_empty:
        return
    for top in range(around.top, around.bottom, _BAND_PX):
        band = Box(around.left, top, around.right, min(around.bottom, top + _BAND_PX))
        yield band, _band(corners, band)


def _band(corners: NDArray[np.float64], band: Box) -> NDArray[np.uint8]:
    rows, across, turns = _crossings(corners, band)
    order = np.lexsort((across, rows))
    rows, across, turns = rows[order], across[order], turns[order]
    winding = np.cumsum(turns)
    inside = winding != 0
    was_inside = np.concatenate([[False], inside[:-1]])
    edges = np.flatnonzero(inside != was_inside)
    sign = np.where(inside[edges], 1.0, -1.0)
    x = np.clip(across[edges] - band.left, 0, band.width)
    column = np.floor(x).astype(np.int64)
    share = x - column
    stride = band.width + 2
    start = (rows[edges] // _SUB_ROWS) * stride + column
    # An edge covers the rest of its own pixel and all of those to its right.
    steps = np.bincount(
        np.concatenate([start, start + 1]),
        np.concatenate([sign * (1 - share), sign * share]),
        minlength=band.height * stride,
    ).reshape(band.height, stride)
    covered = np.cumsum(steps, axis=1)[:, : band.width] * (255 / _SUB_ROWS)
    return np.rint(np.clip(covered, 0, 255)).astype(np.uint8)


def _crossings(
    corners: NDArray[np.float64], band: Box
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    """Sub-row, x and direction of every crossing of an edge with a sample line of the band."""
    ends = np.roll(corners, -1, axis=0)
    down = ends[:, 1] > corners[:, 1]
    upper = np.where(down[:, None], corners, ends)
    lower = np.where(down[:, None], ends, corners)

    def line(y: NDArray[np.float64]) -> NDArray[np.int64]:
        """The first sample line at or below y."""
        lines = np.ceil((y - band.top) * _SUB_ROWS - 0.5).astype(np.int64)
        return np.clip(lines, 0, band.height * _SUB_ROWS)

    first, end = line(upper[:, 1]), line(lower[:, 1])
    counts = end - first
    edge = np.repeat(np.arange(len(corners)), counts)
    before = np.repeat(np.cumsum(counts) - counts, counts)
    rows = np.arange(len(edge)) - before + first[edge]
    y = band.top + (rows + 0.5) / _SUB_ROWS
    height = lower[edge, 1] - upper[edge, 1]
    share = (y - upper[edge, 1]) / height
    across = upper[edge, 0] + (lower[edge, 0] - upper[edge, 0]) * share
    return rows, across, np.where(down[edge], 1, -1)
