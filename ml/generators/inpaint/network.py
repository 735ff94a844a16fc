"""Shows a network a square around the hole at its own size, and lays the answer back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.api.images import to_depth
from ml.api.regions import Box, bounds_of
from ml.generators.inpaint.plate import Cells, Picture
from ml.patch.fill import fill
from ml.patch.options import FillOptions, NoSource, Quality

Run = Callable[[NDArray[np.uint8], Cells], NDArray[np.uint8]]
"""rows x columns x 3 and the hole in, the filled picture out."""

CONTEXT = 2.0
"""The square is so many times as wide as the hole, where the picture is large enough."""


@dataclass(frozen=True)
class Imagined:
    """The picture with the answer in the hole; one pixel of the network spans `scale` of ours."""

    picture: Picture
    scale: float


def imagine(
    run: Run, picture: Picture, hole: Cells, side_px: int, *, begun: Picture | None = None
) -> Imagined:
    """Fill the hole of `picture` (rows x columns x 3 float32) by a network native at `side_px`.

    Networks mix a few pixels under the rim of the hole into their answer, so something that fits
    must lie there: `begun`, the picture with a first fill, or else a small draft by patches.
    """
    box = _square(bounds_of(hole), hole.shape, side_px)
    part, here = picture[box.slices], hole[box.slices]
    first = part if begun is None else begun[box.slices]
    scale = max(1.0, max(box.width, box.height) / side_px)
    size = (max(1, round(box.width / scale)), max(1, round(box.height / scale)))
    small = _scaled(first, size, cv2.INTER_AREA)
    small_hole = _scaled(here.astype(np.float32), size, cv2.INTER_AREA) > 0
    if begun is None:
        small = _drafted(small, small_hole)
    shown, shown_hole = _framed(_eight(small), small_hole, side_px)
    answer = run(shown, shown_hole)[: size[1], : size[0]].astype(np.float32) / np.float32(255)
    large = np.clip(_scaled(answer, (box.width, box.height), cv2.INTER_CUBIC), 0.0, 1.0)
    filled = picture.copy()
    filled[box.slices] = np.where(here[..., None], large, part)
    return Imagined(filled, scale)


def _square(bounds: Box, shape: tuple[int, ...], side_px: int) -> Box:
    """The box around the hole that the network sees, inside the picture."""
    rows, columns = shape
    side = max(side_px, round(CONTEXT * max(bounds.width, bounds.height)))
    left, right = _span((bounds.left + bounds.right) // 2, min(side, columns), columns)
    top, bottom = _span((bounds.top + bounds.bottom) // 2, min(side, rows), rows)
    return Box(left, top, right, bottom)


def _span(middle: int, side: int, limit: int) -> tuple[int, int]:
    start = max(0, min(middle - side // 2, limit - side))
    return start, start + side


def _scaled(values: Picture, size: tuple[int, int], how: int) -> Picture:
    if (values.shape[1], values.shape[0]) == size:
        return values
    return np.asarray(cv2.resize(values, size, interpolation=how), np.float32)


def _eight(picture: Picture) -> NDArray[np.uint8]:
    return to_depth(picture, "uint8").astype(np.uint8, copy=False)


def _drafted(picture: Picture, hole: Cells) -> Picture:
    """A first fill by patches; mid grey where there is nothing to copy."""
    try:
        return fill(picture, hole, options=FillOptions(quality=Quality.DRAFT))
    except NoSource:
        return np.where(hole[..., None], np.float32(0.5), picture)


def _framed(
    picture: NDArray[np.uint8], hole: Cells, side_px: int
) -> tuple[NDArray[np.uint8], Cells]:
    """A picture smaller than the network's side is mirrored outwards to fill it."""
    below = max(0, side_px - picture.shape[0])
    beside = max(0, side_px - picture.shape[1])
    how = cv2.BORDER_REFLECT_101
    framed = cv2.copyMakeBorder(np.ascontiguousarray(picture), 0, below, 0, beside, how)
    # What the mirror shows of the hole is unknown as well.
    mirrored = cv2.copyMakeBorder(hole.astype(np.uint8), 0, below, 0, beside, how)
    return np.asarray(framed, np.uint8), mirrored > 0
