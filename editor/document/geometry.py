"""Maps of the plane onto itself: moves, turns, shears, perspective, and what they do to boxes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ml.api.regions import Box

Point: TypeAlias = tuple[float, float]
Quad: TypeAlias = tuple[Point, Point, Point, Point]
"""Four corners, clockwise from the upper left one."""
Floats: TypeAlias = NDArray[np.float64]

# What rounding may leave of a number that is whole.
TINY = 1e-9


class FlatQuad(ValueError):
    """Four corners of which three lie on one line: no plane can be drawn over them."""


@dataclass(frozen=True, slots=True)
class PlaneMap:
    """A projective map x' = (ax + by + c) / w, y' = (dx + ey + f) / w, w = gx + hy + i.

    Positions are those of pixel corners: pixel (0, 0) covers 0..1 in both directions.
    """

    rows: tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]

    # ---- making one

    @classmethod
    def identity(cls) -> PlaneMap:
        return cls(((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)))

    @classmethod
    def moving(cls, dx: float, dy: float) -> PlaneMap:
        return cls(((1.0, 0.0, dx), (0.0, 1.0, dy), (0.0, 0.0, 1.0)))

    @classmethod
    def scaling(cls, across: float, down: float) -> PlaneMap:
        return cls(((across, 0.0, 0.0), (0.0, down, 0.0), (0.0, 0.0, 1.0)))

    @classmethod
    def turning(cls, degrees: float) -> PlaneMap:
        """Clockwise on the screen about the origin; exact for quarter turns."""
        cosine, sine = cos_sin(degrees)
        return cls(((cosine, -sine, 0.0), (sine, cosine, 0.0), (0.0, 0.0, 1.0)))

    @classmethod
    def shearing(cls, across: float, down: float) -> PlaneMap:
        """x grows by `across` per y, y by `down` per x."""
        return cls(((1.0, across, 0.0), (down, 1.0, 0.0), (0.0, 0.0, 1.0)))

    @classmethod
    def of_quads(cls, source: Quad, target: Quad) -> PlaneMap:
        """The map that brings four corners to four others; raises FlatQuad."""
        return _from_square(target) @ _from_square(source).inverse()

    def about(self, x: float, y: float) -> PlaneMap:
        """The same map with (x, y) in the place of the origin."""
        return PlaneMap.moving(x, y) @ self @ PlaneMap.moving(-x, -y)

    # ---- what it is

    @property
    def matrix(self) -> Floats:
        return np.array(self.rows, np.float64)

    @property
    def is_affine(self) -> bool:
        """Whether parallel lines stay parallel."""
        g, h, i = self.rows[2]
        return g == 0.0 and h == 0.0 and i == 1.0

    @property
    def is_identity(self) -> bool:
        return bool(np.abs(self.matrix - np.eye(3)).max() < TINY)

    @property
    def is_exact(self) -> bool:
        """Whether every pixel lands on a pixel: quarter turns, mirrors and whole moves."""
        if not self.is_affine:
            return False
        linear = np.abs(self.matrix[:2, :2])
        turned = np.allclose(linear, np.eye(2), atol=TINY) or np.allclose(
            linear, np.eye(2)[::-1], atol=TINY
        )
        move = self.matrix[:2, 2]
        return bool(turned and np.abs(move - np.rint(move)).max() < TINY)

    @property
    def is_whole_move(self) -> bool:
        """Whether it only moves by whole pixels."""
        return self.is_exact and bool(np.allclose(self.matrix[:2, :2], np.eye(2), atol=TINY))

    # ---- using it

    def __matmul__(self, first: PlaneMap) -> PlaneMap:
        """`first`, then this one."""
        return _of_matrix(self.matrix @ first.matrix)

    def inverse(self) -> PlaneMap:
        """The way back; raises FlatQuad where everything falls onto one line."""
        matrix = self.matrix
        if abs(float(np.linalg.det(matrix))) < 1e-14:
            raise FlatQuad("The shape has no area.")
        return _of_matrix(np.linalg.inv(matrix).astype(np.float64))

    def apply(self, x: float, y: float) -> Point:
        (a, b, c), (d, e, f), (g, h, i) = self.rows
        w = g * x + h * y + i
        return (a * x + b * y + c) / w, (d * x + e * y + f) / w

    def quad(self, box: Box) -> Quad:
        """Where the corners of `box` land."""
        one, two, three, four = (self.apply(x, y) for x, y in corners(box))
        return one, two, three, four

    def box(self, box: Box) -> Box:
        """The pixels that what lies in `box` may touch afterwards."""
        return Box(0, 0, 0, 0) if box.is_empty else around(self.quad(box))

    def linear_at(self, x: float, y: float) -> Floats:
        """What the map does (2, 2) to small steps from here."""
        (a, b, _), (d, e, _), (g, h, i) = self.rows
        w = g * x + h * y + i
        to_x, to_y = self.apply(x, y)
        local = np.array([[a - g * to_x, b - h * to_x], [d - g * to_y, e - h * to_y]], np.float64)
        return local / w

    def stretch(self, x: float, y: float) -> tuple[float, float]:
        """By how much lengths grow here, at least and at most."""
        found = np.linalg.svd(self.linear_at(x, y), compute_uv=False)
        return float(found[1]), float(found[0])


def corners(box: Box) -> Quad:
    """The corners of a box, clockwise from its upper left one."""
    return (
        (box.left, box.top),
        (box.right, box.top),
        (box.right, box.bottom),
        (box.left, box.bottom),
    )


def around(points: Sequence[Point]) -> Box:
    """The box around some points, rounded outwards; a hair inside a pixel's rim is the rim."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(
        math.floor(min(xs) + 1e-6),
        math.floor(min(ys) + 1e-6),
        math.ceil(max(xs) - 1e-6),
        math.ceil(max(ys) - 1e-6),
    )


def union_of(boxes: Sequence[Box]) -> Box:
    """The smallest box around all of them."""
    return reduce(Box.union, boxes, Box(0, 0, 0, 0))


def cos_sin(degrees: float) -> Point:
    """Cosine and sine, exact at quarter turns."""
    quarters, rest = divmod(degrees, 90.0)
    if rest == 0.0:
        return ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[int(quarters) % 4]
    return math.cos(math.radians(degrees)), math.sin(math.radians(degrees))


def is_convex(quad: Quad) -> bool:
    """Whether the corners go round one way without folding over."""
    turns = [_cross(quad[n - 2], quad[n - 1], quad[n]) for n in range(4)]
    return all(turn > TINY for turn in turns) or all(turn < -TINY for turn in turns)


def largest_inside(width: float, height: float, degrees: float) -> tuple[float, float]:
    """Sides of the largest upright rectangle inside a turned one.

    Where one side limits on both ends, the rectangle hangs between the long sides; otherwise its
    four corners touch four sides and two equations in two unknowns give it.
    """
    cosine, sine = (abs(part) for part in cos_sin(degrees))
    long, short = max(width, height), min(width, height)
    if short <= 2 * sine * cosine * long or abs(sine - cosine) < 1e-10:
        half = short / 2
        found = half / sine, half / cosine
        return found if width >= height else (found[1], found[0])
    double = cosine * cosine - sine * sine
    return (width * cosine - height * sine) / double, (height * cosine - width * sine) / double


def _cross(one: Point, two: Point, three: Point) -> float:
    return (two[0] - one[0]) * (three[1] - two[1]) - (two[1] - one[1]) * (three[0] - two[0])


def _of_matrix(matrix: Floats) -> PlaneMap:
    scale = matrix[2, 2]
    flat = [float(value) for value in (matrix / scale if abs(scale) > 1e-300 else matrix).ravel()]
    a, b, c, d, e, f, g, h, i = flat
    return PlaneMap(((a, b, c), (d, e, f), (g, h, i)))


def _from_square(quad: Quad) -> PlaneMap:
    """The unit square onto `quad` (Heckbert 1989, "Fundamentals of texture mapping", 2.2.3)."""
    if not is_convex(quad):
        raise FlatQuad("The corners fold over.")
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = quad
    sum_x, sum_y = x0 - x1 + x2 - x3, y0 - y1 + y2 - y3
    dx1, dx2, dy1, dy2 = x1 - x2, x3 - x2, y1 - y2, y3 - y2
    area = dx1 * dy2 - dx2 * dy1
    g = (sum_x * dy2 - dx2 * sum_y) / area
    h = (dx1 * sum_y - sum_x * dy1) / area
    if abs(g) < 1e-12 and abs(h) < 1e-12:
        g = h = 0.0
    return PlaneMap(
        (
            (x1 - x0 + g * x1, x3 - x0 + h * x3, x0),
            (y1 - y0 + g * y1, y3 - y0 + h * y3, y0),
            (g, h, 1.0),
        )
    )
