"""Cuts a thing out by its colours alone, where no network is installed (Rother 2004, GrabCut)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ml.api.regions import Box
from ml.mattes.guided import Matte, Picture
from ml.mattes.refine import shrunk

SIDE_PX = 384
ROUNDS = 4
SEED = 7
RIM = 0.02
"""What is surely not the thing where only clicks tell: the outermost part of the picture."""
NEAR = 0.22
"""How far from a click the thing is first looked for, as a share of the longest side."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Hints:
    """What the artist showed, in pixels of the picture."""

    inside: Sequence[Point] = ()
    outside: Sequence[Point] = ()
    box: Box | None = None


def grab(picture: Picture, hints: Hints) -> Matte:
    """A matte of at most `SIDE_PX` a side for `picture` (rows x columns x 3, 0..1)."""
    small = shrunk(picture, SIDE_PX)
    scale = max(small.shape[:2]) / max(picture.shape[:2])
    seeds = _seeds(small.shape[:2], hints, scale)
    inks = np.ascontiguousarray(np.rint(np.clip(small, 0, 1) * 255).astype(np.uint8))
    if not _is_usable(seeds):
        return np.isin(seeds, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.float32)
    models = (np.zeros((1, 65)), np.zeros((1, 65)))
    # OpenCV starts its clusters by chance from one number for all.
    cv2.setRNGSeed(SEED)
    cv2.grabCut(inks, seeds, None, *models, ROUNDS, cv2.GC_INIT_WITH_MASK)  # type: ignore[call-overload]
    found = np.isin(seeds, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8)
    places = [(round(x * scale), round(y * scale)) for x, y in hints.inside]
    return _reached(found, places).astype(np.float32)


def _seeds(shape: tuple[int, int], hints: Hints, scale: float) -> np.ndarray:
    rows, columns = shape
    seeds = np.full(shape, cv2.GC_BGD, np.uint8)
    if hints.box is not None:
        left, top = (round(v * scale) for v in (hints.box.left, hints.box.top))
        right, bottom = (round(v * scale) for v in (hints.box.right, hints.box.bottom))
        seeds[max(0, top) : bottom, max(0, left) : right] = cv2.GC_PR_FGD
    else:
        rim = max(1, round(RIM * max(rows, columns)))
        seeds[rim:-rim, rim:-rim] = cv2.GC_PR_BGD
        for x, y in hints.inside:
            _disc(seeds, (x * scale, y * scale), NEAR * max(rows, columns), cv2.GC_PR_FGD)
    dot = max(1.5, 0.012 * max(rows, columns))
    for x, y in hints.inside:
        _disc(seeds, (x * scale, y * scale), dot, cv2.GC_FGD)
    for x, y in hints.outside:
        _disc(seeds, (x * scale, y * scale), dot, cv2.GC_BGD)
    return seeds


def _disc(seeds: np.ndarray, middle: Point, radius_px: float, value: int) -> None:
    centre = (round(middle[0]), round(middle[1]))
    cv2.circle(seeds, centre, round(radius_px), value, cv2.FILLED)


def _is_usable(seeds: np.ndarray) -> bool:
    """GrabCut itself wants some of each side."""
    thing = np.isin(seeds, (cv2.GC_FGD, cv2.GC_PR_FGD)).sum()
    return bool(thing >= 8 and seeds.size - thing >= 8)


def _reached(found: np.ndarray, places: Sequence[tuple[int, int]]) -> np.ndarray:
    """The parts in which a click lies, or the largest one where there was no click."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(found, connectivity=8)
    if count < 2:
        return found
    rows, columns = found.shape
    wanted = {
        int(labels[min(max(y, 0), rows - 1), min(max(x, 0), columns - 1)]) for x, y in places
    } - {0}
    if not wanted:
        wanted = {1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))}
    return np.isin(labels, list(wanted))
