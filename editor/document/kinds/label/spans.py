"""Which whole pixels a hard-edged brush covers on its way, as one run for each row."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.api.regions import Box

Point = tuple[float, float]
Runs = NDArray[np.int64]

_NOTHING = Box(0, 0, 0, 0)
_FAR = 1 << 30


@dataclass(frozen=True, slots=True)
class Tip:
    """A disc, or a square, of whole pixels."""

    size_px: float
    is_square: bool = False
    follows_pressure: bool = False
    """Whether a stroke makes it as large as the pen presses."""

    @property
    def radius(self) -> float:
        return self.size_px / 2

    def settled(self, x: float, y: float) -> Point:
        """Where the middle goes, so that the tip covers the same pixels wherever it is put.

        Odd sizes lie on the middle of a pixel, even ones on a corner.
        """
        if round(self.size_px) % 2:
            return math.floor(x) + 0.5, math.floor(y) + 0.5
        return float(round(x)), float(round(y))

    def sweep(self, start: Point, end: Point) -> Sweep:
        return Sweep(self, start, end)

    def rim(self) -> tuple[Point, ...]:
        """The outline of the pixels that it covers, around its middle: steps, no circle."""
        if self.is_square:
            r = self.size_px / 2
            return (-r, -r), (r, -r), (r, r), (-r, r)
        middle = self.settled(0.0, 0.0)
        area = self.sweep(middle, middle)
        box = area.box
        first, last = area.runs(box.top, box.bottom)
        right: list[Point] = []
        left: list[Point] = []
        for row in range(box.height):
            top, low = box.top + row - middle[1], box.top + row + 1 - middle[1]
            if last[row] > first[row]:
                right += [(last[row] - middle[0], top), (last[row] - middle[0], low)]
                left += [(first[row] - middle[0], top), (first[row] - middle[0], low)]
        return tuple((float(x), float(y)) for x, y in (*right, *reversed(left)))


@dataclass(frozen=True, slots=True)
class Sweep:
    """All pixels whose middle a tip reaches while it goes from `start` to `end`."""

    tip: Tip
    start: Point
    end: Point

    @property
    def box(self) -> Box:
        """Whole pixels around all that may be covered."""
        (x0, y0), (x1, y1), r = self.start, self.end, self.tip.radius
        return Box(
            math.floor(min(x0, x1) - r),
            math.floor(min(y0, y1) - r),
            math.ceil(max(x0, x1) + r),
            math.ceil(max(y0, y1) + r),
        )

    def runs(self, top: int, bottom: int) -> tuple[Runs, Runs]:
        """For each row the first covered column and the one after the last; equal for none.

        What is swept is convex, so that every row has one run.
        """
        rows = np.arange(top, bottom, dtype=np.float64) + np.float64(0.5)
        low, high = self._square(rows) if self.tip.is_square else self._round(rows)
        # A pixel is covered where its middle is: the hair keeps middles on the rim in.
        first = np.ceil(np.clip(low, -_FAR, _FAR) - 0.5 - 1e-9).astype(np.int64)
        last = np.floor(np.clip(high, -_FAR, _FAR) - 0.5 + 1e-9).astype(np.int64) + 1
        is_met = high >= low
        first[~is_met] = 0
        return first, np.where(is_met, np.maximum(first, last), 0)

    def _square(self, rows: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
        """Where along the way the square reaches a row, and how far across it then lies."""
        (x0, y0), (x1, y1), r = self.start, self.end, self.tip.radius
        down = y1 - y0
        if down == 0:
            near = np.zeros_like(rows)
            far = np.ones_like(rows)
            is_met = np.abs(rows - y0) <= r + 1e-9
        else:
            ends = np.stack([(rows - r - y0) / down, (rows + r - y0) / down])
            near, far = np.maximum(ends.min(0), 0.0), np.minimum(ends.max(0), 1.0)
            is_met = far >= near - 1e-9
        one, other = x0 + near * (x1 - x0), x0 + far * (x1 - x0)
        low, high = np.minimum(one, other) - r, np.maximum(one, other) + r
        return np.where(is_met, low, 1.0), np.where(is_met, high, -1.0)

    def _round(self, rows: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
        """The hull of both discs and of the band between them."""
        (x0, y0), (x1, y1), r = self.start, self.end, self.tip.radius
        low = np.full(rows.shape, np.inf)
        high = np.full(rows.shape, -np.inf)
        for x, y in {self.start, self.end}:
            square = r * r - (rows - y) ** 2
            half = np.sqrt(np.maximum(square, 0.0))
            is_met = square >= -1e-9
            low = np.where(is_met, np.minimum(low, x - half), low)
            high = np.where(is_met, np.maximum(high, x + half), high)
        length = math.hypot(x1 - x0, y1 - y0)
        if length > 0:
            nx, ny = -(y1 - y0) / length * r, (x1 - x0) / length * r
            corners = [
                (x0 + nx, y0 + ny),
                (x1 + nx, y1 + ny),
                (x1 - nx, y1 - ny),
                (x0 - nx, y0 - ny),
            ]
            for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True):
                if ay == by:
                    continue
                share = (rows - ay) / (by - ay)
                across = ax + share * (bx - ax)
                is_met = (share >= 0) & (share <= 1)
                low = np.where(is_met, np.minimum(low, across), low)
                high = np.where(is_met, np.maximum(high, across), high)
        return low, high
