"""Sets dabs along the way of the pen, evenly apart and without missing a corner."""

from __future__ import annotations

import math
from collections.abc import Iterator
from random import Random

from editor.document.brush import Brush, Mark, Touch

# Sharper than about 45 degrees, and further from the last dab than a tremble of the hand.
_TURN_COSINE = 0.7
_TURN_LENGTH = 0.025
_NEAR_PX = 1e-6


class DabPath:
    """The same touches and the same seed always give the same dabs."""

    def __init__(self, brush: Brush, seed: int = 0) -> None:
        self._brush = brush
        self._random = Random(seed)
        self._to_next = 0.0
        self._last_dab: Touch | None = None
        # The last place that was another one than the present.
        self._before: Touch | None = None
        self.touches: list[Touch] = []

    def to(self, touch: Touch) -> Iterator[Mark]:
        """The dabs that the pen leaves on its way from the last touch to this one."""
        if self._turns_at_last(touch):
            yield self._mark(self.touches[-1])
        for place in self._places(touch):
            yield self._mark(place)
        if self.touches and (touch.x, touch.y) != (self.touches[-1].x, self.touches[-1].y):
            self._before = self.touches[-1]
        self.touches.append(touch)

    def end(self) -> Iterator[Mark]:
        """The last whole step may end a little before the pen did."""
        if self.touches and self._last_dab is not None:
            last, dab = self.touches[-1], self._last_dab
            if math.dist((last.x, last.y), (dab.x, dab.y)) > _NEAR_PX:
                yield self._mark(last)

    def _mark(self, touch: Touch) -> Mark:
        self._last_dab = touch
        return self._brush.mark(touch, self._random)

    def _places(self, touch: Touch) -> Iterator[Touch]:
        if not self.touches:
            self._to_next = self._brush.step(touch)
            yield touch
            return
        last = self.touches[-1]
        length = math.dist((touch.x, touch.y), (last.x, last.y))
        gone = self._to_next
        while gone <= length:
            place = last.towards(touch, gone / length if length else 1.0)
            yield place
            gone += self._brush.step(place)
        self._to_next = gone - length

    def _turns_at_last(self, touch: Touch) -> bool:
        """Whether the way bends so sharply at the last touch that dabs beside it would miss it."""
        before, dab = self._before, self._last_dab
        if before is None or dab is None:
            return False
        here = self.touches[-1]
        # Where a dab lies already, nothing is missed.
        if math.dist((here.x, here.y), (dab.x, dab.y)) < _TURN_LENGTH * self._brush.size_px:
            return False
        a = (here.x - before.x, here.y - before.y)
        b = (touch.x - here.x, touch.y - here.y)
        return a[0] * b[0] + a[1] * b[1] < _TURN_COSINE * math.hypot(*a) * math.hypot(*b)
