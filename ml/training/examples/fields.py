"""Draws grey fields by chance: clouds, marble, waves, cells; masks and styles are made of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Field = NDArray[np.float32]
"""rows x columns, 0..1."""
MOST_CELLS = 160


def clouds(side_px: int, chance: np.random.Generator, *, coarse: int = 0) -> Field:
    """Noise in octaves; `coarse` cells along the first one's side, or drawn."""
    cells = coarse or int(chance.integers(2, 9))
    roughness = chance.uniform(0.35, 0.7)
    total, weight = np.zeros((side_px, side_px), np.float32), 1.0
    while cells < side_px and weight > 0.03:
        total += weight * enlarged(chance.random((cells + 1, cells + 1), np.float32), side_px)
        weight *= roughness
        cells *= 2
    return stretched(total)


def enlarged(grid: Field, side_px: int) -> Field:
    """A small grid as a smooth field."""
    return np.asarray(
        Image.fromarray(np.asarray(grid, np.float32)).resize(
            (side_px, side_px), Image.Resampling.BICUBIC
        )
    )


def stretched(field: Field) -> Field:
    """The same field from 0 to 1; zeros where it is flat."""
    low, high = float(field.min()), float(field.max())
    return ((field - low) / max(high - low, 1e-6)).astype(np.float32)


def marble(side_px: int, chance: np.random.Generator) -> Field:
    """Veins: waves bent by clouds."""
    along = _along(side_px, chance.uniform(0, np.pi)) * chance.uniform(2, 9)
    bent = along + chance.uniform(0.5, 3.0) * clouds(side_px, chance)
    return (0.5 + 0.5 * np.sin(2 * np.pi * bent)).astype(np.float32)


def stripes(side_px: int, chance: np.random.Generator) -> Field:
    """Straight or slightly bent bands, hard or soft."""
    along = _along(side_px, chance.uniform(0, np.pi)) * _pitch(side_px, chance, 3, 24)
    bent = along + chance.choice([0.0, 0.3, 0.8]) * clouds(side_px, chance)
    wave = 0.5 + 0.5 * np.sin(2 * np.pi * bent)
    return _hardened(wave, chance)


def rings(side_px: int, chance: np.random.Generator) -> Field:
    """Swirls around a point."""
    rows, columns = _grid(side_px)
    x, y = columns - chance.uniform(0, 1), rows - chance.uniform(0, 1)
    arms = int(chance.integers(0, 6))
    turn = arms * np.arctan2(y, x) / (2 * np.pi)
    out = np.hypot(x, y) * chance.uniform(3, 16)
    return _hardened(0.5 + 0.5 * np.sin(2 * np.pi * (out + turn)), chance)


def cells(side_px: int, chance: np.random.Generator) -> Field:
    """Voronoi cells, each of one grey, some with dark seams: mosaics and stained glass."""
    count = int(chance.integers(12, MOST_CELLS))
    points = chance.random((count, 2), np.float32)
    points[:, 0] *= chance.choice([1.0, 1.0, 2.0])
    rows, columns = _grid(side_px)
    distance = np.stack([(rows - y) ** 2 + (columns - x) ** 2 for y, x in points])
    nearest = distance.argmin(axis=0)
    grey = chance.random(count, np.float32)[nearest]
    if chance.random() < 0.5:
        edges = (nearest != np.roll(nearest, 1, 0)) | (nearest != np.roll(nearest, 1, 1))
        grey = np.where(edges, np.float32(0), grey)
    return grey.astype(np.float32)


def dots(side_px: int, chance: np.random.Generator) -> Field:
    """A turned grid of dots whose size follows clouds: halftone, pointillism, weave."""
    turn, pitch = chance.uniform(0, np.pi / 2), _pitch(side_px, chance, 8, 40)
    first = np.sin(2 * np.pi * pitch * _along(side_px, turn))
    second = np.sin(2 * np.pi * pitch * _along(side_px, turn + np.pi / 2))
    field = 0.5 + 0.25 * (first + second)
    return _hardened(0.6 * field + 0.4 * clouds(side_px, chance), chance)


FIELDS: tuple[Callable[[int, np.random.Generator], Field], ...] = (
    clouds, marble, stripes, rings, cells, dots,
)  # fmt: skip


def any_field(side_px: int, chance: np.random.Generator) -> Field:
    """One of them."""
    return FIELDS[int(chance.integers(len(FIELDS)))](side_px, chance)


def finest_pitch(side_px: int) -> float:
    """The most waves along a side that are still drawn as waves: five pixels each."""
    return side_px / 5


def _pitch(side_px: int, chance: np.random.Generator, low: float, high: float) -> float:
    return min(chance.uniform(low, high), finest_pitch(side_px))


def _hardened(field: NDArray[np.floating], chance: np.random.Generator) -> Field:
    slope = chance.choice([1.0, 3.0, 12.0])
    return np.clip((field - 0.5) * slope + 0.5, 0, 1).astype(np.float32)


def _along(side_px: int, turn: float) -> Field:
    rows, columns = _grid(side_px)
    return (columns * np.cos(turn) + rows * np.sin(turn)).astype(np.float32)


def _grid(side_px: int) -> tuple[Field, Field]:
    line = np.arange(side_px, dtype=np.float32) / np.float32(side_px)
    return line[:, None], line[None, :]
