"""Draws holes by chance as people make them: brush strokes, boxes, blobs, silhouettes of things."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from ml.training.examples.fields import clouds

Hole = NDArray[np.bool_]
"""rows x columns, true where something is missing."""
_ATTEMPTS = 12


@dataclass(frozen=True)
class HoleOptions:
    """How much may be missing, as shares of the picture."""

    least: float = 0.03
    most: float = 0.5


def draw_hole(
    side_px: int, chance: np.random.Generator, options: HoleOptions | None = None
) -> Hole:
    """A square mask with one to three kinds of holes, covering about `least` to `most` of it.

    The wanted coverage is drawn first, so small and large holes are equally likely; where no
    attempt comes within a fifth of it, the nearest one is taken.
    """
    limits = options or HoleOptions()
    wanted = chance.uniform(limits.least, limits.most)
    nearest, distance = np.zeros((side_px, side_px), bool), math.inf
    for _ in range(_ATTEMPTS):
        hole = _attempt(side_px, wanted, limits, chance)
        away = abs(float(hole.mean()) - wanted)
        if hole.any() and away < distance:
            nearest, distance = hole, away
        if distance < 0.2 * wanted:
            break
    return nearest if nearest.any() else box_hole(side_px, wanted, chance)


def _attempt(side_px: int, wanted: float, limits: HoleOptions, chance: np.random.Generator) -> Hole:
    hole = np.zeros((side_px, side_px), bool)
    kinds = chance.choice(len(KINDS), int(chance.choice([1, 1, 1, 2, 3])), p=WEIGHTS)
    for kind in kinds:
        grown = hole | KINDS[int(kind)](side_px, wanted / len(kinds), chance)
        if grown.mean() <= limits.most:
            hole = grown
    return hole


def box_hole(side_px: int, share: float, chance: np.random.Generator) -> Hole:
    """An upright rectangle covering `share`; it may touch the rim."""
    aspect = math.exp(chance.uniform(-0.7, 0.7))
    height = min(side_px, max(1, round(side_px * math.sqrt(share * aspect))))
    width = min(side_px, max(1, round(side_px**2 * share / height)))
    top = int(chance.integers(0, side_px - height + 1))
    left = int(chance.integers(0, side_px - width + 1))
    hole = np.zeros((side_px, side_px), bool)
    hole[top : top + height, left : left + width] = True
    return hole


def stroke_hole(side_px: int, share: float, chance: np.random.Generator) -> Hole:
    """Wavy brush strokes, thin or thick, until `share` is covered."""
    image = Image.new("1", (side_px, side_px))
    draw = ImageDraw.Draw(image)
    width_px = max(2, round(side_px * chance.choice([0.02, 0.04, 0.08, 0.16])))
    for _ in range(60):
        _stroke(draw, side_px, max(2, round(width_px * chance.uniform(0.7, 1.3))), chance)
        if np.asarray(image).mean() >= share * 0.9:
            break
    return np.asarray(image).astype(bool)


def _stroke(
    draw: ImageDraw.ImageDraw, side_px: int, width_px: int, chance: np.random.Generator
) -> None:
    x, y = chance.uniform(0, side_px, 2)
    heading, bend = chance.uniform(0, 2 * math.pi), chance.normal(0, 0.3)
    points = [(x, y)]
    for _ in range(int(chance.integers(2, 9))):
        heading += bend + chance.normal(0, 0.4)
        step = side_px * chance.uniform(0.04, 0.14)
        x = float(np.clip(x + step * math.cos(heading), 0, side_px))
        y = float(np.clip(y + step * math.sin(heading), 0, side_px))
        points.append((x, y))
    draw.line(points, fill=1, width=width_px, joint="curve")
    for x, y in (points[0], points[-1]):
        reach = width_px / 2
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=1)


def blob_hole(side_px: int, share: float, chance: np.random.Generator) -> Hole:
    """What lies above a level of soft clouds: irregular islands, as of stains and shadows."""
    field = clouds(side_px, chance, coarse=int(chance.integers(2, 6)))
    return field > np.quantile(field, 1.0 - share)


def figure_hole(side_px: int, share: float, chance: np.random.Generator) -> Hole:
    """A lumpy outline with up to five limbs: the silhouette of a thing somebody wants gone."""
    image = Image.new("1", (side_px, side_px))
    draw = ImageDraw.Draw(image)
    radius = side_px * math.sqrt(share / math.pi) * 0.85
    x, y = chance.uniform(0.1, 0.9, 2) * side_px
    stretch, lean = chance.uniform(0.6, 1.7), chance.uniform(0, math.pi)
    draw.polygon(_outline((x, y), radius, (stretch, lean), chance), fill=1)
    for _ in range(int(chance.integers(0, 6))):
        turn = chance.uniform(0, 2 * math.pi)
        reach = radius * chance.uniform(1.1, 2.0)
        tip = (x + reach * math.cos(turn), y + reach * math.sin(turn))
        width_px = max(2, round(radius * chance.uniform(0.15, 0.5)))
        draw.line([(x, y), tip], fill=1, width=width_px)
        end = width_px / 2
        draw.ellipse((tip[0] - end, tip[1] - end, tip[0] + end, tip[1] + end), fill=1)
    return np.asarray(image).astype(bool)


def _outline(
    middle: tuple[float, float],
    radius: float,
    shape: tuple[float, float],
    chance: np.random.Generator,
) -> list[tuple[float, float]]:
    """A closed curve around `middle`; `shape` is how far it is stretched, and its lean."""
    (x, y), (stretch, lean) = middle, shape
    jagged = chance.random() < 0.25
    turns = np.linspace(0, 2 * math.pi, 9 if jagged else 64, endpoint=False)
    radii = np.ones_like(turns)
    for wave in range(2, 8):
        size, phase = chance.normal(0, 0.3 / wave), chance.uniform(0, 2 * math.pi)
        radii += size * np.cos(wave * turns + phase)
    along = radius * radii * np.cos(turns) * math.sqrt(stretch)
    across = radius * radii * np.sin(turns) / math.sqrt(stretch)
    xs = x + along * math.cos(lean) - across * math.sin(lean)
    ys = y + along * math.sin(lean) + across * math.cos(lean)
    return list(zip(xs.tolist(), ys.tolist(), strict=True))


KINDS: tuple[Callable[[int, float, np.random.Generator], Hole], ...] = (
    stroke_hole, box_hole, blob_hole, figure_hole,
)  # fmt: skip
WEIGHTS = (0.35, 0.2, 0.15, 0.3)
