"""Curves: tone by points that the artist sets, for all channels together and for each alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import AfterValidator

from editor.document.adjustments.adjustment import Adjustment
from editor.document.adjustments.light import Numbers
from editor.document.adjustments.tables import Tables, freeze_tables, kept, look_up, table_input
from editor.document.sheets import Floats
from ml.api.params import Params, param

Point = tuple[float, float]
"""What goes in and what comes out, both 0..1."""

STRAIGHT = "0 0, 1 1"
MOST_POINTS = 16
_DIGITS = 4
_PAIR = 2


def read_points(text: str) -> tuple[Point, ...]:
    """The points of a curve written as `x y, x y`, from left to right; ValueError if it is none."""
    points: list[Point] = []
    for pair in text.split(","):
        numbers = [float(number) for number in pair.split()]
        if len(numbers) != _PAIR or not all(0 <= number <= 1 for number in numbers):
            raise ValueError("a curve is written as pairs of numbers from 0 to 1")
        points.append((numbers[0], numbers[1]))
    points.sort()
    if not _PAIR <= len(points) <= MOST_POINTS:
        raise ValueError(f"a curve has from 2 to {MOST_POINTS} points")
    if any(one[0] == next_[0] for one, next_ in zip(points, points[1:], strict=False)):
        raise ValueError("two points of a curve lie above one another")
    return tuple(points)


def write_points(points: Sequence[Point]) -> str:
    """The inverse of `read_points`, to four digits."""
    return ", ".join(f"{round(x, _DIGITS):g} {round(y, _DIGITS):g}" for x, y in sorted(points))


def _checked(text: str) -> str:
    return write_points(read_points(text))


Curve = Annotated[str, AfterValidator(_checked)]


def _curve(title: str, channel: str) -> str:
    help = f"Points of the curve of {channel}: what goes in, what comes out, from 0 to 1"
    return param(STRAIGHT, title=title, help=help, control="curve")


class CurvesParams(Params):
    """One curve for all channels and one for each."""

    master: Curve = _curve("RGB", "all channels")
    red: Curve = _curve("Red", "red")
    green: Curve = _curve("Green", "green")
    blue: Curve = _curve("Blue", "blue")


def bend(points: Sequence[Point], coded: Numbers) -> NDArray[np.float64]:
    """The curve through `points` at `coded`; flat outside of the first and last.

    Monotone piecewise cubic: it never leaves the heights of the two points around it (Fritsch and
    Butland, A method for constructing local monotone piecewise cubic interpolants, 1984).
    """
    x, y = np.array(points, np.float64).T
    slopes = _slopes(x, y)
    inside = np.clip(coded, x[0], x[-1])
    at = np.clip(np.searchsorted(x, inside, side="right") - 1, 0, x.size - 2)
    width = x[at + 1] - x[at]
    t = (inside - x[at]) / width
    rise = t * t * (3 - 2 * t)
    start = t * (1 - t) ** 2 * width * slopes[at]
    end = t * t * (t - 1) * width * slopes[at + 1]
    return y[at] + (y[at + 1] - y[at]) * rise + start + end


def _slopes(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """The slope at each point: nothing at peaks, else a harmonic mean of those at both sides."""
    width, steep = np.diff(x), np.diff(y) / np.diff(x)
    if steep.size == 1:
        return np.array([steep[0], steep[0]])
    slopes = np.zeros_like(x)
    for at in range(1, x.size - 1):
        before, after = steep[at - 1], steep[at]
        if before * after > 0:
            near, far = 2 * width[at] + width[at - 1], width[at] + 2 * width[at - 1]
            slopes[at] = (near + far) / (near / before + far / after)
    slopes[0] = _end_slope(width[0], width[1], steep[0], steep[1])
    slopes[-1] = _end_slope(width[-1], width[-2], steep[-1], steep[-2])
    return slopes


def _end_slope(width: float, next_width: float, steep: float, next_steep: float) -> float:
    slope = ((2 * width + next_width) * steep - width * next_steep) / (width + next_width)
    if slope * steep <= 0:
        return 0.0
    if steep * next_steep <= 0 and abs(slope) > 3 * abs(steep):
        return 3 * steep
    return slope


def apply(planes: Floats, params: CurvesParams, scale: float = 1.0) -> Floats:
    """Each channel through its own curve, then through that of all."""
    return look_up(planes, _tables(params))


@kept
def _tables(params: CurvesParams) -> Tables:
    coded, master = table_input(), read_points(params.master)
    red, green, blue = (
        bend(master, np.clip(bend(read_points(text), coded), 0, 1))
        for text in (params.red, params.green, params.blue)
    )
    return freeze_tables(red, green, blue)


CURVES = Adjustment("curves", "Curves", "Bend tone and colour by points", CurvesParams, apply)
