"""From a network's small matte to one at the size of the picture whose edges fit."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ml.api.progress import Progress
from ml.mattes.guided import Matte, Picture, apply, coefficients

WORK_PX = 1024
"""The longest side at which coefficients are computed."""
EPSILON = 1e-4
FAINT = 0.02
BAND = 2.5
"""How far from the rough edge the fine one may lie, in cells of the rough matte."""


@dataclass(frozen=True)
class Finish:
    """How a matte is made ready. `hard` 0..1 pulls shares of a half apart.

    `cells` is how many values along the longest side the network really told apart; 0: all.
    """

    hard: float = 0.0
    cells: int = 0
    epsilon: float = EPSILON


def shrunk(picture: Picture, longest_px: int) -> Picture:
    """The picture with no side above `longest_px`; as it is where it fits."""
    rows, columns = picture.shape[:2]
    scale = longest_px / max(rows, columns)
    if scale >= 1:
        return picture
    size = (max(1, round(columns * scale)), max(1, round(rows * scale)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.float32)


def resized(matte: Matte, size: tuple[int, int]) -> Matte:
    """A matte at (rows, columns)."""
    if matte.shape == size:
        return matte
    made = cv2.resize(matte, (size[1], size[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(made, np.float32)


def refined(matte: Matte, picture: Picture, finish: Finish, progress: Progress) -> Matte:
    """`matte` of any size at the size of `picture` (rows x columns x 3), its edges on those seen.

    Only a band along the edge of the matte changes: the inside stays whole whatever is drawn on
    it. Raises `Cancelled`.
    """
    progress.set(0.0, "refining the edge")
    work = shrunk(picture, WORK_PX)
    rough = resized(matte, work.shape[:2])
    step_px = max(work.shape[:2]) / (finish.cells or max(matte.shape))
    radius_px = max(2, round(BAND * step_px))
    factors = coefficients(work, rough, radius_px, finish.epsilon)
    progress.check()
    fine = apply(factors, picture, progress.check)
    band = resized(_band(rough, radius_px), picture.shape[:2])
    plain = resized(rough, picture.shape[:2])
    made = np.asarray(plain + band * (_pulled(fine, finish.hard) - plain), np.float32)
    made[made < FAINT] = 0.0
    made[made > 1 - FAINT] = 1.0
    progress.set(1.0)
    return made


def _band(rough: Matte, radius_px: int) -> Matte:
    """1 along the edge of a matte, fading to 0 beyond `radius_px`."""
    near = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius_px + 1,) * 2)
    inside = (rough > 0.5).astype(np.uint8)
    edge = cv2.dilate(inside, near) - cv2.erode(inside, near)
    soft = ((rough > 0.1) & (rough < 0.9)).astype(np.uint8)
    wide = cv2.dilate(np.maximum(edge, soft), near).astype(np.float32)
    return np.asarray(cv2.blur(wide, (radius_px | 1,) * 2), np.float32)


def _pulled(matte: Matte, hard: float) -> Matte:
    """Shares pulled away from a half: the filter leaves a veil that nobody wants."""
    if hard <= 0:
        return matte
    slope = 1.0 / max(1e-3, 1.0 - hard)
    return np.clip((matte - 0.5) * slope + 0.5, 0.0, 1.0).astype(np.float32)
