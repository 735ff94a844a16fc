"""From a network's small matte to one at the size of the picture whose edges fit."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from ml.api.progress import Progress
from ml.api.regions import Box, bounds_of
from ml.mattes.guided import Matte, Picture, apply, coefficients

WORK_PX = 1024
"""The longest side at which coefficients are computed."""
EPSILON = 1e-4
FAINT = 0.02
MARGIN = 0.02
"""How far around a rough matte its edge is looked for, as a share of its longest side."""
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
    rows, columns = picture.shape[:2]
    whole = np.zeros((rows, columns), np.float32)
    near = _near(matte, (rows, columns))
    if not near.is_empty:
        whole[near.slices] = _refined_part(matte, picture, near, finish, progress)
    progress.set(1.0)
    return whole


def _near(matte: Matte, size: tuple[int, int]) -> Box:
    """The part of a picture of (rows, columns) outside which a matte is nothing."""
    box = bounds_of(matte > FAINT)
    if box.is_empty:
        return box
    margin = MARGIN * max(matte.shape)
    down, across = size[0] / matte.shape[0], size[1] / matte.shape[1]
    left, right = (box.left - margin) * across, (box.right + margin) * across
    top, bottom = (box.top - margin) * down, (box.bottom + margin) * down
    found = Box(math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom))
    return found.intersection(Box.of_size(size[1], size[0]))


def _refined_part(
    matte: Matte, picture: Picture, near: Box, finish: Finish, progress: Progress
) -> Matte:
    """The fine matte inside `near`, from that part of the picture alone."""
    part = picture[near.slices]
    scale = min(1.0, WORK_PX / max(picture.shape[:2]))
    work = shrunk(part, math.ceil(scale * max(part.shape[:2])))
    rough = _cut(matte, picture.shape[:2], near, work.shape[:2])
    step_px = scale * max(picture.shape[:2]) / (finish.cells or max(matte.shape))
    radius_px = max(2, round(BAND * step_px))
    factors = coefficients(work, rough, radius_px, finish.epsilon)
    progress.check()
    fine = apply(factors, part, progress.check)
    band = resized(_band(rough, radius_px), part.shape[:2])
    plain = _cut(matte, picture.shape[:2], near, part.shape[:2])
    made = np.asarray(plain + band * (_pulled(fine, finish.hard) - plain), np.float32)
    made[made < FAINT] = 0.0
    made[made > 1 - FAINT] = 1.0
    return made


def _cut(matte: Matte, size: tuple[int, int], near: Box, wanted: tuple[int, int]) -> Matte:
    """What a matte of a picture of (rows, columns) is in `near`, at the `wanted` size."""
    down, across = matte.shape[0] / size[0], matte.shape[1] / size[1]
    steps = (near.height * down / wanted[0], near.width * across / wanted[1])
    shift = (near.top * down + steps[0] / 2 - 0.5, near.left * across + steps[1] / 2 - 0.5)
    way = np.array([[steps[1], 0.0, shift[1]], [0.0, steps[0], shift[0]]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    made = cv2.warpAffine(
        matte, way, (wanted[1], wanted[0]), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(made, np.float32)


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
