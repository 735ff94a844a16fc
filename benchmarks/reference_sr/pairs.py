"""Builds targets and references of five levels of likeness out of photographs, all from one seed.

How a cell is made, so that anybody can make it again:

- The target is a square of 384 px (less where the photograph is smaller), its corner drawn evenly.
- Levels SAME and OTHER show half of the target at most: a rectangle that ends in the middle of the
  target and reaches up to 448 px beyond it, resampled by a homography of its own (scale, turn and
  perspective drawn within the level's bounds), other exposure, gamma and white balance, noise,
  and saved as JPEG. No pixel of a target appears at its own scale and place.
- Level SCENE is a part of the same photograph that does not touch the target, treated as SAME.
- Level KIND is the photograph with the most similar histogram of colours and gradients, level
  UNRELATED the one with the least similar; both are treated as SAME.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Bytes = NDArray[np.uint8]
Numbers = NDArray[np.float64]
TARGET_PX = 384
BEYOND_PX = 448


class Level(Enum):
    """How alike target and reference are."""

    SAME = "same"
    OTHER = "other"
    SCENE = "scene"
    KIND = "kind"
    UNRELATED = "unrelated"


@dataclass(frozen=True)
class Treatment:
    """The bounds of what a reference is put through."""

    scale: float
    """Largest factor either way."""
    turn_deg: float
    lean: float
    """How far the corners move apart, as a share of the side."""
    exposure: float
    noise: float
    """Sigma in 0..255."""
    quality: int


MILD = Treatment(1.12, 6.0, 0.015, 0.10, 1.5, 92)
HARSH = Treatment(1.35, 20.0, 0.05, 0.25, 4.0, 80)


@dataclass(frozen=True)
class Cell:
    """One thing to be done: the truth, and a reference for it."""

    name: str
    level: str
    truth: Bytes
    reference: Bytes
    covered: float
    """The share of the target that the reference shows at most."""


def cells(photographs: Sequence[tuple[str, Bytes]], seed: int = 5) -> list[Cell]:
    """Five cells for each photograph."""
    words = np.stack([_description(picture) for _, picture in photographs])
    made: list[Cell] = []
    for index, (name, picture) in enumerate(photographs):
        chance = np.random.default_rng([seed, index])
        side = min(TARGET_PX, *(length // 2 // 4 * 4 for length in picture.shape[:2]))
        top, left = (int(chance.integers(length - side + 1)) for length in picture.shape[:2])
        truth = picture[top : top + side, left : left + side].copy()
        gaps = np.abs(words - words[index]).sum(axis=1)
        gaps[index] = np.nan
        sources = {
            Level.SAME: (_half_of(picture, top, left, side), MILD, 0.5),
            Level.OTHER: (_half_of(picture, top, left, side), HARSH, 0.5),
            Level.SCENE: (_away_from(picture, top, left, side), MILD, 0.0),
            Level.KIND: (photographs[int(np.nanargmin(gaps))][1], MILD, 0.0),
            Level.UNRELATED: (photographs[int(np.nanargmax(gaps))][1], MILD, 0.0),
        }
        for level, (source, treatment, share) in sources.items():
            reference = treated(source, treatment, chance)
            made.append(Cell(name, level.value, truth, reference, share))
    return made


def _half_of(picture: Bytes, top: int, left: int, side: int) -> Bytes:
    """What lies to that side of the target's middle line on which there is more of the picture."""
    rows, columns = picture.shape[:2]
    middle = left + side // 2
    if columns - middle > middle:
        across = slice(middle, min(columns, middle + side // 2 + BEYOND_PX))
    else:
        across = slice(max(0, middle - side // 2 - BEYOND_PX), middle)
    down = slice(max(0, top - side // 4), min(rows, top + side + side // 4))
    return picture[down, across]


def _away_from(picture: Bytes, top: int, left: int, side: int) -> Bytes:
    """The largest of the four rectangles beside the target."""
    right, bottom = left + side, top + side
    parts = (picture[:, :left], picture[:, right:], picture[:top], picture[bottom:])
    return max(parts, key=lambda part: min(part.shape[0], part.shape[1]))


def treated(source: Bytes, bounds: Treatment, chance: np.random.Generator) -> Bytes:
    """Resampled by a homography, in another light, noisy, saved again."""
    rows, columns = source.shape[:2]
    scale = float(np.exp(chance.uniform(-1, 1) * np.log(bounds.scale)))
    turn = np.deg2rad(chance.uniform(-1, 1) * bounds.turn_deg)
    middle = np.array([columns / 2, rows / 2])
    corners = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float64)
    spin = scale * np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    moved = (corners - middle) @ spin.T
    moved += chance.uniform(-bounds.lean, bounds.lean, (4, 2)) * [columns, rows]
    size = (round(columns * scale), round(rows * scale))
    moved += np.array(size) / 2
    edges = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1.0]])
    way = cv2.getPerspectiveTransform(corners.astype(np.float32), moved.astype(np.float32))
    way = np.linalg.inv(edges) @ way @ edges
    made = cv2.warpPerspective(
        source.astype(np.float32), way, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT
    )
    return _saved(_in_other_light(made, bounds, chance), bounds.quality)


def _in_other_light(
    picture: NDArray[np.generic], bounds: Treatment, chance: np.random.Generator
) -> Numbers:
    gamma = np.exp(chance.uniform(-1, 1) * bounds.exposure)
    gains = np.exp(chance.uniform(-1, 1) * bounds.exposure + 0.03 * chance.uniform(-1, 1, 3))
    lit = 255 * gains * (np.clip(np.asarray(picture, np.float64), 0, 255) / 255) ** gamma
    return lit + bounds.noise * chance.standard_normal(lit.shape)


def _saved(picture: Numbers, quality: int) -> Bytes:
    memory = io.BytesIO()
    eight = np.clip(np.rint(picture), 0, 255).astype(np.uint8)
    Image.fromarray(eight).save(memory, "JPEG", quality=quality, subsampling=0)
    memory.seek(0)
    with Image.open(memory) as opened:
        return np.asarray(opened.convert("RGB"), np.uint8)


def _description(picture: Bytes) -> Numbers:
    """Shares of colours (4 x 4 x 4) and of gradients by strength and direction (4 x 8)."""
    small = cv2.resize(picture, (128, 128), interpolation=cv2.INTER_AREA).astype(np.float64)
    bins = (small // 64).astype(np.int64) @ [16, 4, 1]
    colours = np.bincount(bins.ravel(), minlength=64) / bins.size
    grey = small.mean(axis=2)
    dy, dx = np.gradient(grey)
    strength = np.digitize(np.hypot(dx, dy), [2, 6, 16])
    way = ((np.arctan2(dy, dx) + np.pi) / (2 * np.pi) * 8).astype(np.int64) % 8
    gradients = np.bincount((strength * 8 + way).ravel(), minlength=32) / grey.size
    return np.concatenate([colours, gradients])
