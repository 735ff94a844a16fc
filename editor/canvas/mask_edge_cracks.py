"""Finds the borders between pixels inside and outside of a mask, which its edge runs along."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Coverage = NDArray[np.uint8]
Places = NDArray[np.int32]

HALF = 128


@dataclass(frozen=True, slots=True)
class Cracks:
    """The borders between pixels inside and outside, of one tile, in pixels of its level.

    `across` are (x, y) of the pixels that have a border along their top, `down` of those that have
    one along their left side.
    """

    across: tuple[Places, Places]
    down: tuple[Places, Places]

    def joined(self, other: Cracks) -> Cracks:
        """These and the others."""
        return Cracks(_both(self.across, other.across), _both(self.down, other.down))

    def within(self, left: float, top: float, right: float, bottom: float) -> Cracks:
        """Those of the pixels that lie between these, in pixels of the level."""

        def kept(places: tuple[Places, Places]) -> tuple[Places, Places]:
            x, y = places
            seen = (x >= left) & (x <= right) & (y >= top) & (y <= bottom)
            return x[seen], y[seen]

        return Cracks(kept(self.across), kept(self.down))


def _both(one: tuple[Places, Places], other: tuple[Places, Places]) -> tuple[Places, Places]:
    if not other[0].size:
        return one
    return np.concatenate((one[0], other[0])), np.concatenate((one[1], other[1]))


_NO_PLACES: tuple[Places, Places] = (np.empty(0, np.int32), np.empty(0, np.int32))
NO_CRACKS = Cracks(_NO_PLACES, _NO_PLACES)


def find_cracks(coverage: Coverage, above: Coverage | None, left: Coverage | None) -> Cracks:
    """The borders in `coverage` (h, w), also towards the row above and the column at its left.

    Without a neighbour there is no border on that side.
    """
    return inner_cracks(coverage).joined(side_cracks(coverage, above, left))


def inner_cracks(coverage: Coverage) -> Cracks:
    """The borders between the pixels of `coverage` (h, w) themselves."""
    inside = coverage >= HALF
    if inside.all() or not inside.any():
        return NO_CRACKS
    x, y = _places_of(inside[1:] != inside[:-1])
    across = x, y + np.int32(1)
    x, y = _places_of(inside[:, 1:] != inside[:, :-1])
    return Cracks(across, (x + np.int32(1), y))


def side_cracks(coverage: Coverage, above: Coverage | None, left: Coverage | None) -> Cracks:
    """The borders towards the row above `coverage` and towards the column at its left."""
    across, down = _NO_PLACES, _NO_PLACES
    if above is not None:
        x = np.flatnonzero((coverage[0] >= HALF) != (above >= HALF)).astype(np.int32)
        across = x, np.zeros_like(x)
    if left is not None:
        y = np.flatnonzero((coverage[:, 0] >= HALF) != (left >= HALF)).astype(np.int32)
        down = np.zeros_like(y), y
    return Cracks(across, down)


def closed(coverage: Coverage, *, ends_below: bool, ends_right: bool) -> Coverage:
    """With an empty row and column where the picture ends, so that the line closes there."""
    ends = ((0, int(ends_below)), (0, int(ends_right)))
    return np.pad(coverage, ends) if ends_below or ends_right else coverage


def _places_of(cells: NDArray[np.bool_]) -> tuple[Places, Places]:
    """x and y of the true cells; several times faster than `np.nonzero` in two dimensions."""
    places = np.flatnonzero(cells)
    y, x = np.divmod(places, cells.shape[1] or 1)
    return x.astype(np.int32), y.astype(np.int32)
