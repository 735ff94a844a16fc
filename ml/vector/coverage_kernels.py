"""The compiled loops of exact antialiased coverage, and of its derivatives by the curves' points.

Coverage is the exact share of each pixel inside the polygon that a fine walk along the curves
makes: every edge adds the area to its right to the pixels it crosses, and a sum along the rows
fills the inside. What a point of a curve changes of it is an integral along the curve alone, which
is what makes fitting shapes to a picture cheap.
"""

# The compiler types its own arguments.
# pyright: basic

from __future__ import annotations

import math

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Plane = NDArray[np.float32]


@numba.njit(cache=True, nogil=True)
def flatten(points: Floats, tolerance: float) -> Floats:
    """The closed polygon (n, 2) that leaves the curve nowhere by more than `tolerance`."""
    segments = len(points) // 3
    counts = np.empty(segments, np.int64)
    total = 0
    for k in range(segments):
        counts[k] = _pieces(points, k, tolerance)
        total += counts[k]
    out = np.empty((total, 2), np.float64)
    place = 0
    for k in range(segments):
        after = (3 * k + 3) % (3 * segments)
        for step in range(counts[k]):
            t = step / counts[k]
            u = 1.0 - t
            a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
            for axis in range(2):
                out[place, axis] = (
                    a * points[3 * k, axis]
                    + b * points[3 * k + 1, axis]
                    + c * points[3 * k + 2, axis]
                    + d * points[after, axis]
                )
            place += 1
    return out


@numba.njit(cache=True, nogil=True)
def _pieces(points: Floats, k: int, tolerance: float) -> int:
    """By the second differences of a cubic (Wang's formula)."""
    after = (3 * k + 3) % len(points)
    most = 0.0
    for axis in range(2):
        p0, p1 = points[3 * k, axis], points[3 * k + 1, axis]
        p2, p3 = points[3 * k + 2, axis], points[after, axis]
        bend = max(abs(p0 - 2 * p1 + p2), abs(p1 - 2 * p2 + p3))
        most += bend * bend
    wanted = math.sqrt(0.75 * math.sqrt(most) / tolerance)
    return int(min(1000.0, max(1.0, math.ceil(wanted))))


@numba.njit(cache=True, nogil=True)
def add_polygon(corners: Floats, left: float, top: float, areas: Plane) -> None:
    """Add a closed polygon's edges to `areas` (h, w + 2); its pixel (0, 0) is at left, top."""
    count = len(corners)
    for n in range(count):
        m = n + 1 if n + 1 < count else 0
        _add_clipped(
            areas,
            corners[n, 0] - left,
            corners[n, 1] - top,
            corners[m, 0] - left,
            corners[m, 1] - top,
        )


@numba.njit(cache=True, nogil=True)
def _add_clipped(areas: Plane, x0: float, y0: float, x1: float, y1: float) -> None:  # noqa: PLR0913
    """One edge; what lies left of the plane counts at its left side, what lies right does not."""
    height, width = areas.shape[0], areas.shape[1] - 2
    sign = 1.0
    if y0 > y1:
        x0, y0, x1, y1, sign = x1, y1, x0, y0, -1.0
    if y0 == y1 or y1 <= 0.0 or y0 >= height:
        return
    slope = (x1 - x0) / (y1 - y0)
    if y0 < 0.0:
        x0, y0 = x0 - y0 * slope, 0.0
    if y1 > height:
        x1, y1 = x1 - (y1 - height) * slope, float(height)
    if min(x0, x1) >= 0.0 and max(x0, x1) <= width:
        _add_edge(areas, x0, y0, x1, y1, sign)
        return
    # Cut at both sides; outside of them the edge runs along the side.
    cuts = np.empty(4, np.float64)
    cuts[0], cuts[3] = y0, y1
    cuts[1] = cuts[2] = y0
    if slope != 0.0:
        at_left, at_right = y0 - x0 / slope, y0 + (width - x0) / slope
        cuts[1] = min(max(min(at_left, at_right), y0), y1)
        cuts[2] = min(max(max(at_left, at_right), y0), y1)
    for n in range(3):
        ya, yb = cuts[n], cuts[n + 1]
        if yb > ya:
            xa = min(max(x0 + (ya - y0) * slope, 0.0), float(width))
            xb = min(max(x0 + (yb - y0) * slope, 0.0), float(width))
            _add_edge(areas, xa, ya, xb, yb, sign)


@numba.njit(cache=True, nogil=True)
def _add_edge(areas: Plane, x0: float, y0: float, x1: float, y1: float, sign: float) -> None:  # noqa: PLR0913
    """An edge that goes down within the plane: row by row, the area to its right."""
    slope = (x1 - x0) / (y1 - y0)
    x = x0
    last = min(areas.shape[0] - 1, int(math.ceil(y1)) - 1)
    for row in range(int(y0), last + 1):
        dy = min(row + 1.0, y1) - max(float(row), y0)
        if dy <= 0.0:
            continue
        following = x + slope * dy
        _add_row(areas, row, min(x, following), max(x, following), sign * dy)
        x = following


@numba.njit(cache=True, nogil=True)
def _add_row(areas: Plane, row: int, low: float, high: float, area: float) -> None:
    """Spread `area` over the pixels between `low` and `high` as a slanted edge shares it out."""
    low = max(low, 0.0)
    first = int(low)
    end = int(math.ceil(high))
    if end <= first + 1:
        share = 0.5 * (low + high) - first
        areas[row, first] += area * (1.0 - share)
        areas[row, first + 1] += area * share
        return
    # The covered share grows as a square, a line, and a square again; differences of it are added.
    width = high - low
    before = 0.0
    for column in range(first, end + 1):
        # The mean of what is covered right of the edge within this pixel.
        right = min(max(column + 1.0, low), high)
        left = min(max(float(column), low), high)
        within = ((right - low) ** 2 - (left - low) ** 2) / (2.0 * width)
        covered = within + max(0.0, column + 1.0 - max(high, float(column)))
        areas[row, column] += area * (covered - before)
        before = covered


@numba.njit(cache=True, nogil=True)
def fill(areas: Plane, even_odd: bool, coverage: Plane) -> None:
    """Sum along the rows of `areas` (h, w + 2) into `coverage` (h, w), 0..1.

    `areas` then holds how often the curves wind around each pixel, with its sign.
    """
    height, width = coverage.shape
    for row in range(height):
        total = 0.0
        for column in range(width):
            total += areas[row, column]
            areas[row, column] = total
            inside = abs(total)
            if even_odd:
                inside = inside % 2.0
                if inside > 1.0:
                    inside = 2.0 - inside
            coverage[row, column] = min(inside, 1.0)


@numba.njit(cache=True, nogil=True)
def pull_points(  # noqa: PLR0913 - planes and their place, and the two sums
    points: Floats,
    planes: tuple[Plane, Plane, Plane],
    left: float,
    top: float,
    usual: float,
    slope: Floats,
    curvature: Floats,
) -> None:
    """Add to `slope` (like `points`) how a sum of coverage times `gain` changes with each point.

    `planes` are the gain, the bend and the winding that `fill` left, with their pixel (0, 0) at
    (left, top). The curve is walked in steps of half a pixel; each pushes its pixel's coverage by
    its length times its movement along its normal; where the curve has crossed itself, the other
    way. `usual` is 1 or -1, how the curve winds that this one is the outline or a hole of.
    `curvature` (one number for each point) gathers the squares of these pushes times
    `bend`, the second derivative by the coverage: Gauss and Newton's measure of how far to go.
    """
    gain, bend, winding = planes
    count = len(points)
    ends = np.empty((4, 2))
    weights = np.empty(4)
    for k in range(count // 3):
        steps = _hold(points, k, ends)
        for step in range(steps):
            t = (step + 0.5) / steps
            x, y = _place(ends, t, weights)
            row, column = int(math.floor(y - top)), int(math.floor(x - left))
            sign = _side(winding, row, column, usual)
            if sign == 0.0:
                continue
            dx, dy = _speed(ends, t)
            push = sign * gain[row, column] / steps
            length = math.hypot(dx, dy) / steps
            for n in range(4):
                place = (3 * k + n) % count
                slope[place, 0] -= weights[n] * push * dy
                slope[place, 1] += weights[n] * push * dx
                curvature[place] += weights[n] * length * bend[row, column]


@numba.njit(cache=True, nogil=True)
def _hold(points: Floats, k: int, ends: Floats) -> int:
    """Take segment k into `ends` (4, 2); in how many steps of half a pixel it is walked."""
    count = len(points)
    for n in range(4):
        for axis in range(2):
            ends[n, axis] = points[(3 * k + n) % count, axis]
    reach = 0.0
    for n in range(3):
        reach += math.hypot(ends[n, 0] - ends[n + 1, 0], ends[n, 1] - ends[n + 1, 1])
    return int(min(4000.0, max(2.0, 2.0 * reach)))


@numba.njit(cache=True, nogil=True)
def _place(ends: Floats, t: float, weights: Floats) -> tuple[float, float]:
    """Where a cubic is, and into `weights` how much each of its points counts there."""
    u = 1.0 - t
    weights[0], weights[1] = u * u * u, 3 * u * u * t
    weights[2], weights[3] = 3 * u * t * t, t * t * t
    x = y = 0.0
    for n in range(4):
        x += weights[n] * ends[n, 0]
        y += weights[n] * ends[n, 1]
    return x, y


@numba.njit(cache=True, nogil=True)
def _side(winding: Plane, row: int, column: int, usual: float) -> float:
    """1 or -1 by how the curve winds there; 0 outside of the plane and where it winds twice."""
    if row < 0 or column < 0 or row >= winding.shape[0] or column >= winding.shape[1] - 2:
        return 0.0
    around = winding[row, column]
    if abs(around) > 1.001:
        return 0.0
    if abs(around) > 0.001:
        return 1.0 if around > 0.0 else -1.0
    return usual


@numba.njit(cache=True, nogil=True)
def _speed(ends: Floats, t: float) -> tuple[float, float]:
    """The derivative of a cubic."""
    u = 1.0 - t
    a, b, c, d = -3 * u * u, 3 * u * u - 6 * u * t, 6 * u * t - 3 * t * t, 3 * t * t
    dx = a * ends[0, 0] + b * ends[1, 0] + c * ends[2, 0] + d * ends[3, 0]
    dy = a * ends[0, 1] + b * ends[1, 1] + c * ends[2, 1] + d * ends[3, 1]
    return dx, dy


@numba.njit(cache=True, nogil=True)
def signed_area(points: Floats) -> float:
    """Positive where the curve has its inside to its right as `add_polygon` counts; by anchors."""
    total = 0.0
    count = len(points)
    for n in range(count):
        m = n + 1 if n + 1 < count else 0
        total += points[n, 1] * points[m, 0] - points[m, 1] * points[n, 0]
    return 0.5 * total
