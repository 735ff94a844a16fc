"""Masks that are one formula of x, y and a few numbers, as the paper has them, fitted to regions.

f(x, y, p) is a network of two layers that all masks share: the first is fixed, the last is p.
What was trained on thousands of pictures in `ml/systems/pix2vec` is here fitted to one region by
logistic regression, so that no weights are needed. A mask belongs to no grid: it can be asked for
anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.api.regions import Box
from ml.generators.vector_layers.outline import Mask, outline
from ml.vector.raster import coverage_of
from ml.vector.shapes import Contour

Floats = NDArray[np.float64]
HIDDEN = 24
NUMBERS = HIDDEN + 6
"""Parameters of one mask, beside the four of its place and size."""
_SAMPLES = 56
_ROUNDS = 9
_RIDGE = 1e-3
_ROOM = 0.12
_FINE = 4


def _first_layer() -> tuple[Floats, Floats]:
    """The fixed weights: directions all around, and steps at places all over the frame."""
    chance = np.random.default_rng(1812_05484)
    angles = np.pi * (np.arange(HIDDEN) + 0.5) / HIDDEN
    sharp = chance.uniform(2.0, 6.0, HIDDEN)
    weights = np.stack([np.cos(angles), np.sin(angles)]) * sharp
    return weights, sharp * chance.uniform(-0.9, 0.9, HIDDEN)


_WEIGHTS, _SHIFTS = _first_layer()


@dataclass(frozen=True, eq=False)
class ImplicitMask:
    """f(x, y, p) in a frame (left, top, right, bottom) of the picture, 0..1 everywhere."""

    frame: tuple[float, float, float, float]
    numbers: Floats

    def at(self, xs: Floats, ys: Floats) -> Floats:
        """The mask at any places, alone or many: a value depends on its own x and y only."""
        left, top, right, bottom = self.frame
        u = 2 * (np.asarray(xs, np.float64) - left) / (right - left) - 1
        v = 2 * (np.asarray(ys, np.float64) - top) / (bottom - top) - 1
        return _sigmoid(_features(u, v) @ self.numbers)

    def on(self, box: Box, fineness: int = 1) -> Floats:
        """At the middles of the pixels of `box`, or of pixels so many times as fine."""
        ys = box.top + (np.arange(box.height * fineness) + 0.5) / fineness
        xs = box.left + (np.arange(box.width * fineness) + 0.5) / fineness
        grid = np.meshgrid(xs, ys)
        return self.at(grid[0], grid[1])


def _features(u: Floats, v: Floats) -> Floats:
    plain = (np.ones_like(u), u, v, u * u, u * v, v * v)
    hidden = np.tanh(u[..., None] * _WEIGHTS[0] + v[..., None] * _WEIGHTS[1] + _SHIFTS)
    return np.concatenate([np.stack(plain, axis=-1), hidden], axis=-1)


def _sigmoid(values: Floats) -> Floats:
    return 1 / (1 + np.exp(-np.clip(values, -40, 40)))


def fit_mask(mask: Mask) -> ImplicitMask | None:
    """The formula that comes nearest to a region (h, w); None where that is empty.

    Logistic regression by iterated least squares (Newton), on at most 56 by 56 places.
    """
    rows, cols = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return None
    left, right, top, bottom = cols[0], cols[-1] + 1, rows[0], rows[-1] + 1
    room_x, room_y = _ROOM * (right - left) + 1.5, _ROOM * (bottom - top) + 1.5
    frame = (left - room_x, top - room_y, right + room_x, bottom + room_y)
    xs = np.linspace(frame[0], frame[2], _SAMPLES)
    ys = np.linspace(frame[1], frame[3], _SAMPLES)
    grid = np.meshgrid(xs, ys)
    # What lies beyond the picture goes on as its border does.
    inside = mask[
        np.clip(np.floor(grid[1]).astype(int), 0, mask.shape[0] - 1),
        np.clip(np.floor(grid[0]).astype(int), 0, mask.shape[1] - 1),
    ]
    across, down = np.meshgrid(*[np.linspace(-1, 1, _SAMPLES)] * 2)
    features = _features(across, down).reshape(-1, NUMBERS)
    return ImplicitMask(frame, _regressed(features, inside.ravel().astype(np.float64)))


def _regressed(features: Floats, wanted: Floats) -> Floats:
    numbers = np.zeros(features.shape[1])
    for _ in range(_ROUNDS):
        found = _sigmoid(features @ numbers)
        weight = np.maximum(found * (1 - found), 1e-3)
        slope = features.T @ (wanted - found) - _RIDGE * len(wanted) * numbers / 100
        bend = (features * weight[:, None]).T @ features
        bend += _RIDGE * len(wanted) / 100 * np.eye(len(numbers))
        numbers = numbers + np.linalg.solve(bend, slope)
    return numbers


def contoured(
    formula: ImplicitMask, page: Box, slack_px: float, most: int
) -> tuple[Contour, float] | None:
    """The level f = 1/2 as a closed curve, and how far that leaves it on the whole, in pixels.

    The distance is the area between both over the length of the level. None where nothing is.
    """
    values = formula.on(page)
    found = outline(values > 0.5, slack_px, most)
    if found is None:
        return None
    fine = formula.on(page, _FINE) > 0.5
    exact = fine.reshape(page.height, _FINE, page.width, _FINE).mean(axis=(1, 3))
    length = (np.abs(np.diff(fine, axis=0)).sum() + np.abs(np.diff(fine, axis=1)).sum()) / _FINE
    apart = float(np.abs(coverage_of((found,), page) - exact).sum())
    return found, apart / max(float(length), 1.0)
