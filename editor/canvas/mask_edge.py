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
_BLANK_LINE: Coverage = np.zeros(DISPLAY_TILE_PX, np.uint8)


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
    return Cracks(
        _places_of(rows[1:] != rows[:-1]),
        _places_of(columns[:, 1:] != columns[:, :-1]),
    )


def _places_of(cells: NDArray[np.bool_]) -> tuple[Places, Places]:
    """x and y of the true cells; several times faster than `np.nonzero` in two dimensions."""
    places = np.flatnonzero(cells)
    y, x = np.divmod(places, cells.shape[1])
    return x.astype(np.int32), y.astype(np.int32)


@dataclass(frozen=True, slots=True)
class _TileEdge:
    """The edge in one tile, in this state of it and its neighbours' borders, in one viewport."""

    state: tuple[int, bytes | None, bytes | None]
    cracks: Cracks
    viewport: Viewport
    x: Places
    y: Places


class MaskEdge:
    """Where the edge of the mask lies in the view, and its dashes."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._known: dict[TileKey, _TileEdge] = {}
        self._x: Places = np.empty(0, np.int32)
        self._y: Places = np.empty(0, np.int32)
        self._shift = 0
        self._dash_px = DASH_PX

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
        """Find the edge in the tiles in view; tiles that did not change cost nothing."""
        found: dict[TileKey, _TileEdge] = {}
        for key in keys:
            edge = self._tile_edge(key, viewport)
            if edge is not None:
                found[key] = edge
        self._known = found
        x = [edge.x for edge in found.values()]
        y = [edge.y for edge in found.values()]
        self._x = np.concatenate(x) if x else np.empty(0, np.int32)
        self._y = np.concatenate(y) if y else np.empty(0, np.int32)
        # The dashes hang on the picture, so that they do not swim when it is moved.
        left, top = viewport.origin_px
        self._shift = -(left + top)
        self._dash_px = max(1, round(DASH_PX * viewport.ratio))

    def draw(self, image: QImage, phase: int) -> None:
        """Write the dashes into `image` (32 bit, the whole view)."""
        if self.is_empty:
            return
        width = image.bytesPerLine() // 4
        words = np.frombuffer(image.bits(), np.uint32).reshape(image.height(), width)
        along = (self._x + self._y + (self._shift + phase)) // self._dash_px
        words[self._y, self._x] = np.where(along & 1, _WHITE, _BLACK)

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
        known = self._known.get(key)
        if known is not None and known.state == state:
            if known.viewport == viewport:
                return known
            cracks = known.cracks
        else:
            coverage = self._closed(_coverage(tile), key)
            height, width = coverage.shape
            cracks = find_cracks(coverage, _fitted(row, width), _fitted(column, height))
        return _TileEdge(state, cracks, viewport, *_device_places(cracks, key, viewport))

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


def _last_row(tile: DisplayTile | None) -> Coverage | None:
    return None if tile is None else _coverage(tile)[-1]


def _last_column(tile: DisplayTile | None) -> Coverage | None:
    return None if tile is None else _coverage(tile)[:, -1]


def _bytes_of(line: Coverage | None) -> bytes | None:
    return None if line is None else line.tobytes()


def _fitted(line: Coverage | None, length: int) -> Coverage | None:
    """`line` cut or lengthened with nothing."""
    return None if line is None else np.pad(line[:length], (0, max(0, length - line.size)))


def _device_places(cracks: Cracks, key: TileKey, viewport: Viewport) -> tuple[Places, Places]:
    """x and y of the device pixels in view that the borders of one tile run through."""
    factor = viewport.scale * (1 << key.level)
    x0, y0 = key.col * DISPLAY_TILE_PX * factor, key.row * DISPLAY_TILE_PX * factor
    # A slanting line needs more points than device pixels along one direction.
    pieces = max(1, int(np.ceil(factor if viewport.is_straight else 1.5 * factor)))
    step = factor if viewport.is_straight else pieces
    along = np.arange(pieces) / step if pieces > 1 else np.array([0.5])
    still = np.zeros(pieces)

    def places(values: Places, origin: float, steps: NDArray[np.float64]) -> NDArray[np.float64]:
        return ((values[:, None] + steps[None, :]) * factor + origin).ravel()

    (across_x, across_y), (down_x, down_y) = cracks.across, cracks.down
    x = np.concatenate((places(across_x, x0, along), places(down_x, x0, still)))
    y = np.concatenate((places(across_y, y0, still), places(down_y, y0, along)))
    x, y = _turned(x, y, viewport)
    seen = (x >= 0) & (y >= 0) & (x < viewport.device_width) & (y < viewport.device_height)
    return x[seen], y[seen]


def _turned(
    x: NDArray[np.float64], y: NDArray[np.float64], viewport: Viewport
) -> tuple[Places, Places]:
    """Device pixels from the picture's corner, to whole device pixels of the view."""
    left, top = viewport.origin_px
    if not viewport.is_straight:
        x_x, x_y, y_x, y_y = viewport.turn
        x, y = x_x * x + y_x * y, x_y * x + y_y * y
    return np.floor(x + left).astype(np.int32), np.floor(y + top).astype(np.int32)
