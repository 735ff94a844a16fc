"""The shape that free transform drags about: where a box goes, and its map told in numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from editor.document.geometry import FlatQuad, PlaneMap, Point, Quad, corners, is_convex
from editor.tools.crop_frame import Sides
from ml.api.regions import Box

LEAST = 1e-3


@dataclass(frozen=True, slots=True)
class Numbers:
    """An affine map about the middle of a box as an artist says it: scale in %, angles in °."""

    x: float = 0.0
    y: float = 0.0
    width: float = 100.0
    height: float = 100.0
    angle: float = 0.0
    shear: float = 0.0


@dataclass(frozen=True, slots=True)
class TransformShape:
    """`box` lay here before; `way` brings it to where it is."""

    box: Box
    way: PlaneMap

    @property
    def quad(self) -> Quad:
        return self.way.quad(self.box)

    @property
    def middle(self) -> Point:
        """The middle of the box, where it is now."""
        return self.way.apply(*self._centre)

    @property
    def _centre(self) -> Point:
        return (self.box.left + self.box.right) / 2, (self.box.top + self.box.bottom) / 2

    def handle(self, sides: Sides) -> Point:
        return self.way.apply(*self._at(sides))

    def _at(self, sides: Sides) -> Point:
        x, y = self._centre
        return x + sides[0] * self.box.width / 2, y + sides[1] * self.box.height / 2

    def holds(self, x: float, y: float) -> bool:
        across, down = self.way.inverse().apply(x, y)
        box = self.box
        return box.left <= across <= box.right and box.top <= down <= box.bottom

    # ---- dragging

    def moved(self, dx: float, dy: float) -> TransformShape:
        return replace(self, way=PlaneMap.moving(dx, dy) @ self.way)

    def turned(self, degrees: float, about: Point) -> TransformShape:
        return replace(self, way=PlaneMap.turning(degrees).about(*about) @ self.way)

    def scaled(
        self, sides: Sides, place: Point, *, keeps_shape: bool, about_middle: bool
    ) -> TransformShape:
        """With a handle at a place; what lies opposite (or the middle) stays."""
        start = self._at(sides)
        still = self._centre if about_middle else self._at((-sides[0], -sides[1]))
        now = self.way.inverse().apply(*place)
        across = _share(now[0] - still[0], start[0] - still[0]) if sides[0] else 1.0
        down = _share(now[1] - still[1], start[1] - still[1]) if sides[1] else 1.0
        if keeps_shape:
            if sides[0] and sides[1]:
                across = down = max((across, down), key=abs)
            else:
                across = down = across if sides[0] else down
        return self._with(PlaneMap.scaling(across, down).about(*still))

    def sheared(self, sides: Sides, place: Point) -> TransformShape:
        """With a side slid along itself to a place; the opposite one stays."""
        start, still = self._at(sides), self._at((-sides[0], -sides[1]))
        now = self.way.inverse().apply(*place)
        if sides[0]:
            slant = PlaneMap.shearing(0.0, (now[1] - start[1]) / (start[0] - still[0]))
        else:
            slant = PlaneMap.shearing((now[0] - start[0]) / (start[1] - still[1]), 0.0)
        return self._with(slant.about(*still))

    def bent(self, sides: Sides, place: Point, *, in_perspective: bool) -> TransformShape:
        """With one corner at a place, freely or with its neighbour mirrored; the rest stays."""
        order: tuple[Sides, ...] = ((-1, -1), (1, -1), (1, 1), (-1, 1))
        index = order.index(sides)
        quad = list(self.quad)
        if in_perspective:
            quad = self._mirrored(quad, index, place)
        else:
            quad[index] = place
        one, two, three, four = quad
        corner_quad: Quad = (one, two, three, four)
        if not is_convex(corner_quad):
            return self
        try:
            return replace(self, way=PlaneMap.of_quads(corners(self.box), corner_quad))
        except FlatQuad:
            return self

    @staticmethod
    def _mirrored(quad: list[Point], index: int, place: Point) -> list[Point]:
        """The corner slides along the longer step's side, its neighbour there the other way."""
        start = quad[index]
        best: tuple[float, int, Point] = (-1.0, index, (0.0, 0.0))
        for near in ((index + 1) % 4, (index - 1) % 4):
            side = (quad[near][0] - start[0], quad[near][1] - start[1])
            length = math.hypot(*side) or 1.0
            unit = (side[0] / length, side[1] / length)
            along = (place[0] - start[0]) * unit[0] + (place[1] - start[1]) * unit[1]
            if abs(along) > best[0]:
                best = (abs(along), near, (along * unit[0], along * unit[1]))
        _, near, step = best
        out = list(quad)
        out[index] = (start[0] + step[0], start[1] + step[1])
        out[near] = (quad[near][0] - step[0], quad[near][1] - step[1])
        return out

    def _with(self, inner: PlaneMap) -> TransformShape:
        return replace(self, way=self.way @ inner)

    # ---- in numbers

    def numbers(self) -> Numbers:
        """What the fields show; of a perspective only how its middle lies."""
        (a, b, _), (d, e, _), _ = self.way.rows
        centre = self._centre
        now = self.way.apply(*centre)
        if not self.way.is_affine:
            return Numbers(now[0] - centre[0], now[1] - centre[1])
        across = math.hypot(a, d) or LEAST
        angle = math.degrees(math.atan2(d, a))
        cosine, sine = a / across, d / across
        down = -sine * b + cosine * e
        slant = (cosine * b + sine * e) / (down or LEAST)
        return Numbers(
            now[0] - centre[0],
            now[1] - centre[1],
            100 * across,
            100 * down,
            angle,
            math.degrees(math.atan(slant)),
        )

    def with_numbers(self, numbers: Numbers) -> TransformShape:
        """The shape that the fields describe."""
        x, y = self._centre
        scale = PlaneMap.scaling(_solid(numbers.width / 100), _solid(numbers.height / 100))
        slant = PlaneMap.shearing(math.tan(math.radians(numbers.shear)), 0.0)
        inner = PlaneMap.turning(numbers.angle) @ slant @ scale
        return replace(self, way=PlaneMap.moving(numbers.x, numbers.y) @ inner.about(x, y))


def _share(now: float, before: float) -> float:
    return _solid(now / before) if before else 1.0


def _solid(scale: float) -> float:
    """Never nothing: what has no area cannot be brought back."""
    return scale if abs(scale) >= LEAST else math.copysign(LEAST, scale)
