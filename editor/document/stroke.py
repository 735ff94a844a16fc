"""Turns the events of a pen into painted tiles, and all of one stroke into one step of undo."""

from __future__ import annotations

import math
from collections.abc import Iterable
from enum import Enum

import numpy as np

from editor.document.brush import Brush, Mark, Touch
from editor.document.document import Document
from editor.document.engine import kernels
from editor.document.painting_media import Erase, Medium, Paint, Place
from editor.document.painting_path import DabPath
from editor.document.painting_tiles import NOTHING, TouchedTiles
from editor.document.polygons import enclosed_area, polygon_coverage
from editor.document.sheets import Dab, Ink, Window
from editor.document.targets import Target
from editor.document.tile_change import TileChange
from editor.document.tiles import TILE_PX, Key, Pixels, box_of, keys_of
from ml.api.regions import Box

_FULL_COVER = 65535
# A loop must enclose clearly more than the brush itself covers, and be no mere scribble.
_LOOP_GAP = 1.5
_LOOP_AREA = 1.5
_LOOP_ROUNDNESS = 0.12


class PaintMode(Enum):
    """Whether a stroke puts ink down or takes away what is there."""

    PAINT = "paint"
    ERASE = "erase"


class StrokeSession:
    """One stroke on one plane, visible while it is drawn.

    However often a stroke crosses itself, it never gets stronger than the brush's opacity. Only
    tiles under the brush are touched, nothing outside the canvas, and nothing that the selection
    keeps.
    """

    def __init__(
        self,
        document: Document,
        target: Target,
        brush: Brush,
        medium: Medium | PaintMode = PaintMode.PAINT,
        *,
        colour: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 1.0),
    ) -> None:
        """`colour` is straight RGBA in 0..1 and only matters on the pixels of a layer.

        It and the brush's opacity belong to a mode; a medium knows its own.
        """
        self._tiles = TouchedTiles(document, target)
        self._brush = brush
        if isinstance(medium, PaintMode):
            medium = _plain(medium, Ink(*colour, opacity=brush.opacity))
        self._medium: Medium = medium
        self._coverage: dict[Key, Pixels] = {}
        self._path = DabPath(brush)

    @property
    def title(self) -> str:
        return self._medium.title(self._tiles.target)

    # -- drawing ----------------------------------------------------------------------------

    def add(self, x: float, y: float, pressure: float = 1.0) -> Box:
        """The pen is now at (x, y) on the canvas; the box on the canvas that changed."""
        return self.touch(Touch(x, y, pressure))

    def touch(self, *touches: Touch) -> Box:
        """The pen went through these places on the canvas; the box on it that changed."""
        dx, dy = self._tiles.origin
        return self._draw(
            mark for touch in touches for mark in self._path.to(touch.moved(-dx, -dy))
        )

    def _draw(self, marks: Iterable[Mark]) -> Box:
        changed: dict[Key, Box] = {}
        for mark in marks:
            self._cover(mark, changed)
        return self._paint(changed)

    def _cover(self, mark: Mark, changed: dict[Key, Box]) -> None:
        """Add one dab to the coverage of the stroke."""
        for key in keys_of(box := reach_of(mark).intersection(self._tiles.canvas)):
            place = box_of(key)
            part = box.intersection(place).moved(-place.left, -place.top)
            window = (part.top, part.bottom, part.left, part.right)
            press(self._covered(key), self._brush, moved(mark, -place.left, -place.top), window)
            changed[key] = changed.get(key, NOTHING).union(part)

    def _covered(self, key: Key) -> Pixels:
        coverage = self._coverage.get(key)
        if coverage is None:
            coverage = np.zeros((TILE_PX, TILE_PX), np.uint16)
            self._coverage[key] = coverage
        return coverage

    def _paint(self, changed: dict[Key, Box]) -> Box:
        """Bring the plane up to date where coverage grew."""
        total = NOTHING
        for key, part in changed.items():
            before, out = self._tiles.before(key), self._tiles.now(key)
            cover = self._tiles.held_back(key, self._coverage[key], part)
            place = Place(key, part)
            self._medium.put(out, before, cover, place)
            self._tiles.put(key, out)
            total = total.union(place.box)
        return self._tiles.announce(total)

    # -- loops ------------------------------------------------------------------------------

    def is_loop(self) -> bool:
        """Whether the stroke came back to where it began and goes around something."""
        points = [(touch.x, touch.y) for touch in self._path.touches]
        if len(points) < 3:
            return False
        size = self._brush.size_px
        gap = math.dist(points[0], points[-1])
        length = gap + sum(math.dist(a, b) for a, b in zip(points, points[1:], strict=False))
        area = enclosed_area(points)
        roundness = 4 * math.pi * area / (length * length) if length else 0.0
        return (
            gap <= _LOOP_GAP * size
            and area > _LOOP_AREA * size * size
            and roundness > _LOOP_ROUNDNESS
        )

    def fill_loop(self) -> Box:
        """Cover what the stroke goes around; the box on the canvas that changed."""
        points = [(touch.x, touch.y) for touch in self._path.touches]
        changed: dict[Key, Box] = {}
        for box, coverage in polygon_coverage(points, self._tiles.canvas):
            for key in keys_of(box):
                place = box_of(key)
                shared = place.intersection(box)
                part = shared.moved(-place.left, -place.top)
                inside = coverage[shared.moved(-box.left, -box.top).slices]
                if inside.any():
                    there = self._covered(key)[part.slices]
                    wide = inside.astype(np.uint16) * np.uint16(_FULL_COVER // 255)
                    np.maximum(there, wide, out=there)
                    changed[key] = part
        return self._paint(changed)

    # -- ending -----------------------------------------------------------------------------

    def finish(self) -> TileChange | None:
        """The whole stroke as one step that is done already; None where it changed nothing."""
        self._draw(self._path.end())
        return self._tiles.change(self.title)

    def abort(self) -> Box:
        """Take everything back; the box on the canvas that changed."""
        self._coverage, self._path = {}, DabPath(self._brush)
        return self._tiles.restore()


def reach_of(mark: Mark) -> Box:
    """Whole pixels around all that a dab may touch, in the frame that it lies in."""
    # The thinner a dab, the wider its soft edge along it.
    reach = mark.radius + 0.5 + 0.5 / mark.roundness
    return Box(
        math.floor(mark.x - reach),
        math.floor(mark.y - reach),
        math.ceil(mark.x + reach),
        math.ceil(mark.y + reach),
    )


def moved(mark: Mark, dx: float, dy: float) -> Mark:
    """The same dab in another frame."""
    form = (mark.radius, mark.strength, mark.flow, mark.angle, mark.roundness)
    return Mark(mark.x + dx, mark.y + dy, *form)


def press(coverage: Pixels, brush: Brush, mark: Mark, window: Window) -> None:
    """Add one dab to a coverage (h, w; 0..65535); `mark` lies in its frame."""
    dab = Dab(
        mark.x,
        mark.y,
        mark.radius,
        brush.hardness,
        mark.strength,
        mark.flow,
        mark.angle,
        mark.roundness,
    )
    if brush.tip.is_round:
        kernels().dab(coverage, dab, window)
    else:
        kernels().stamp(coverage, brush.tip.picture(2 * mark.radius), brush.tip.grain, dab, window)


def _plain(mode: PaintMode, ink: Ink) -> Medium:
    return Erase(ink.opacity) if mode is PaintMode.ERASE else Paint(ink)
