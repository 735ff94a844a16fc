"""Turns the few places that a pen reports into the curve that the hand drew."""

from __future__ import annotations

import math
from collections.abc import Iterator

from editor.document.brush import Touch

# Corners of the drawn line are at most this far apart, so that curves look round.
_STEP_PX = 2.0
_MOST_STEPS = 64
# At full steadiness the line follows the pen with this share of the way at each report.
_SLOWEST = 0.08


class SmoothPath:
    """A curve through the middles between reports, with the reports as its control points.

    This is a uniform quadratic B-spline (de Boor 1978): it has no corners, never overshoots, and
    lags behind the pen by half a report; `finish` draws the rest. `steadiness` from 0 to 1 also
    pulls the line after the pen like a weight, which takes the tremble out of it.
    """

    def __init__(self, steadiness: float = 0.0) -> None:
        self._follow = 1.0 - (1.0 - _SLOWEST) * min(1.0, max(0.0, steadiness))
        self._last: Touch | None = None
        self._middle: Touch | None = None
        self._pen: Touch | None = None

    def add(self, pen: Touch) -> Iterator[Touch]:
        """The pen is here now; the places that the line reaches by that."""
        self._pen = pen
        if self._last is None:
            self._last = self._middle = pen
            yield pen
            return
        place = self._last.towards(pen, self._follow)
        middle = self._last.towards(place, 0.5)
        yield from _curve(self._middle or self._last, self._last, middle)
        self._last, self._middle = place, middle

    def finish(self) -> Iterator[Touch]:
        """The rest of the line, up to where the pen was lifted."""
        if self._pen is None or self._last is None or self._middle is None:
            return
        middle = self._middle
        if self._last != self._pen:
            turn = self._last.towards(self._pen, 0.5)
            yield from _curve(middle, self._last, turn)
            middle = turn
        yield from _curve(middle, self._pen, self._pen)


def _curve(start: Touch, control: Touch, end: Touch) -> Iterator[Touch]:
    """The quadratic Bézier curve without its start."""
    length = math.dist((start.x, start.y), (control.x, control.y))
    length += math.dist((control.x, control.y), (end.x, end.y))
    steps = max(1, min(_MOST_STEPS, math.ceil(length / _STEP_PX)))
    # Along a straight line one step says it all.
    if _is_straight(start, control, end):
        steps = 1
    for step in range(1, steps + 1):
        share = step / steps
        yield start.towards(control, share).towards(control.towards(end, share), share)


def _is_straight(start: Touch, control: Touch, end: Touch) -> bool:
    across = (control.x - start.x) * (end.y - start.y) - (control.y - start.y) * (end.x - start.x)
    along = math.dist((start.x, start.y), (end.x, end.y))
    return abs(across) <= 0.05 * max(along, 1e-9)
