"""Paints any part of the view below its overlays: surround, picture and the tint of the mask."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter

from editor.canvas.backdrop import Backdrop, rect_of
from editor.canvas.colours import CanvasColours
from editor.canvas.renderer import Renderer
from editor.canvas.tile_grid import TileKey, document_box, tiles_under
from editor.canvas.tile_painter import TilePainter
from editor.canvas.viewport import Viewport
from ml.api.regions import Box

# From here on every picture pixel is shown as a square with edges.
NEAREST_FROM_SCALE = 2.0


class Scene:
    """What the view shows of a document. Never waits: what is not made yet is drawn coarse."""

    def __init__(self, picture: Renderer, mask: Renderer, colours: CanvasColours) -> None:
        self.picture = TilePainter(picture)
        self.mask = TilePainter(mask)
        self.mask_shown = True
        self.colours = colours
        self._backdrops: dict[float, Backdrop] = {}

    def set_colours(self, colours: CanvasColours) -> None:
        self.colours = colours
        self._backdrops.clear()

    def backdrop(self, ratio: float) -> Backdrop:
        if ratio not in self._backdrops:
            self._backdrops[ratio] = Backdrop(self.colours, ratio)
        return self._backdrops[ratio]

    def paint(self, painter: QPainter, area: Box, viewport: Viewport) -> None:
        """Paint `area` (device pixels) of the view."""
        picture = painted_box(viewport)
        painter.resetTransform()
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setClipRect(rect_of(area))
        self.backdrop(viewport.ratio).paint_surround(painter, area, picture)
        seen = area.intersection(picture)
        if seen.is_empty:
            return
        painter.setClipRect(rect_of(seen))
        box = viewport.document_box(seen).intersection(viewport.visible_box)
        keys = list(tiles_under(box, viewport.level))
        self._paint_ground(painter, keys, seen, viewport)
        smooth = QPainter.RenderHint.SmoothPixmapTransform
        painter.setRenderHint(smooth, viewport.scale < NEAREST_FROM_SCALE)
        for key in keys:
            self.picture.paint(painter, key, viewport)
        if self.mask_shown:
            for key in keys:
                self.mask.paint(painter, key, viewport)

    def _paint_ground(
        self, painter: QPainter, keys: list[TileKey], seen: Box, viewport: Viewport
    ) -> None:
        """Squares behind translucent tiles, a plain grey where nothing is known yet."""
        for key in keys:
            if self.picture.is_opaque(key):
                continue
            place = viewport.device_box(document_box(key)).intersection(seen)
            if self.picture.is_known(key):
                picture = painted_box(viewport)
                self.backdrop(viewport.ratio).paint_checker(painter, place, picture)
            else:
                painter.fillRect(rect_of(place), QColor(self.colours.unmade))


def visible_tiles(viewport: Viewport) -> list[TileKey]:
    """The tiles of the level in view, those in the middle first."""
    box = viewport.visible_box
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2

    def distance(key: TileKey) -> float:
        place = document_box(key)
        across = (place.left + place.right) / 2 - x
        down = (place.top + place.bottom) / 2 - y
        return across * across + down * down

    return sorted(tiles_under(box, viewport.level), key=distance)


def tiles_nearby(viewport: Viewport) -> list[TileKey]:
    """What the next pan or zoom will ask for: the ring around the view, and one level coarser."""
    canvas = Box.of_size(viewport.picture_width, viewport.picture_height)
    level, seen = viewport.level, viewport.visible_box
    ring = seen.padded(128 << level).intersection(canvas)
    further = seen.padded(256 << level).intersection(canvas)
    return [*tiles_under(further, level + 1), *tiles_under(ring, level)]


def painted_box(viewport: Viewport) -> Box:
    """The device pixels of the picture as they are painted: rounded, not outwards."""
    left, top = viewport.origin_px
    return Box(
        left,
        top,
        left + max(1, round(viewport.picture_width * viewport.scale)),
        top + max(1, round(viewport.picture_height * viewport.scale)),
    )
