"""The edge of a mask as a marching line: one device pixel wide, dashed in black and white."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from editor.canvas.display_tile import DisplayTile
from editor.canvas.mask_edge_cracks import (
    Coverage,
    Cracks,
    Places,
    closed,
    inner_cracks,
    side_cracks,
)
from editor.canvas.mask_edge_dashes import NO_DASHES, Dashes
from editor.canvas.renderer import Renderer
from editor.canvas.tile_grid import DISPLAY_TILE_PX, TileKey, level_box, tile_box
from editor.canvas.viewport import Viewport
from ml.api.regions import Box

DASH_PX = 4
_BLANK_LINE: Coverage = np.zeros(DISPLAY_TILE_PX, np.uint8)
_NOWHERE = Box(0, 0, 0, 0)
_Look = tuple[float, float, bool] | Viewport
"""All on which places seen from the picture's corner depend."""


@dataclass(frozen=True, slots=True)
class _TileEdge:
    """The edge in one tile, in this state of it and its neighbours' borders.

    `x` and `y` are device pixels from the picture's corner, as this `look` shows them.
    """

    state: tuple[int, bytes | None, bytes | None]
    cracks: Cracks
    look: _Look
    x: Places
    y: Places
    bounds: Box


class MaskEdge:
    """Where the edge of the mask lies in the view, and its dashes.

    Most of the borders were found by the threads that made the tiles; a pan only moves them.
    """

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._known: dict[TileKey, _TileEdge] = {}
        self._viewport: Viewport | None = None
        self._dashes = NO_DASHES

    @property
    def is_empty(self) -> bool:
        return self._dashes.size == 0

    @property
    def boxes(self) -> list[Box]:
        """Boxes of device pixels that hold all of the edge: one for each tile in view."""
        if self._viewport is None:
            return []
        left, top = self._viewport.origin_px
        return [edge.bounds.moved(left, top) for edge in self._known.values() if edge.x.size]

    @property
    def size_px(self) -> int:
        """How many pixels the edge is long, about."""
        return self._dashes.size

    def follow(self, keys: Iterable[TileKey], viewport: Viewport) -> None:
        """Find the edge in the tiles in view; tiles that did not change cost nothing."""
        found: dict[TileKey, _TileEdge] = {}
        for key in keys:
            edge = self._tile_edge(key, viewport)
            if edge is not None:
                found[key] = edge
        is_same = viewport == self._viewport and _same(found, self._known)
        self._known, self._viewport = found, viewport
        if not is_same:
            self._sort(found, viewport)

    def _sort(self, found: dict[TileKey, _TileEdge], viewport: Viewport) -> None:
        left, top = viewport.origin_px
        x = _concatenated([edge.x for edge in found.values()]) + np.int32(left)
        y = _concatenated([edge.y for edge in found.values()]) + np.int32(top)
        width, height = viewport.device_width, viewport.device_height
        seen = (x >= 0) & (y >= 0) & (x < width) & (y < height)
        if not seen.all():
            x, y = x[seen], y[seen]
        # The dashes hang on the picture, so that they do not swim when it is moved.
        dash_px = max(1, round(DASH_PX * viewport.ratio))
        self._dashes = Dashes(x, y, width=width, dash_px=dash_px, shift=-(left + top))

    def draw(self, image: QImage, phase: int, rows: tuple[int, int] | None = None) -> None:
        """Write the dashes into `image` (32 bit, the whole view); `rows` are all that matter."""
        self._dashes.draw(image, phase, rows)

    def step(self, image: QImage, phase: int) -> None:
        """Write what changes where the image shows the phase before this one."""
        self._dashes.step(image, phase)

    def _tile_edge(self, key: TileKey, viewport: Viewport) -> _TileEdge | None:
        tile = self._renderer.tile(key)
        above = self._renderer.tile(TileKey(key.level, key.row - 1, key.col))
        left = self._renderer.tile(TileKey(key.level, key.row, key.col - 1))
        if tile is None or all(_is_blank(one) for one in (tile, above, left)):
            return None
        row = _last_row(above) if key.row else _BLANK_LINE
        column = _last_column(left) if key.col else _BLANK_LINE
        # Only the neighbours' borders count: a stroke inside one of them changes nothing here.
        state = (tile.version, _bytes_of(row), _bytes_of(column))
        # Where a pixel is shown larger than it is, only what is in view is worth its places.
        is_small = viewport.scale * (1 << key.level) <= 1.0
        look: _Look = viewport
        if is_small:
            look = (viewport.scale, viewport.angle, viewport.mirrored)
        known = self._known.get(key)
        if known is not None and known.state == state:
            if known.look == look:
                return known
            cracks = known.cracks
        else:
            cracks = self._cracks(tile, key, row, column)
        seen = cracks if is_small else _in_view(cracks, key, viewport)
        x, y = _device_places(seen, key, viewport)
        return _TileEdge(state, cracks, look, x, y, _around(x, y))

    def _cracks(
        self, tile: DisplayTile, key: TileKey, row: Coverage | None, column: Coverage | None
    ) -> Cracks:
        coverage = self._closed(_coverage(tile), key)
        height, width = coverage.shape
        if tile.cracks is None:
            tile.cracks = inner_cracks(coverage)
        sides = side_cracks(coverage, _fitted(row, width), _fitted(column, height))
        return tile.cracks.joined(sides)

    def _closed(self, coverage: Coverage, key: TileKey) -> Coverage:
        size = self._renderer.size
        whole, box = level_box(Box.of_size(*size), key.level), tile_box(key, *size)
        return closed(
            coverage[: box.height, : box.width],
            ends_below=box.bottom == whole.bottom,
            ends_right=box.right == whole.right,
        )


def _same(one: dict[TileKey, _TileEdge], other: dict[TileKey, _TileEdge]) -> bool:
    return one.keys() == other.keys() and all(one[key] is other[key] for key in one)


def _around(x: Places, y: Places) -> Box:
    if not x.size:
        return _NOWHERE
    return Box(int(x.min()), int(y.min()), int(x.max()) + 1, int(y.max()) + 1)


def _concatenated(parts: list[Places]) -> Places:
    return np.concatenate(parts) if parts else np.empty(0, np.int32)


def _is_blank(tile: DisplayTile | None) -> bool:
    return tile is None or tile.coverage is None


def _coverage(tile: DisplayTile) -> Coverage:
    if tile.coverage is None:
        return np.zeros((DISPLAY_TILE_PX, DISPLAY_TILE_PX), np.uint8)
    return tile.coverage


def _last_row(tile: DisplayTile | None) -> Coverage | None:
    return None if tile is None else _coverage(tile)[-1]


def _last_column(tile: DisplayTile | None) -> Coverage | None:
    return None if tile is None else _coverage(tile)[:, -1]


def _bytes_of(line: Coverage | None) -> bytes | None:
    return None if line is None else line.tobytes()


def _fitted(line: Coverage | None, length: int) -> Coverage | None:
    """`line` cut or lengthened with nothing."""
    return None if line is None else np.pad(line[:length], (0, max(0, length - line.size)))


def _in_view(cracks: Cracks, key: TileKey, viewport: Viewport) -> Cracks:
    box = level_box(viewport.visible_box.padded(1), key.level)
    x, y = key.col * DISPLAY_TILE_PX, key.row * DISPLAY_TILE_PX
    return cracks.within(box.left - x, box.top - y, box.right - x, box.bottom - y)


def _device_places(cracks: Cracks, key: TileKey, viewport: Viewport) -> tuple[Places, Places]:
    """x and y of the device pixels, from the picture's corner, that the borders run through."""
    factor = viewport.scale * (1 << key.level)
    pieces = max(1, int(np.ceil(factor)))
    along = np.arange(pieces) / factor if pieces > 1 else np.array([0.5])
    still = np.zeros(pieces)

    def places(values: Places, tile: int, steps: NDArray[np.float64]) -> NDArray[np.float64]:
        start = values + np.float64(tile * DISPLAY_TILE_PX)
        return ((start[:, None] + steps[None, :]) * factor).ravel()

    (across_x, across_y), (down_x, down_y) = cracks.across, cracks.down
    x = np.concatenate((places(across_x, key.col, along), places(down_x, key.col, still)))
    y = np.concatenate((places(across_y, key.row, still), places(down_y, key.row, along)))
    if not viewport.is_straight:
        x_x, x_y, y_x, y_y = viewport.turn
        x, y = x_x * x + y_x * y, x_y * x + y_y * y
    return np.floor(x).astype(np.int32), np.floor(y).astype(np.int32)
