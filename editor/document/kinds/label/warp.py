"""Label numbers brought through a map of the plane: each pixel takes one number, none is mixed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from editor.document.geometry import PlaneMap
from editor.document.kinds.label.plane import LabelPlane
from editor.document.tiles import TILE_PX, Key, Pixels, box_of, keys_of
from ml.api.regions import Box

_FAR = Box(-(1 << 20), -(1 << 20), 1 << 20, 1 << 20)


def warped_labels(plane: LabelPlane, way: PlaneMap) -> LabelPlane:
    """A plane with what lies under the middle of each pixel after `way`."""
    twin = LabelPlane(plane.unlabelled, plane.depth)
    bounds = plane.bounds
    if bounds.is_empty:
        return twin
    back = np.array(way.inverse().rows, float)
    for key in keys_of(way.box(bounds).padded(1).intersection(_FAR)):
        tile = _pulled(plane, bounds, back, key)
        if tile is not None:
            twin.put(*key, tile)
    return twin


def _pulled(plane: LabelPlane, bounds: Box, back: NDArray[np.float64], key: Key) -> Pixels | None:
    place = box_of(key)
    x = np.arange(TILE_PX) + place.left + 0.5
    y = (np.arange(TILE_PX) + place.top + 0.5)[:, None]
    (a, b, c), (d, e, f), (g, h, i) = back
    depth = g * x + h * y + i
    with np.errstate(divide="ignore", invalid="ignore"):
        # A hair less than a pixel: the middle of one must not fall into its neighbour.
        col = np.floor((a * x + b * y + c) / depth + 1e-9)
        row = np.floor((d * x + e * y + f) / depth + 1e-9)
    hit = (depth * i > 0) if i else (depth > 0)
    hit &= (col >= bounds.left) & (col < bounds.right)
    hit &= (row >= bounds.top) & (row < bounds.bottom)
    if not hit.any():
        return None
    cols, rows = col[hit].astype(np.int64), row[hit].astype(np.int64)
    near = Box(int(cols.min()), int(rows.min()), int(cols.max()) + 1, int(rows.max()) + 1)
    held = plane.read(near)
    out = np.zeros(plane.tile_shape, plane.depth)
    out[hit] = held[rows - near.top, cols - near.left]
    return out
