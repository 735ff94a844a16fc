"""The frame to crop by: an upright rectangle of some shape, turned as a whole."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from editor.document.geometry import PlaneMap, Point, Quad
from ml.api.regions import Box

Sides = tuple[int, int]
"""Which sides are held: -1 left or top, 1 right or bottom, 0 neither."""

HANDLES: tuple[Sides, ...] = (
    (-1, -1), (0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0),
)  # fmt: skip
SMALLEST_PX = 1.0


@dataclass(frozen=True, slots=True)
class CropFrame:
    """Middle, sides (pixels of the document) and turn (degrees, clockwise) of what is kept."""

    x: float
    y: float
    width: float
    height: float
    angle: float = 0.0

    @classmethod
    def of_box(cls, box: Box) -> CropFrame:
        middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        return cls(*middle, box.width, box.height)

    @classmethod
    def of_corners(cls, one: Point, two: Point, angle: float = 0.0) -> CropFrame:
        """The frame with these two opposite corners."""
        middle = (one[0] + two[0]) / 2, (one[1] + two[1]) / 2
        back = PlaneMap.turning(-angle)
        start, end = back.apply(*one), back.apply(*two)
        sides = abs(start[0] - end[0]), abs(start[1] - end[1])
        return cls(*middle, max(SMALLEST_PX, sides[0]), max(SMALLEST_PX, sides[1]), angle)

    @property
    def size_px(self) -> tuple[int, int]:
        """Sides of the picture that it makes."""
        return max(1, round(self.width)), max(1, round(self.height))

    @property
    def way(self) -> PlaneMap:
        """The map of the document to the picture that it makes."""
        width, height = self.size_px
        if self.angle == 0.0:
            return PlaneMap.moving(-self.box.left, -self.box.top)
        to_middle = PlaneMap.moving(width / 2, height / 2)
        return to_middle @ PlaneMap.turning(-self.angle) @ PlaneMap.moving(-self.x, -self.y)

    @property
    def box(self) -> Box:
        """The frame in whole pixels, where it is not turned."""
        width, height = self.size_px
        left, top = round(self.x - self.width / 2), round(self.y - self.height / 2)
        return Box(left, top, left + width, top + height)

    def place(self, across: float, down: float) -> Point:
        """A place of the frame, of which -1 and 1 are the sides, in the document."""
        dx, dy = PlaneMap.turning(self.angle).apply(across * self.width / 2, down * self.height / 2)
        return self.x + dx, self.y + dy

    def local(self, x: float, y: float) -> Point:
        """A place of the document in shares of the frame: -1 and 1 are its sides."""
        dx, dy = PlaneMap.turning(-self.angle).apply(x - self.x, y - self.y)
        return 2 * dx / self.width, 2 * dy / self.height

    @property
    def quad(self) -> Quad:
        return self.place(-1, -1), self.place(1, -1), self.place(1, 1), self.place(-1, 1)

    def grip(self, x: float, y: float, reach: float) -> Sides | None:
        """The handle within reach of a place, if any."""
        for sides in HANDLES:
            if math.dist(self.place(*sides), (x, y)) <= reach:
                return sides
        return None

    def holds(self, x: float, y: float) -> bool:
        across, down = self.local(x, y)
        return abs(across) <= 1 and abs(down) <= 1

    def moved(self, dx: float, dy: float) -> CropFrame:
        return replace(self, x=self.x + dx, y=self.y + dy)

    def turned(self, angle: float) -> CropFrame:
        return replace(self, angle=angle)

    def dragged(self, sides: Sides, x: float, y: float, ratio: float) -> CropFrame:
        """With the held sides at a place; `ratio` is width by height, 0 where it is free."""
        still = self.place(-sides[0], -sides[1])
        along = PlaneMap.turning(-self.angle).apply(x - still[0], y - still[1])
        width = max(SMALLEST_PX, along[0] * sides[0]) if sides[0] else self.width
        height = max(SMALLEST_PX, along[1] * sides[1]) if sides[1] else self.height
        if ratio:
            width, height = _in_ratio(width, height, sides, ratio)
        turn = PlaneMap.turning(self.angle)
        step = turn.apply(sides[0] * width / 2, sides[1] * height / 2)
        return replace(self, x=still[0] + step[0], y=still[1] + step[1], width=width, height=height)

    def shaped(self, ratio: float) -> CropFrame:
        """The largest frame of that shape inside this one, in the same middle."""
        if not ratio:
            return self
        width = min(self.width, self.height * ratio)
        return replace(self, width=width, height=width / ratio)


def _in_ratio(width: float, height: float, sides: Sides, ratio: float) -> tuple[float, float]:
    if sides[0] and (not sides[1] or width >= height * ratio):
        return width, width / ratio
    return height * ratio, height
