"""Rectangles in pixels, and the context box that a generator sees around a mask."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Box:
    """A half-open rectangle `[left, right) x [top, bottom)` in whole pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of_size(cls, width: int, height: int) -> Box:
        return cls(0, 0, width, height)

    @property
    def width(self) -> int:
        return max(0, self.right - self.left)

    @property
    def height(self) -> int:
        return max(0, self.bottom - self.top)

    @property
    def is_empty(self) -> bool:
        return self.right <= self.left or self.bottom <= self.top

    @property
    def slices(self) -> tuple[slice, slice]:
        """Row and column slices into an array whose origin is this box's origin of coordinates."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def padded(self, pixels: int) -> Box:
        return Box(
            self.left - pixels,
            self.top - pixels,
            self.right + pixels,
            self.bottom + pixels,
        )

    def moved(self, dx: int, dy: int) -> Box:
        return Box(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)

    def intersection(self, other: Box) -> Box:
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def union(self, other: Box) -> Box:
        """The smallest box around both; an empty box adds nothing."""
        if self.is_empty:
            return other
        if other.is_empty:
            return self
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def contains(self, other: Box) -> bool:
        return other.is_empty or self.union(other) == self


def bounds_of(mask: NDArray[np.generic]) -> Box:
    """The smallest box around the non-zero cells of `mask` (H x W); empty if there are none."""
    rows = np.flatnonzero(mask.any(axis=1))
    if rows.size == 0:
        return Box(0, 0, 0, 0)
    columns = np.flatnonzero(mask[rows[0] : rows[-1] + 1].any(axis=0))
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


@dataclass(frozen=True, slots=True)
class ContextRule:
    """How far a generator looks around what it changes.

    The pad is the larger of `longest side / pad_divisor` and the mean side of the mask's bounds
    divided by two; the box is at least `minimum` pixels a side and a multiple of `multiple`.
    """

    pad_divisor: int = 16
    minimum: int = 512
    multiple: int = 8

    def box(self, mask_bounds: Box, width: int, height: int) -> Box:
        """The context box for a mask in a picture of `width` x `height`, clipped to it."""
        longest = max(mask_bounds.width, mask_bounds.height)
        mean = (mask_bounds.width + mask_bounds.height) / 2
        pad = int(max(longest / self.pad_divisor, mean / 2))
        wanted = mask_bounds.padded(pad)
        left, right = self._span(wanted.left, wanted.right, width)
        top, bottom = self._span(wanted.top, wanted.bottom, height)
        return Box(left, top, right, bottom)

    def _span(self, low: int, high: int, limit: int) -> tuple[int, int]:
        side = max(high - low, self.minimum)
        side = min(-(-side // self.multiple) * self.multiple, limit)
        start = (low + high - side) // 2
        start = max(0, min(start, limit - side))
        return start, start + side
