"""Paints any part of the view below its overlays: surround, picture and the tint of the mask."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from editor.canvas.backdrop import Backdrop, rect_of
from editor.canvas.colours import CanvasColours
from editor.canvas.renderer import Renderer
from editor.canvas.tile_grid import TileKey, document_box, level_scale, tiles_under
from editor.canvas.tile_painter import TilePainter
from editor.canvas.turning import device_polygon
from editor.canvas.viewport import Viewport
from editor.document.levels import floored
from ml.api.regions import Box

# From here on every picture pixel is shown as a square with edges.
NEAREST_FROM_SCALE = 2.0


class Scene:
    """What the view shows of a document. Never waits: what is not made yet is drawn coarse."""

    def __init__(self, picture: Renderer, mask: Renderer, colours: CanvasColours) -> None:
        self.picture = TilePainter(picture)
        self.mask = TilePainter(mask)
        self.tint_shown = True
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
        painter.resetTransform()
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setClipRect(rect_of(area))
        if viewport.is_straight:
            self._paint_straight(painter, area, viewport)
        else:
            self._paint_turned(painter, area, viewport)

    def _paint_straight(self, painter: QPainter, area: Box, viewport: Viewport) -> None:
        picture = painted_box(viewport)
        self.backdrop(viewport.ratio).paint_surround(painter, area, picture)
        seen = area.intersection(picture)
        if seen.is_empty:
            return
        painter.setClipRect(rect_of(seen))
        box = viewport.document_box(seen).intersection(viewport.visible_box)
        keys = list(tiles_under(box, viewport.level))
        self._paint_ground(painter, keys, seen, viewport)
        self._paint_tiles(painter, keys, viewport)

    def _paint_turned(self, painter: QPainter, area: Box, viewport: Viewport) -> None:
        canvas = Box.of_size(viewport.picture_width, viewport.picture_height)
        box = viewport.document_box(area).intersection(canvas)
        keys = [key for key in tiles_under(box, viewport.level) if _is_seen(key, area, viewport)]
        backdrop = self.backdrop(viewport.ratio)
        backdrop.paint_turned_surround(painter, area, viewport)
        picture = QPainterPath()
        picture.addPolygon(device_polygon(canvas, viewport))
        painter.setClipPath(picture, Qt.ClipOperation.IntersectClip)
        for key in keys:
            if not self.picture.is_opaque(key):
                is_known = self.picture.is_known(key)
                ground = None if is_known else QColor(self.colours.unmade)
                backdrop.paint_turned_ground(painter, document_box(key), viewport, ground)
        self._paint_tiles(painter, keys, viewport)
        painter.resetTransform()
        painter.setClipRect(rect_of(area))
        backdrop.paint_turned_edge(painter, viewport)

    def _paint_tiles(self, painter: QPainter, keys: list[TileKey], viewport: Viewport) -> None:
        smooth = QPainter.RenderHint.SmoothPixmapTransform
        painter.setRenderHint(smooth, not _is_exact(viewport))
        for key in keys:
            self.picture.paint(painter, key, viewport)
        if self.tint_shown:
            painter.setRenderHint(smooth, not _is_exact(viewport.plain))
            for key in keys if viewport.level >= 0 else tiles_over(keys):
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
    keys = list(tiles_under(box, viewport.level))
    if not viewport.is_straight:
        area = Box.of_size(viewport.device_width, viewport.device_height)
        keys = [key for key in keys if _is_seen(key, area, viewport)]

    def distance(key: TileKey) -> float:
        place = document_box(key)
        across = (place.left + place.right) / 2 - x
        down = (place.top + place.bottom) / 2 - y
        return across * across + down * down

    return sorted(keys, key=distance)


def tiles_over(keys: list[TileKey]) -> list[TileKey]:
    """The tiles of the picture's own pixels that lie under finer ones."""
    return list(dict.fromkeys(key for one in keys for key in tiles_under(document_box(one), 0)))


def tiles_nearby(viewport: Viewport) -> list[TileKey]:
    """What the next pan or zoom will ask for: the ring around the view, and one level coarser."""
    canvas = Box.of_size(viewport.picture_width, viewport.picture_height)
    level, seen = viewport.level, viewport.visible_box
    ring = seen.padded(floored(128, -level)).intersection(canvas)
    further = seen.padded(floored(256, -level)).intersection(canvas)
    return [*tiles_under(further, level + 1), *tiles_under(ring, level)]


def painted_box(viewport: Viewport) -> Box:
    """The device pixels of a straight picture as they are painted: rounded, not outwards."""
    left, top = viewport.origin_px
    return Box(
        left,
        top,
        left + max(1, round(viewport.picture_width * viewport.scale)),
        top + max(1, round(viewport.picture_height * viewport.scale)),
    )


def _is_seen(key: TileKey, area: Box, viewport: Viewport) -> bool:
    """Whether a turned tile may touch `area` (device pixels)."""
    return not viewport.device_box(document_box(key)).intersection(area).is_empty


def _is_exact(viewport: Viewport) -> bool:
    """Whether pixels are shown as they are: as large squares, or each on one of the screen's."""
    factor = viewport.scale * level_scale(viewport.level)
    if viewport.angle % 90 == 0 and factor == 1.0:
        return True
    return factor >= NEAREST_FROM_SCALE
