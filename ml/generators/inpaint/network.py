"""Shows a network a square around the hole at its own size, and lays the answer back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.api.images import to_depth
from ml.api.progress import Progress
from ml.api.regions import Box, bounds_of
from ml.generators.inpaint.plate import Cells, Picture
from ml.patch.fill import fill
from ml.patch.options import FillOptions, NoSource

Run = Callable[[NDArray[np.uint8], Cells], NDArray[np.uint8]]
"""rows x columns x 3 and the hole in, the filled picture out."""


class Network(Protocol):
    """A learned model that fills holes: all that the methods know of any of them.

    `side_px` is the size at which it is shown a square, hole in the middle.
    """

    @property
    def side_px(self) -> int: ...

    @property
    def run(self) -> Run: ...

    def stop(self) -> None:
        """End a run that is under way, from another thread; may do nothing where the worker's
        own checks between the network's layers end it soon enough."""
        ...


CONTEXT = 2.0
"""The square is so many times as wide as the hole, where the picture is large enough."""


@dataclass(frozen=True)
class Glimpse:
    """A box of the picture at the size of the network.

    picture: rows x columns x 3; hole, source: where to fill and what may be copied; one pixel
    spans `scale` of the picture's.
    """

    box: Box
    scale: float
    picture: Picture
    hole: Cells
    source: Cells

    def enlarge(self, picture: Picture, hole: Cells, answer: Picture) -> Picture:
        """The picture with the glimpse's `answer`, brought to its size, in the hole."""
        size = (self.box.width, self.box.height)
        large = _scaled(answer, size, cv2.INTER_CUBIC)
        filled = picture.copy()
        here = hole[self.box.slices]
        filled[self.box.slices][here] = np.clip(large[here], 0.0, 1.0)
        return filled


def glimpse_of(picture: Picture, hole: Cells, source: Cells, side_px: int) -> Glimpse:
    """What a network native at `side_px` sees of the hole and its surroundings."""
    box = _square(bounds_of(hole), hole.shape, side_px)
    scale = max(1.0, max(box.width, box.height) / side_px)
    size = (max(1, round(box.width / scale)), max(1, round(box.height / scale)))
    holed = _scaled(hole[box.slices].astype(np.float32), size, cv2.INTER_AREA) > 0
    may = _scaled(source[box.slices].astype(np.float32), size, cv2.INTER_AREA) >= 0.5
    small = _scaled(picture[box.slices], size, cv2.INTER_AREA)
    return Glimpse(box, scale, small, holed, may & ~holed)


def ask(run: Run, begun: Picture, hole: Cells, side_px: int) -> Picture:
    """The network's answer to a glimpse.

    Networks mix a few pixels under the rim of the hole into their answer, so something that fits
    must lie there: `begun` is the picture with a first fill.
    """
    rows, columns = hole.shape
    shown, shown_hole = _framed(_eight(begun), hole, side_px)
    answer = run(shown, shown_hole)[:rows, :columns].astype(np.float32) / np.float32(255)
    return np.where(hole[..., None], answer, begun)


def begin(glimpse: Glimpse, options: FillOptions, progress: Progress) -> Picture:
    """A first fill by patches; mid grey where there is nothing to copy."""
    try:
        return fill(
            glimpse.picture,
            glimpse.hole,
            source=glimpse.source,
            options=options,
            progress=progress.set,
        )
    except NoSource:
        return np.where(glimpse.hole[..., None], np.float32(0.5), glimpse.picture)


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
