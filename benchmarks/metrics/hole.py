"""Where a fill is judged: the box around the hole, with some of the known picture beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PAD_PX = 32
MINIMUM_PX = 96


class EmptyHole(ValueError):
    """The mask marks no pixel, so there is nothing to judge."""


@dataclass(frozen=True)
class HoleBox:
    """A rectangle inside the picture: rows top..bottom, columns left..right, ends excluded."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def slices(self) -> tuple[slice, slice]:
        """Index of the box in an HxW or HxWxC array."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    @property
    def area_px(self) -> int:
        """Number of pixels in the box."""
        return (self.bottom - self.top) * (self.right - self.left)


def padded_hole_box(hole: NDArray[np.bool_], pad_px: int = PAD_PX) -> HoleBox:
    """Bounding box of the hole grown by `pad_px`, clipped to the picture.

    A side shorter than `MINIMUM_PX` is widened as far as the picture allows, because the
    feature networks need about a hundred pixels to say anything. Raises `EmptyHole`.
    """
    rows = np.flatnonzero(hole.any(axis=1))
    columns = np.flatnonzero(hole.any(axis=0))
    if rows.size == 0:
        raise EmptyHole("The mask is empty: mark the pixels that were filled.")
    top, bottom = _widen(int(rows[0]), int(rows[-1]) + 1, pad_px, hole.shape[0])
    left, right = _widen(int(columns[0]), int(columns[-1]) + 1, pad_px, hole.shape[1])
    return HoleBox(top, left, bottom, right)


def _widen(start: int, stop: int, pad_px: int, limit: int) -> tuple[int, int]:
    start, stop = max(0, start - pad_px), min(limit, stop + pad_px)
    needed = max(stop - start, min(MINIMUM_PX, limit))
    start = min(max(0, start - (needed - (stop - start)) // 2), limit - needed)
    return start, start + needed
