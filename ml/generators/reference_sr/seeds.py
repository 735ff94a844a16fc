"""Finds distinct points that picture and reference share, whatever their size and turn.

Their number is bounded, so that time does not grow with picture times reference.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]
Numbers = NDArray[np.float64]
MOST_PX = 4_000_000
"""Larger planes are looked at smaller."""
MOST_POINTS = 4000
MOST_PAIRS = 1500
RATIO = 0.8
"""How much nearer the nearest must be than the next (Lowe 2004)."""
WAYS = 6
LEAST_AGREEING = 6


@dataclass(frozen=True)
class Seeds:
    """Pairs of points.

    here: n x 2 places in the large picture, px; there: n x 2 places in the reference, px; scale:
    logarithm of pixels of the reference in one of the large picture; turn: radians. ways: m x 8,
    whole maps on which many pairs agree: an affine map, scale and turn.
    """

    here: Numbers
    there: Numbers
    scale: Numbers
    turn: Numbers
    ways: Plane


def find_seeds(picture: Plane, reference: Plane, grain: float) -> Seeds:
    """Both planes are luminance in 0..1 with samples `grain` pixels apart, equally soft."""
    here, mine = _points(picture)
    there, theirs = _points(reference)
    pairs = _pairs(mine, theirs)
    a, b = here[pairs[:, 0]], there[pairs[:, 1]]
    places, others = a[:, :2] * grain, b[:, :2] * grain
    scale = np.log(np.maximum(b[:, 2], 1e-3) / np.maximum(a[:, 2], 1e-3))
    turn = np.deg2rad((b[:, 3] - a[:, 3] + 180.0) % 360.0 - 180.0)
    ways = _ways(places, others, (scale, turn), 6.0 * grain)
    return Seeds(places, others, scale, turn, ways)


def _points(plane: Plane) -> tuple[Numbers, Plane]:
    """n x 4 (x, y, size, angle; pixel edges of the plane as given) and n x 128 descriptions."""
    share = min(1.0, (MOST_PX / plane.size) ** 0.5)
    size = (max(1, round(plane.shape[1] * share)), max(1, round(plane.shape[0] * share)))
    seen = cv2.resize(plane, size, interpolation=cv2.INTER_AREA) if share < 1 else plane
    valid = np.isfinite(seen)
    eight = np.rint(np.clip(np.nan_to_num(seen), 0, 1) * 255).astype(np.uint8)
    finder = cv2.SIFT.create(MOST_POINTS, contrastThreshold=0.02)
    mask = None if valid.all() else valid.astype(np.uint8)
    found, words = finder.detectAndCompute(eight, mask)
    if words is None or not found:
        return np.zeros((0, 4)), np.zeros((0, 128), np.float32)
    across, down = plane.shape[1] / size[0], plane.shape[0] / size[1]
    places = [
        ((p.pt[0] + 0.5) * across, (p.pt[1] + 0.5) * down, p.size * across, p.angle) for p in found
    ]
    # Roots of shares compare better than the numbers themselves (Arandjelovic, Zisserman 2012).
    shares = np.sqrt(words / np.maximum(words.sum(axis=1, keepdims=True), 1e-6))
    return np.array(places, np.float64), shares.astype(np.float32)


def _pairs(mine: Plane, theirs: Plane) -> NDArray[np.int64]:
    """n x 2 indices of points that choose each other, the surest first."""
    if len(mine) < 2 or len(theirs) < 2:
        return np.zeros((0, 2), np.int64)
    likeness = mine @ theirs.T
    nearest = likeness.argmax(axis=1)
    rows = np.arange(len(mine))
    best = likeness[rows, nearest]
    back = likeness.argmax(axis=0)
    likeness[rows, nearest] = -1.0
    ratio = np.sqrt(np.maximum(2 - 2 * best, 0) / np.maximum(2 - 2 * likeness.max(axis=1), 1e-9))
    good = np.flatnonzero((ratio < RATIO) & (back[nearest] == rows))
    good = good[np.argsort(ratio[good], kind="stable")][:MOST_PAIRS]
    return np.stack([good, nearest[good]], axis=1)


def _ways(here: Numbers, there: Numbers, shape: tuple[Numbers, Numbers], tolerance: float) -> Plane:
    """Maps on which most pairs agree, one after the other, each fitted to its pairs."""
    scale, turn = shape
    found: list[Numbers] = []
    left = np.arange(len(here))
    while len(left) >= LEAST_AGREEING and len(found) < WAYS:
        agreeing = _agreeing(here[left], there[left], scale[left], turn[left], tolerance)
        best = agreeing[int(agreeing.sum(axis=1).argmax())]
        if best.sum() < LEAST_AGREEING:
            break
        chosen = left[best]
        found.append(_fitted(here[chosen], there[chosen]))
        left = left[~best]
    return np.array(found, np.float32).reshape(-1, 8)


def _agreeing(  # noqa: PLR0913 - what a pair of points is
    here: Numbers, there: Numbers, scale: Numbers, turn: Numbers, tolerance: float
) -> NDArray[np.bool_]:
    """n x n: whether pair j lies where pair i alone would put it."""
    a, b = np.exp(scale) * np.cos(turn), np.exp(scale) * np.sin(turn)
    dx, dy = here[None, :, 0] - here[:, None, 0], here[None, :, 1] - here[:, None, 1]
    x = there[:, None, 0] + a[:, None] * dx - b[:, None] * dy
    y = there[:, None, 1] + b[:, None] * dx + a[:, None] * dy
    gap = np.hypot(x - there[None, :, 0], y - there[None, :, 1])
    # A pair tells turn and scale poorly: what lies further off may miss by more.
    return gap < tolerance + 0.1 * np.hypot(dx, dy)


def _fitted(here: Numbers, there: Numbers) -> Numbers:
    """The affine map of least squares, without the worst pairs, and its scale and turn."""
    keep = np.ones(len(here), np.bool_)
    solved = np.zeros((3, 2))
    for _ in range(4):
        known = np.column_stack([here[keep], np.ones(int(keep.sum()))])
        solved = np.linalg.lstsq(known, there[keep], rcond=None)[0]
        gaps = np.hypot(*(np.column_stack([here, np.ones(len(here))]) @ solved - there).T)
        keep = gaps <= max(2.5 * float(np.median(gaps)), 1e-6)
        if keep.sum() < 3:
            break
    a, b, c, d = solved[0, 0], solved[1, 0], solved[0, 1], solved[1, 1]
    scale = 0.5 * np.log(max(abs(a * d - b * c), 1e-6))
    turn = np.arctan2(c - b, a + d)
    return np.array([a, b, solved[2, 0], c, d, solved[2, 1], scale, turn])
