"""From slanted colours, which are found by least squares, to gradients that SVG can hold."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ml.vector.shapes import Colour, Flat, Linear, Paint, Stop

Floats = NDArray[np.float64]
RIDGE_PX = 3.0
_FLAT_STEP = 1.0 / 255


def solve(normal: Floats, wanted: Floats, reach: Floats, *, is_flat: bool) -> Floats:
    """The best coefficients (3, k) whose colours change along one line only.

    `reach` (n, 2) are points around the layer; all colours between them lie in 0..1.
    """
    total = normal[0, 0]
    channels = wanted.shape[1]
    out = np.zeros((3, channels))
    if total <= 1e-9:
        out[0] = 0.5
        return out
    middle = normal[0, 1:] / total
    mean = wanted[0] / total
    if is_flat:
        out[0] = np.clip(mean, 0, 1)
        return out
    spread = normal[1:, 1:] / total - np.outer(middle, middle)
    slanted = wanted[1:] / total - np.outer(middle, mean)
    slopes = np.linalg.solve(spread + RIDGE_PX**2 * np.eye(2), slanted)
    slopes = _one_direction(slopes, spread)
    out[1:] = slopes
    out[0] = mean - middle @ slopes
    return _within(out, middle, reach)


def _one_direction(slopes: Floats, spread: Floats) -> Floats:
    """The nearest slopes (2, k) of rank one, as differences of colour over the layer count."""
    values, vectors = np.linalg.eigh(spread + 1e-6 * np.eye(2))
    root = vectors * np.sqrt(np.maximum(values, 1e-9)) @ vectors.T
    u, s, v = np.linalg.svd(root @ slopes, full_matrices=False)
    return np.linalg.solve(root, u[:, :1] * s[0] @ v[:1])


def _within(out: Floats, middle: Floats, reach: Floats) -> Floats:
    """Each channel's slope cut so that all its colours lie in 0..1; the middle keeps its own."""
    direction = _direction(out)
    low, high = _ends(direction, reach)
    centre = float(direction @ middle)
    mean = np.clip(out[0] + middle @ out[1:], 0, 1)
    rate = direction @ out[1:]
    room = np.where(rate >= 0, 1 - mean, mean)
    other = np.where(rate >= 0, mean, 1 - mean)
    above, below = max(high - centre, 1e-9), max(centre - low, 1e-9)
    rate = np.sign(rate) * np.minimum(abs(rate), np.minimum(room / above, other / below))
    made = np.empty_like(out)
    made[0] = mean - rate * centre
    made[1:] = np.outer(direction, rate)
    return made


def _direction(coefficients: Floats) -> Floats:
    """The unit vector along which all channels change."""
    u, s, _ = np.linalg.svd(coefficients[1:], full_matrices=False)
    return u[:, 0] if s[0] > 0 else np.array([1.0, 0.0])


def _ends(direction: Floats, reach: Floats) -> tuple[float, float]:
    along = reach @ direction
    return float(along.min()), float(along.max())


def paint_of(coefficients: Floats, reach: Floats) -> Paint:
    """As a gradient over `reach`; as one colour where nobody would see a difference."""
    direction = _direction(coefficients)
    low, high = _ends(direction, reach)
    rate = direction @ coefficients[1:, :3]
    if abs(rate).max() * (high - low) < _FLAT_STEP:
        centre = reach.mean(axis=0)
        return Flat(_colour(coefficients[0, :3] + centre @ coefficients[1:, :3]))
    centre = reach.mean(axis=0)
    across = centre - direction * float(centre @ direction)
    start, end = across + direction * low, across + direction * high
    stops = tuple(
        Stop(offset, _colour(coefficients[0, :3] + rate * place))
        for offset, place in ((0.0, low), (1.0, high))
    )
    return Linear((float(start[0]), float(start[1])), (float(end[0]), float(end[1])), stops)


def _colour(values: Floats) -> Colour:
    red, green, blue = (float(value) for value in np.clip(values, 0, 1))
    return (red, green, blue)
