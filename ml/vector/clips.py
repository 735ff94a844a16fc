"""The outlines of a mask as curves that a drawing can be clipped to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ml.vector.shapes import Contour

Points = NDArray[np.intp]
TOLERANCE_PX = 1.0
"""How far a line may pass by a corner: the steps of slopes lie within it."""


def clip_of(mask: NDArray[np.bool_]) -> tuple[Contour, ...]:
    """The mask's outlines (rows x columns), holes too, along the borders of its pixels."""
    loops = (_plainer(_corners(loop)) for loop in _loops(*_steps(mask)))
    return tuple(Contour.polygon(loop.astype(np.float64)) for loop in loops if len(loop) > 2)


def _steps(mask: NDArray[np.bool_]) -> tuple[Points, Points]:
    """Every border of one pixel as a step from (x, y) to (x, y), the inside on its right."""
    padded = np.pad(mask, 1).astype(np.int8)
    down, across = np.diff(padded, axis=0)[:, 1:-1], np.diff(padded, axis=1)[1:-1]
    starts, ends = [], []
    for change, sign, start, end in (
        (down, 1, (0, 0), (1, 0)), (down, -1, (1, 0), (0, 0)),
        (across, 1, (0, 1), (0, 0)), (across, -1, (0, 0), (0, 1)),
    ):  # fmt: skip
        places = np.argwhere(change == sign)[:, ::-1]
        starts.append(places + start)
        ends.append(places + end)
    return np.concatenate(starts), np.concatenate(ends)


def _loops(starts: Points, ends: Points) -> list[Points]:
    """Steps joined until they come home: as many lead away from a place as to it."""
    leads: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for (x, y), (to_x, to_y) in zip(starts.tolist(), ends.tolist(), strict=True):
        leads.setdefault((x, y), []).append((to_x, to_y))
    loops: list[Points] = []
    for first, onward in leads.items():
        while onward:
            loop, here = [first], onward.pop()
            while here != first:
                loop.append(here)
                here = leads[here].pop()
            loops.append(np.array(loop, np.intp))
    return loops


def _corners(loop: Points) -> Points:
    """Without the points at which the way goes straight on."""
    before, after = loop - np.roll(loop, 1, axis=0), np.roll(loop, -1, axis=0) - loop
    return loop[(before != after).any(axis=1)]


def _plainer(loop: Points) -> Points:
    """Fewer corners, none left out further than the tolerance (Douglas and Peucker 1973)."""
    far = int(np.abs(loop - loop[0]).sum(axis=1).argmax())
    ring = np.concatenate([loop, loop[:1]])
    kept = np.zeros(len(ring), np.bool_)
    kept[[0, far, -1]] = True
    waiting = [(0, far), (far, len(ring) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        away = _distances(ring[first + 1 : last], ring[first], ring[last])
        worst = int(away.argmax())
        if away[worst] > TOLERANCE_PX:
            middle = first + 1 + worst
            kept[middle] = True
            waiting += [(first, middle), (middle, last)]
    return ring[:-1][kept[:-1]]


def _distances(points: Points, start: Points, end: Points) -> NDArray[np.float64]:
    """How far points lie from the line through two others."""
    along = (end - start).astype(np.float64)
    from_start = points - start
    length = np.hypot(*along)
    if length == 0:
        return np.hypot(from_start[:, 0], from_start[:, 1])
    return np.abs(along[0] * from_start[:, 1] - along[1] * from_start[:, 0]) / length
