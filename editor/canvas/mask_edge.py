"""The edge of a mask as a marching line: one device pixel wide, dashed in black and white."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from editor.canvas.display_tile import DisplayTile
from editor.canvas.renderer import Renderer
from editor.canvas.tile_grid import DISPLAY_TILE_PX, TileKey, level_box, tile_box
from editor.canvas.viewport import Viewport
from ml.api.regions import Box

Coverage = NDArray[np.uint8]
Places = NDArray[np.int32]

HALF = 128
DASH_PX = 4
_BLACK = np.uint32(0xFF000000)
_WHITE = np.uint32(0xFFFFFFFF)


@dataclass(frozen=True, slots=True)
class Cracks:
    """The borders between pixels inside and outside, of one tile, in pixels of its level.

    `across` are (x, y) of the pixels that have a border along their top, `down` of those that have
    one along their left side.
    """

    across: tuple[Places, Places]
    down: tuple[Places, Places]


def find_cracks(coverage: Coverage, above: Coverage | None, left: Coverage | None) -> Cracks:
    """The borders in `coverage` (h, w), also towards the row above and the column at its left.

    Without a neighbour there is no border on that side.
    """
    inside = coverage >= HALF
    top = inside[:1] if above is None else (above >= HALF)[None, :]
    side = inside[:, :1] if left is None else (left >= HALF)[:, None]
    rows = np.concatenate((top, inside))
    columns = np.concatenate((side, inside), axis=1)
    across_y, across_x = np.nonzero(rows[1:] != rows[:-1])
    down_y, down_x = np.nonzero(columns[:, 1:] != columns[:, :-1])
    return Cracks(
        (across_x.astype(np.int32), across_y.astype(np.int32)),
        (down_x.astype(np.int32), down_y.astype(np.int32)),
    )


class MaskEdge:
    """Where the edge of the mask lies in the view, and its dashes."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._known: dict[TileKey, tuple[tuple[int, ...], Cracks]] = {}
        self._x: Places = np.empty(0, np.int32)
        self._y: Places = np.empty(0, np.int32)
        self._shift = 0

    @property
    def is_empty(self) -> bool:
        return self._x.size == 0

    @property
    def bounds(self) -> Box:
        """The device pixels that the edge covers."""
        if self.is_empty:
            return Box(0, 0, 0, 0)
        x, y = self._x, self._y
        return Box(int(x.min()), int(y.min()), int(x.max()) + 1, int(y.max()) + 1)

    def follow(self, keys: Iterable[TileKey], viewport: Viewport) -> None:
        """Find the edge in the tiles in view."""
        known: dict[TileKey, tuple[tuple[int, ...], Cracks]] = {}
        lines = []
        for key in keys:
            entry = self._cracks(key)
            if entry is not None:
                known[key] = entry
                lines.extend(_device_lines(entry[1], key, viewport))
        self._known = known
        x = np.concatenate([line[0] for line in lines]) if lines else np.empty(0, np.int32)
        y = np.concatenate([line[1] for line in lines]) if lines else np.empty(0, np.int32)
        seen = (x >= 0) & (y >= 0) & (x < viewport.device_width) & (y < viewport.device_height)
        self._x, self._y = x[seen], y[seen]
        # The dashes hang on the picture, so that they do not swim when it is moved.
        left, top = viewport.origin_px
        self._shift = -(left + top)

    def draw(self, image: QImage, phase: int) -> None:
        """Write the dashes into `image` (32 bit, the whole view)."""
        if self.is_empty:
            return
        width = image.bytesPerLine() // 4
        words = np.frombuffer(image.bits(), np.uint32).reshape(image.height(), width)
        along = (self._x + self._y + (self._shift + phase)) // DASH_PX
        words[self._y, self._x] = np.where(along & 1, _WHITE, _BLACK)

    def _cracks(self, key: TileKey) -> tuple[tuple[int, ...], Cracks] | None:
        tile = self._renderer.tile(key)
        above = self._renderer.tile(TileKey(key.level, key.row - 1, key.col))
        left = self._renderer.tile(TileKey(key.level, key.row, key.col - 1))
        if tile is None or all(_is_blank(one) for one in (tile, above, left)):
            return None
        versions = tuple(0 if one is None else one.version for one in (tile, above, left))
        known = self._known.get(key)
        if known is not None and known[0] == versions:
            return known
        coverage = self._closed(_coverage(tile), key)
        row = _last_row(above, coverage.shape[1]) if key.row else np.zeros_like(coverage[0])
        column = _last_column(left, coverage.shape[0]) if key.col else np.zeros_like(coverage[:, 0])
        return versions, find_cracks(coverage, row, column)

    def _closed(self, coverage: Coverage, key: TileKey) -> Coverage:
        """With an empty row and column where the picture ends, so that the line closes there."""
        size = self._renderer.size
        whole, box = level_box(Box.of_size(*size), key.level), tile_box(key, *size)
        coverage = coverage[: box.height, : box.width]
        ends = ((0, int(box.bottom == whole.bottom)), (0, int(box.right == whole.right)))
        return np.pad(coverage, ends) if ends != ((0, 0), (0, 0)) else coverage


def _is_blank(tile: DisplayTile | None) -> bool:
    return tile is None or tile.coverage is None


def _coverage(tile: DisplayTile) -> Coverage:
    if tile.coverage is None:
        return np.zeros((DISPLAY_TILE_PX, DISPLAY_TILE_PX), np.uint8)
    return tile.coverage


def _last_row(tile: DisplayTile | None, width: int) -> Coverage | None:
    return None if tile is None else _fitted(_coverage(tile)[-1], width)


def _last_column(tile: DisplayTile | None, height: int) -> Coverage | None:
    return None if tile is None else _fitted(_coverage(tile)[:, -1], height)


def _fitted(line: Coverage, length: int) -> Coverage:
    return np.pad(line[:length], (0, max(0, length - line.size)))


def _device_lines(cracks: Cracks, key: TileKey, viewport: Viewport) -> list[tuple[Places, Places]]:
    """The device pixels of all borders of one tile."""
    left, top = viewport.origin_px
    factor = viewport.scale * (1 << key.level)
    x0, y0 = key.col * DISPLAY_TILE_PX, key.row * DISPLAY_TILE_PX
    across_x, across_y = cracks.across
    down_x, down_y = cracks.down
    steps = np.arange(max(1, int(np.ceil(factor))), dtype=np.float64) / factor
    if steps.size == 1:
        steps = np.array([0.5])

    def places(values: Places, start: int, origin: int, add: NDArray[np.float64]) -> Places:
        where = origin + (values[:, None] + float(start) + add[None, :]) * factor
        return np.floor(where).astype(np.int32)

    still = np.zeros(steps.size)
    return [
        (places(across_x, x0, left, steps).ravel(), places(across_y, y0, top, still).ravel()),
        (places(down_x, x0, left, still).ravel(), places(down_y, y0, top, steps).ravel()),
    ]
