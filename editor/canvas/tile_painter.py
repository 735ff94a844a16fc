"""Draws the tiles of one renderer; where one is missing, the best that is known instead."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QImage, QPainter

from editor.canvas.display_tile import DisplayTile
from editor.canvas.renderer import Renderer
from editor.canvas.tile_grid import DISPLAY_TILE_PX, TileKey, children_of, level_scale
from editor.canvas.turning import turned_about_corner
from editor.canvas.viewport import Viewport


class TilePainter:
    """Never waits for a tile: a coarser one is enlarged, finer ones are shrunk."""

    def __init__(self, renderer: Renderer) -> None:
        self.renderer = renderer
        # Shown where the renderer knows nothing yet, if there is one.
        self.fallback: Renderer | None = None

    def is_opaque(self, key: TileKey) -> bool:
        """Whether the sharp tile is there and hides all that lies below it."""
        tile = self._tile(key)
        return tile is not None and tile.is_opaque

    def is_known(self, key: TileKey) -> bool:
        """Whether there is anything to show at that place, if only a coarse picture."""
        return self._tile(key) is not None or self._coarser(key) is not None

    def _tile(self, key: TileKey) -> DisplayTile | None:
        tile = self.renderer.tile(key)
        if tile is None and self.fallback is not None:
            return self.fallback.tile(key)
        return tile

    def paint(self, painter: QPainter, key: TileKey, viewport: Viewport) -> None:
        """Leaves the painter with a transform and a composition mode of its own."""
        tile = self._tile(key)
        if tile is not None:
            self._draw(painter, key, tile, viewport)
            return
        coarse = self._coarser(key)
        if coarse is not None:
            self._draw_coarse(painter, key, coarse, viewport)
        for child in children_of(key) if key.level > self.renderer.finest_level else ():
            finer = self.renderer.tile(child)
            if finer is not None:
                self._draw(painter, child, finer, viewport)

    def _draw(self, painter: QPainter, key: TileKey, tile: DisplayTile, viewport: Viewport) -> None:
        if tile.image is None:
            return
        x, y = key.col * DISPLAY_TILE_PX, key.row * DISPLAY_TILE_PX
        factor = viewport.scale * level_scale(key.level)
        _set_mode(painter, tile.image)
        if factor == 1.0 and viewport.is_straight:
            # A plain copy of memory.
            left, top = viewport.origin_px
            painter.resetTransform()
            painter.drawImage(QPoint(left + x, top + y), tile.image)
            return
        painter.setTransform(turned_about_corner(viewport, factor))
        painter.drawImage(QPoint(x, y), tile.image)

    def _coarser(self, key: TileKey) -> TileKey | None:
        """The finest coarser tile that shows the same place, if any is known."""
        for level in range(key.level + 1, self.renderer.base_level + 1):
            up = level - key.level
            coarse = TileKey(level, key.row >> up, key.col >> up)
            if self.renderer.tile(coarse) is not None:
                return coarse
        return None

    def _draw_coarse(
        self, painter: QPainter, key: TileKey, coarse: TileKey, viewport: Viewport
    ) -> None:
        tile = self.renderer.tile(coarse)
        if tile is None or tile.image is None:
            return
        up = coarse.level - key.level
        side = DISPLAY_TILE_PX >> up
        part = QRect((key.col % (1 << up)) * side, (key.row % (1 << up)) * side, side, side)
        part = part.intersected(tile.image.rect())
        _set_mode(painter, tile.image)
        factor = viewport.scale * level_scale(coarse.level)
        painter.setTransform(turned_about_corner(viewport, factor))
        corner = QPoint(coarse.col * DISPLAY_TILE_PX, coarse.row * DISPLAY_TILE_PX)
        painter.drawImage(QRectF(part.translated(corner)), tile.image, QRectF(part))


def _set_mode(painter: QPainter, image: QImage) -> None:
    mode = QPainter.CompositionMode
    opaque = image.format() == QImage.Format.Format_RGB32
    painter.setCompositionMode(
        mode.CompositionMode_Source if opaque else mode.CompositionMode_SourceOver
    )
