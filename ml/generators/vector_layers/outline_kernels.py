"""The compiled loops that lay as few cubic segments as will do along a closed chain of points."""

# The compiler types its own arguments.
# pyright: basic

from __future__ import annotations

import math

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_ROUNDS = 3
_MOST_POINTS = 48


@numba.njit(cache=True, nogil=True)
def span_fit(chain: Floats, start: int, steps: int, out: Floats) -> float:
    """Least squares of a cubic with fixed ends over part of a chain (Schneider 1990).

    The part begins at `start` and goes `steps` points on, around the end of the chain. The two
    handles go into `out` (2, 2); returned is how far the curve leaves the points at most.
    """
    count = len(chain)
    many = min(steps, _MOST_POINTS)
    points = np.empty((many + 1, 2))
    for n in range(many + 1):
        place = (start + (n * steps) // many) % count
        points[n, 0], points[n, 1] = chain[place, 0], chain[place, 1]
    t = np.empty(many + 1)
    t[0] = 0.0
    for n in range(many):
        along = math.hypot(points[n + 1, 0] - points[n, 0], points[n + 1, 1] - points[n, 1])
        t[n + 1] = t[n] + along
    total = max(t[many], 1e-9)
    for n in range(many + 1):
        t[n] /= total
    for axis in range(2):
        first, last = points[0, axis], points[many, axis]
        out[0, axis] = (2 * first + last) / 3
        out[1, axis] = (first + 2 * last) / 3
    if many < 3:
        return _worst(points, t, out)
    for _ in range(_ROUNDS):
        _solve(points, t, out)
        _nearer(points, t, out)
    return _worst(points, t, out)


@numba.njit(cache=True, nogil=True)
def _solve(points: Floats, t: Floats, out: Floats) -> None:
    """The best handles for points at known places of the curve."""
    last = len(points) - 1
    aa, ab, bb = 0.02, 0.0, 0.02
    wanted = np.empty((2, 2))
    for axis in range(2):
        # Pulled a little towards the straight line, so that short spans keep calm handles.
        first, end = points[0, axis], points[last, axis]
        wanted[0, axis] = 0.02 * (2 * first + end) / 3
        wanted[1, axis] = 0.02 * (first + 2 * end) / 3
    for n in range(last + 1):
        u = 1.0 - t[n]
        a, b = 3 * u * u * t[n], 3 * u * t[n] * t[n]
        aa += a * a
        ab += a * b
        bb += b * b
        for axis in range(2):
            rest = points[n, axis] - u * u * u * points[0, axis]
            rest -= t[n] * t[n] * t[n] * points[last, axis]
            wanted[0, axis] += a * rest
            wanted[1, axis] += b * rest
    scale = 1.0 / (aa * bb - ab * ab)
    for axis in range(2):
        out[0, axis] = (bb * wanted[0, axis] - ab * wanted[1, axis]) * scale
        out[1, axis] = (aa * wanted[1, axis] - ab * wanted[0, axis]) * scale


@numba.njit(cache=True, nogil=True)
def _nearer(points: Floats, t: Floats, handles: Floats) -> None:
    """Move each point's place along the curve to where the curve is nearest (Newton)."""
    last = len(points) - 1
    for n in range(1, last):
        u = 1.0 - t[n]
        dot, speed = 0.0, 1e-9
        for axis in range(2):
            p0, p3 = points[0, axis], points[last, axis]
            p1, p2 = handles[0, axis], handles[1, axis]
            place = u**3 * p0 + 3 * u * u * t[n] * p1 + 3 * u * t[n] * t[n] * p2 + t[n] ** 3 * p3
            slope = 3 * (u * u * (p1 - p0) + 2 * u * t[n] * (p2 - p1) + t[n] * t[n] * (p3 - p2))
            dot += (place - points[n, axis]) * slope
            speed += slope * slope
        t[n] = min(1.0, max(t[n - 1], t[n] - dot / speed))
    t[last] = 1.0


@numba.njit(cache=True, nogil=True)
def _worst(points: Floats, t: Floats, handles: Floats) -> float:
    """The largest distance between a point and its place on the curve."""
    last = len(points) - 1
    worst = 0.0
    for n in range(last + 1):
        u = 1.0 - t[n]
        away = 0.0
        for axis in range(2):
            place = u**3 * points[0, axis] + 3 * u * u * t[n] * handles[0, axis]
            place += 3 * u * t[n] * t[n] * handles[1, axis] + t[n] ** 3 * points[last, axis]
            away += (place - points[n, axis]) ** 2
        worst = max(worst, away)
    return math.sqrt(worst)


@numba.njit(cache=True, nogil=True)
def thinned(chain: Floats, nodes: Ints, slack: float, least: int, most: int) -> Ints:
    """The nodes (places along the chain) without those that a longer segment does without.

    One by one the node goes whose segment, joined with the next, leaves the chain least: while
    that is within `slack`, or there are more than `most`; `least` stay in any case.
    """
    count = len(chain)
    kept = nodes.copy()
    left = len(kept)
    scratch = np.empty((2, 2))
    costs = np.empty(left)
    for n in range(left):
        costs[n] = _joined(chain, kept, n, left, scratch)
    while left > least:
        best = int(np.argmin(costs[:left]))
        if costs[best] > slack and left <= most:
            break
        for n in range(best, left - 1):
            kept[n] = kept[n + 1]
            costs[n] = costs[n + 1]
        left -= 1
        for n in (best - 1, best):
            costs[n % left] = _joined(chain, kept, n % left, left, scratch)
    return kept[:left] % count


@numba.njit(cache=True, nogil=True)
def _joined(chain: Floats, nodes: Ints, n: int, left: int, scratch: Floats) -> float:
    """How far the chain would be left without node `n`."""
    before, after = nodes[(n - 1) % left], nodes[(n + 1) % left]
    steps = (after - before) % len(chain)
    if steps == 0:
        steps = len(chain)
    return span_fit(chain, before, steps, scratch)
