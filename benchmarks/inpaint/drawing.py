"""Draws the three kinds of holes from a seed: strokes, an object-like blob and a box."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from benchmarks.inpaint.shapes import Capsule, Polygon, Rectangle, Shape, paint

KINDS = ("strokes", "blob", "box")
COVERAGE = {"strokes": (0.11, 0.13), "blob": (0.08, 0.10), "box": (0.195, 0.205)}
_ATTEMPTS = 400


class NoSuchHole(RuntimeError):
    """No hole of the wanted coverage came up in many attempts."""


def draw_hole(kind: str, height: int, width: int, seed: int) -> tuple[Shape, ...]:
    """Shapes of one hole whose coverage lies inside `COVERAGE[kind]`, the same for one seed."""
    rng = np.random.default_rng(seed)
    draw = _DRAWERS[kind]
    low, high = COVERAGE[kind]
    for _ in range(_ATTEMPTS):
        shapes = draw(height, width, rng)
        if low <= float(paint(shapes, height, width).mean()) <= high:
            return shapes
    raise NoSuchHole(f"No {kind} of {low:.0%} to {high:.0%} came up for seed {seed}.")


def _strokes(height: int, width: int, rng: np.random.Generator) -> tuple[Shape, ...]:
    """Wavy brush strokes of several widths, added until 11 % are covered."""
    side = min(height, width)
    shapes: list[Shape] = []
    for _ in range(40):
        shapes += _stroke(height, width, round(side * rng.uniform(0.014, 0.034)), rng)
        if float(paint(shapes, height, width).mean()) >= COVERAGE["strokes"][0]:
            break
    return tuple(shapes)


def _stroke(height: int, width: int, radius_px: int, rng: np.random.Generator) -> list[Shape]:
    step = min(height, width) * rng.uniform(0.06, 0.12)
    heading = rng.uniform(0, 2 * math.pi)
    x, y = rng.uniform(0.1, 0.9) * width, rng.uniform(0.1, 0.9) * height
    shapes: list[Shape] = []
    for _ in range(int(rng.integers(3, 8))):
        heading += rng.normal(0, 0.5)
        next_x = float(np.clip(x + step * math.cos(heading), 0, width - 1))
        next_y = float(np.clip(y + step * math.sin(heading), 0, height - 1))
        shapes.append(Capsule(round(x), round(y), round(next_x), round(next_y), radius_px))
        x, y = next_x, next_y
    return shapes


def _blob(height: int, width: int, rng: np.random.Generator) -> tuple[Shape, ...]:
    """A lumpy outline with two limbs: the silhouette of a thing somebody wants gone."""
    radius = math.sqrt(height * width) * rng.uniform(0.13, 0.17)
    stretch = rng.uniform(0.75, 1.35)
    x = rng.uniform(0.3, 0.7) * width
    y = rng.uniform(0.3, 0.7) * height
    waves = [(n, rng.normal(0, 0.22 / n), rng.uniform(0, 2 * math.pi)) for n in range(2, 7)]
    points: list[tuple[int, int]] = []
    for turn in np.linspace(0, 2 * math.pi, 48, endpoint=False):
        here = radius * (1 + sum(size * math.cos(n * turn + phase) for n, size, phase in waves))
        points.append(
            (round(x + here * stretch * math.cos(turn)), round(y + here / stretch * math.sin(turn)))
        )
    limbs: list[Shape] = []
    for turn in rng.uniform(0, 2 * math.pi, 2):
        reach = radius * rng.uniform(1.2, 1.6)
        tip = (round(x + reach * math.cos(turn)), round(y + reach * math.sin(turn)))
        limbs.append(Capsule(round(x), round(y), *tip, round(radius * rng.uniform(0.14, 0.24))))
    return (Polygon(tuple(points)), *limbs)


def _box(height: int, width: int, rng: np.random.Generator) -> tuple[Shape, ...]:
    aspect = rng.uniform(0.7, 1.4)
    box_height = min(round(math.sqrt(0.2 * height * width * aspect)), height * 3 // 4)
    box_width = min(round(0.2 * height * width / box_height), width * 3 // 4)
    top = round(rng.uniform(0.08, 0.92) * (height - box_height))
    left = round(rng.uniform(0.08, 0.92) * (width - box_width))
    return (Rectangle(left, top, left + box_width, top + box_height),)


_DRAWERS: dict[str, Callable[[int, int, np.random.Generator], tuple[Shape, ...]]] = {
    "strokes": _strokes,
    "blob": _blob,
    "box": _box,
}
