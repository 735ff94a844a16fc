"""What a picture made of shapes is: closed Bézier curves, their paint, and their order."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Colour = tuple[float, float, float]
"""Red, green, blue in 0..1, as sRGB encodes them."""
MOST_SEGMENTS = 40
"""So many pieces has a path of ours at most, so that its handles can be dragged by hand."""


class BadShape(ValueError):
    """Numbers that make no closed curve or no colour."""


@dataclass(frozen=True, eq=False)
class Contour:
    """A closed chain of cubic Bézier segments.

    `points` is (3 n, 2): for each segment its anchor, the handle leaving it, and the handle
    arriving at the next anchor; the last segment ends at the first anchor. Read-only.
    """

    points: Points

    def __post_init__(self) -> None:
        points = np.ascontiguousarray(self.points, np.float64)
        if points.ndim != 2 or points.shape[1] != 2 or len(points) % 3 or not len(points):
            raise BadShape(f"a contour of {points.shape}")
        if not np.isfinite(points).all():
            raise BadShape("a contour that reaches to infinity")
        if points is self.points and points.flags.writeable:
            points = points.copy()
        points.flags.writeable = False
        object.__setattr__(self, "points", points)

    @property
    def segments(self) -> int:
        return len(self.points) // 3

    @classmethod
    def polygon(cls, corners: Sequence[tuple[float, float]] | Points) -> Contour:
        """Straight lines from corner to corner; at least two corners."""
        anchors = np.asarray(corners, np.float64)
        after = np.roll(anchors, -1, axis=0)
        points = np.stack([anchors, (2 * anchors + after) / 3, (anchors + 2 * after) / 3], axis=1)
        return cls(points.reshape(-1, 2))

    def moved(self, dx: float, dy: float) -> Contour:
        return Contour(self.points + (dx, dy))


@dataclass(frozen=True)
class Flat:
    """One colour all over."""

    colour: Colour


@dataclass(frozen=True)
class Stop:
    """A colour at a place of a gradient, 0 at its start and 1 at its end."""

    offset: float
    colour: Colour


@dataclass(frozen=True)
class Linear:
    """Colours along the line from `start` to `end`; beyond its ends the outer ones go on."""

    start: tuple[float, float]
    end: tuple[float, float]
    stops: tuple[Stop, ...]

    def moved(self, dx: float, dy: float) -> Linear:
        (x0, y0), (x1, y1) = self.start, self.end
        return replace(self, start=(x0 + dx, y0 + dy), end=(x1 + dx, y1 + dy))


Paint = Flat | Linear


@dataclass(frozen=True, eq=False)
class Shape:
    """Curves filled with one paint.

    Where curves wind around a place it is inside; with `even_odd` only where they do so an odd
    number of times. `group` is the name under which neighbours stand together in a file.
    """

    contours: tuple[Contour, ...]
    paint: Paint
    opacity: float = 1.0
    name: str = "Shape"
    even_odd: bool = False
    group: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.opacity <= 1:
            raise BadShape(f"an opacity of {self.opacity}")

    @property
    def segments(self) -> int:
        return sum(contour.segments for contour in self.contours)

    @property
    def points(self) -> Points:
        """Anchors and handles of all contours, one after the other."""
        if not self.contours:
            return np.zeros((0, 2))
        return np.concatenate([contour.points for contour in self.contours])

    def with_points(self, points: Points) -> Shape:
        """The same curves through other points, in the order of `points`."""
        ends = np.cumsum([len(contour.points) for contour in self.contours])[:-1]
        parts = np.split(np.asarray(points, np.float64), ends)
        return replace(self, contours=tuple(Contour(part) for part in parts))

    def moved(self, dx: float, dy: float) -> Shape:
        paint = self.paint.moved(dx, dy) if isinstance(self.paint, Linear) else self.paint
        contours = tuple(contour.moved(dx, dy) for contour in self.contours)
        return replace(self, contours=contours, paint=paint)

    def scaled(self, scale: float) -> Shape:
        """The whole shape on a plane that is `scale` times as large."""
        paint = self.paint
        if isinstance(paint, Linear):
            (x0, y0), (x1, y1) = paint.start, paint.end
            start, end = (x0 * scale, y0 * scale), (x1 * scale, y1 * scale)
            paint = replace(paint, start=start, end=end)
        contours = tuple(Contour(contour.points * scale) for contour in self.contours)
        return replace(self, contours=contours, paint=paint)

    @property
    def colour(self) -> Colour:
        """The one colour, or the middle of the gradient's outer ones."""
        if isinstance(self.paint, Flat):
            return self.paint.colour
        first, last = self.paint.stops[0].colour, self.paint.stops[-1].colour
        red, green, blue = ((a + b) / 2 for a, b in zip(first, last, strict=True))
        return (red, green, blue)

    def digest(self) -> str:
        facts = f"{self.paint} {self.opacity} {self.name} {self.even_odd} {self.group}"
        found = hashlib.sha256(facts.encode())
        for contour in self.contours:
            found.update(contour.points.tobytes() + b"|")
        return found.hexdigest()


@dataclass(frozen=True, eq=False)
class Drawing:
    """Shapes on a page of `width` by `height`, the lowest first.

    Nothing is painted outside of `clip`, where there is one.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...] = ()
    clip: tuple[Contour, ...] = ()

    def __post_init__(self) -> None:
        if not (self.width > 0 and self.height > 0):
            raise BadShape(f"a page of {self.width} by {self.height}")

    @property
    def segments(self) -> int:
        return sum(shape.segments for shape in self.shapes)

    @property
    def paths(self) -> int:
        return len(self.shapes)

    def first(self, count: int) -> Drawing:
        """The lowest `count` shapes alone."""
        return replace(self, shapes=self.shapes[: max(count, 0)])

    def scaled(self, scale: float) -> Drawing:
        return Drawing(
            self.width * scale,
            self.height * scale,
            tuple(shape.scaled(scale) for shape in self.shapes),
            tuple(Contour(contour.points * scale) for contour in self.clip),
        )


def shift_colour(colour: Colour, paint: Paint) -> Paint:
    """`paint` in another colour: a gradient keeps the differences within it."""
    if isinstance(paint, Flat):
        return Flat(colour)
    first, last = paint.stops[0].colour, paint.stops[-1].colour
    middle = [(a + b) / 2 for a, b in zip(first, last, strict=True)]
    step = [new - old for new, old in zip(colour, middle, strict=True)]
    return replace(
        paint, stops=tuple(Stop(s.offset, _shifted(s.colour, step)) for s in paint.stops)
    )


def lighten(paint: Paint, factor: float) -> Paint:
    """`paint` with all colours as bright as `factor` says: 1 leaves it."""
    if isinstance(paint, Flat):
        return Flat(_times(paint.colour, factor))
    stops = tuple(Stop(stop.offset, _times(stop.colour, factor)) for stop in paint.stops)
    return replace(paint, stops=stops)


def _shifted(colour: Colour, step: Sequence[float]) -> Colour:
    red, green, blue = (_limited(c + s) for c, s in zip(colour, step, strict=True))
    return (red, green, blue)


def _times(colour: Colour, factor: float) -> Colour:
    red, green, blue = (_limited(c * factor) for c in colour)
    return (red, green, blue)


def _limited(value: float) -> float:
    return min(1.0, max(0.0, value))
