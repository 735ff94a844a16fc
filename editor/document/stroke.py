"""Turns the events of a pen into painted tiles, and all of one stroke into one step of undo."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import numpy as np

from editor.document.brush import Brush
from editor.document.document import Document
from editor.document.engine import kernels
from editor.document.polygons import enclosed_area, polygon_coverage
from editor.document.sheets import Dab, Ink
from editor.document.targets import LayerPixels, Target
from editor.document.tile_change import TileChange
from editor.document.tiles import TILE_PX, Key, Pixels, box_of, keys_of
from ml.api.regions import Box

_NOTHING = Box(0, 0, 0, 0)
_FULL_COVER = 65535
# Sharper than about 45 degrees, between stretches that are no mere tremble of the hand.
_TURN_COSINE = 0.7
_TURN_LENGTH = 0.05
# A loop must enclose clearly more than the brush itself covers, and be no mere scribble.
_LOOP_GAP = 1.5
_LOOP_AREA = 1.5
_LOOP_ROUNDNESS = 0.12


class PaintMode(Enum):
    """Whether a stroke puts ink down or takes away what is there."""

    PAINT = "paint"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class _Touch:
    """Where the pen was, in the plane's own frame, and how hard it pressed (0..1)."""

    x: float
    y: float
    pressure: float


class StrokeSession:
    """One stroke on one plane, visible while it is drawn.

    However often a stroke crosses itself, it never gets stronger than the brush's opacity. Only
    tiles under the brush are touched, and nothing outside the canvas.
    """

    def __init__(
        self,
        document: Document,
        target: Target,
        brush: Brush,
        mode: PaintMode = PaintMode.PAINT,
        *,
        colour: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 1.0),
    ) -> None:
        """`colour` is straight RGBA in 0..1 and only matters on the pixels of a layer."""
        self._document = document
        self._target = target
        self._plane = document.plane(target)
        self._brush = brush
        self._mode = mode
        self._ink = Ink(*colour, opacity=brush.opacity)
        self._origin = document.origin(target)
        self._limit = document.canvas.moved(-self._origin[0], -self._origin[1])
        self._before: dict[Key, Pixels | None] = {}
        self._coverage: dict[Key, Pixels] = {}
        self._path: list[_Touch] = []
        self._to_next = 0.0
        self._blank = np.zeros(self._plane.tile_shape, self._plane.depth)
        self._blank.flags.writeable = False

    @property
    def title(self) -> str:
        if self._mode is PaintMode.ERASE:
            return "Erase"
        return "Brush stroke" if isinstance(self._target, LayerPixels) else "Paint mask"

    # -- drawing ----------------------------------------------------------------------------

    def add(self, x: float, y: float, pressure: float = 1.0, time_s: float = 0.0) -> Box:
        """The pen is now at (x, y) on the canvas; the box on the canvas that changed."""
        touch = _Touch(x - self._origin[0], y - self._origin[1], pressure)
        changed: dict[Key, Box] = {}
        if self._turns_at_last(touch):
            self._cover(self._path[-1], changed)
        for dab in list(self._dabs_to(touch)):
            self._cover(dab, changed)
        self._path.append(touch)
        return self._paint(changed)

    def _dabs_to(self, touch: _Touch) -> Iterator[_Touch]:
        """The touches that fill the way from the last event to this one, evenly apart."""
        if not self._path:
            self._to_next = self._brush.step(touch.pressure)
            yield touch
            return
        last = self._path[-1]
        length = math.hypot(touch.x - last.x, touch.y - last.y)
        gone = self._to_next
        while gone <= length:
            share = gone / length if length else 1.0
            pressure = last.pressure + (touch.pressure - last.pressure) * share
            yield _Touch(
                last.x + (touch.x - last.x) * share, last.y + (touch.y - last.y) * share, pressure
            )
            gone += self._brush.step(pressure)
        self._to_next = gone - length

    def _turns_at_last(self, touch: _Touch) -> bool:
        """Whether the way bends so sharply at the last event that dabs beside it would miss it."""
        if len(self._path) < 2:
            return False
        before, here = self._path[-2], self._path[-1]
        a = (here.x - before.x, here.y - before.y)
        b = (touch.x - here.x, touch.y - here.y)
        lengths = math.hypot(*a), math.hypot(*b)
        if min(lengths) < _TURN_LENGTH * self._brush.size_px:
            return False
        return a[0] * b[0] + a[1] * b[1] < _TURN_COSINE * lengths[0] * lengths[1]

    def _cover(self, touch: _Touch, changed: dict[Key, Box]) -> None:
        """Add one dab to the coverage of the stroke."""
        radius = self._brush.diameter(touch.pressure) / 2
        reach = radius + 1
        box = Box(
            math.floor(touch.x - reach),
            math.floor(touch.y - reach),
            math.ceil(touch.x + reach),
            math.ceil(touch.y + reach),
        ).intersection(self._limit)
        strength = self._brush.strength(touch.pressure)
        for key in keys_of(box):
            place = box_of(key)
            part = box.intersection(place).moved(-place.left, -place.top)
            x, y = touch.x - place.left, touch.y - place.top
            dab = Dab(x, y, radius, self._brush.hardness, strength)
            window = (part.top, part.bottom, part.left, part.right)
            kernels().dab(self._covered(key), dab, window)
            changed[key] = changed.get(key, _NOTHING).union(part)

    def _covered(self, key: Key) -> Pixels:
        coverage = self._coverage.get(key)
        if coverage is None:
            coverage = np.zeros((TILE_PX, TILE_PX), np.uint16)
            self._coverage[key] = coverage
        return coverage

    def _paint(self, changed: dict[Key, Box]) -> Box:
        """Bring the plane up to date where coverage grew."""
        total = _NOTHING
        loop = kernels().rub if self._mode is PaintMode.ERASE else kernels().tint
        for key, part in changed.items():
            tile = self._plane.tile(*key)
            before = self._before.setdefault(key, tile)
            out = self._blank.copy() if tile is None else tile.copy()
            base = self._blank if before is None else before
            window = (part.top, part.bottom, part.left, part.right)
            loop(out, base, self._coverage[key], self._ink, window)
            self._plane.put(*key, out)
            place = box_of(key)
            total = total.union(part.moved(place.left, place.top))
        if not total.is_empty:
            self._document.announce(self._target, total)
        return total.moved(*self._origin)

    # -- loops ------------------------------------------------------------------------------

    def is_loop(self) -> bool:
        """Whether the stroke came back to where it began and goes around something."""
        points = [(touch.x, touch.y) for touch in self._path]
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
        points = [(touch.x, touch.y) for touch in self._path]
        changed: dict[Key, Box] = {}
        for box, coverage in polygon_coverage(points, self._limit):
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
        if self._path:
            # The last whole step may end a little before the pen did.
            changed_parts: dict[Key, Box] = {}
            self._cover(self._path[-1], changed_parts)
            self._paint(changed_parts)
        after = {key: self._plane.tile(*key) for key in self._before}
        changed = [key for key, tile in after.items() if not _equal(tile, self._before[key])]
        if not changed:
            return None
        old = {key: self._before[key] for key in changed}
        return TileChange(self._target, old, {key: after[key] for key in changed}, self.title)

    def abort(self) -> Box:
        """Take everything back; the box on the canvas that changed."""
        self._plane.take(self._before)
        total = _NOTHING
        for key in self._before:
            total = total.union(box_of(key))
        self._before, self._coverage, self._path = {}, {}, []
        if not total.is_empty:
            self._document.announce(self._target, total)
        return total.moved(*self._origin)


def _equal(one: Pixels | None, other: Pixels | None) -> bool:
    if one is None or other is None:
        return one is other
    return np.array_equal(one, other)
