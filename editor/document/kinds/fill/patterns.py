"""The tiles that pattern fills repeat, and how a tile is drawn for any box and display level."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from editor.document.blend_grain import GRAIN
from editor.document.kinds.fill.colours import read_colour
from editor.document.kinds.fill.params import PatternFill, PatternName
from editor.document.tiles import Pixels
from ml.api.regions import Box

_SIDE = 32
_SMOOTH = 4
_Shape = NDArray[np.float64]
Tile = NDArray[np.float64]
"""Straight RGBA (h, w, 4), 0..1."""


def pattern_tile(params: PatternFill, own: Pixels | None) -> Tile:
    """The tile at 100 %: one of ours in the two colours, or the layer's own."""
    if params.pattern is PatternName.PICTURE:
        if own is None:
            return np.tile(np.array(read_colour(params.behind)), (1, 1, 1))
        return (own / np.iinfo(own.dtype).max).astype(np.float64)
    share = _SHAPES[params.pattern]()[..., None]
    above, behind = np.array(read_colour(params.colour)), np.array(read_colour(params.behind))
    return behind + (above - behind) * share


def draw_pattern(tile: Tile, params: PatternFill, box: Box, level: int) -> NDArray[np.float64]:
    """Straight RGBA (h, w, 4), 0..1, of the tile over and over; averaged where it is made small."""
    step = (1 << level) * 100 / params.scale
    # Where a pixel of the screen covers several of the tile, it shows their average.
    smooth = _averaged(tile, max(1, round(step)))
    rows = _places(box.top, box.bottom, params.y_px, level) * 100 / params.scale
    cols = _places(box.left, box.right, params.x_px, level) * 100 / params.scale
    if step >= 1:
        return smooth[_whole(rows, tile.shape[0])][:, _whole(cols, tile.shape[1])]
    return _between(_between(smooth, rows, 0), cols, 1)


def _places(start: int, end: int, shift_px: int, level: int) -> _Shape:
    """Middles of pixels, in pixels of the canvas from where the pattern begins."""
    return np.arange(start + 0.5, end, dtype=np.float64) * (1 << level) - shift_px


def _whole(places: _Shape, size: int) -> NDArray[np.intp]:
    return np.floor(places).astype(np.intp) % size


def _between(tile: Tile, places: _Shape, axis: int) -> Tile:
    """Straight between the two nearest pixels."""
    low = np.floor(places - 0.5)
    share = places - 0.5 - low
    first = low.astype(np.intp) % tile.shape[axis]
    shares = share.reshape((-1, 1, 1) if axis == 0 else (1, -1, 1))
    one, other = (np.take(tile, at % tile.shape[axis], axis) for at in (first, first + 1))
    return one + (other - one) * shares


def _averaged(tile: Tile, size: int) -> Tile:
    """Each pixel the mean of `size` x `size` around it, across the tile's edges; by coverage."""
    size = min(size, max(tile.shape[:2]))
    if size <= 1:
        return tile
    weighted = np.concatenate([tile[..., :3] * tile[..., 3:], tile[..., 3:]], axis=2)
    for axis in (0, 1):
        shifts = range(-(size // 2), size - size // 2)
        weighted = np.sum([np.roll(weighted, -shift, axis) for shift in shifts], axis=0) / size
    alpha = np.maximum(weighted[..., 3:], 1e-9)
    return np.concatenate([weighted[..., :3] / alpha, weighted[..., 3:]], axis=2)


def _grid() -> tuple[_Shape, _Shape]:
    """Places 0..1 across the tile, several in each pixel, so that edges come out smooth."""
    count = _SIDE * _SMOOTH
    at = (np.arange(count) + 0.5) / count
    return at[None, :], at[:, None]


def _shrunk(inside: NDArray[np.bool_]) -> _Shape:
    full = np.broadcast_to(inside, (_SIDE * _SMOOTH, _SIDE * _SMOOTH)).astype(np.float64)
    return full.reshape(_SIDE, _SMOOTH, _SIDE, _SMOOTH).mean(axis=(1, 3))


def _checker() -> _Shape:
    x, y = _grid()
    return _shrunk((x < 0.5) != (y < 0.5))


def _stripes() -> _Shape:
    x, y = _grid()
    return _shrunk(np.mod(x + y, 1) < 0.5)


def _dots() -> _Shape:
    x, y = _grid()
    return _shrunk((x - 0.5) ** 2 + (y - 0.5) ** 2 < 0.09)


def _lines() -> _Shape:
    x, y = _grid()
    return _shrunk((x < 1 / 16) | (y < 1 / 16))


def _weave() -> _Shape:
    """Threads over and under one another, lit in their middle."""
    x, y = _grid()
    over = (x < 0.5) != (y < 0.5)
    across, down = np.abs(np.sin(2 * np.pi * y)), np.abs(np.sin(2 * np.pi * x))
    light = np.where(over, across, down)
    return light.reshape(_SIDE, _SMOOTH, _SIDE, _SMOOTH).mean(axis=(1, 3))


def _grain() -> _Shape:
    return GRAIN.astype(np.float64)


_SHAPES: dict[PatternName, Callable[[], _Shape]] = {
    PatternName.CHECKER: _checker,
    PatternName.STRIPES: _stripes,
    PatternName.DOTS: _dots,
    PatternName.GRID: _lines,
    PatternName.WEAVE: _weave,
    PatternName.GRAIN: _grain,
}
