"""Keeps the broad colours of a result those of the picture, whatever a network prefers."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.float32]

BROAD_PX = 4.0
"""Sigma, in pixels of the small picture: what is finer is the network's own business."""

REACH_PX = 17
"""OpenCV cuts the Gaussian at four sigma; one more for the straight lines between its values."""


def without_drift(blocks: Iterable[Picture], picture: Picture, scale: int) -> Iterator[Picture]:
    """The blocks of rows with the soft difference between their means and `picture` added.

    A network that was trained on absolute differences goes for medians, which are a little darker
    where texture is bright on dark: by 0.2 of 255 in the mean, by 0.7 at most on our photographs.
    A block is given on once all that has a say in it is known; channels beyond the third are left.
    """
    rows = picture.shape[0]
    waiting: deque[tuple[int, Picture]] = deque()
    drift = _Drift(picture.shape[1])
    for block in blocks:
        waiting.append((drift.bottom, block))
        count = block.shape[0] // scale
        here = picture[drift.bottom : drift.bottom + count, :, :3]
        drift.add(here - _means(block[..., :3], scale))
        while waiting:
            top, first = waiting[0]
            bottom = top + first.shape[0] // scale
            if drift.bottom < min(bottom + REACH_PX, rows):
                break
            waiting.popleft()
            _correct(first, drift.around(top, bottom), scale)
            drift.forget(bottom - REACH_PX)
            yield first


class _Drift:
    """The differences of the rows that still matter."""

    def __init__(self, columns: int) -> None:
        self._top = 0
        self._rows = np.empty((0, columns, 3), np.float32)

    @property
    def bottom(self) -> int:
        """The first row that is not known."""
        return self._top + self._rows.shape[0]

    def add(self, rows: Picture) -> None:
        self._rows = np.concatenate([self._rows, rows])

    def around(self, top: int, bottom: int) -> tuple[Picture, int, int]:
        """The known rows within reach, and how many lie above and below what is asked for."""
        first, last = max(0, top - REACH_PX), min(bottom + REACH_PX, self.bottom)
        return self._rows[first - self._top : last - self._top], top - first, last - bottom

    def forget(self, row: int) -> None:
        """What lies above a row is not needed any more."""
        gone = max(0, row - self._top)
        self._rows = self._rows[gone:]
        self._top += gone


def _means(block: Picture, scale: int) -> Picture:
    """The mean of what each pixel of the small picture became."""
    rows, columns = block.shape[0] // scale, block.shape[1] // scale
    means = cv2.resize(block, (columns, rows), interpolation=cv2.INTER_AREA)
    return means.reshape(rows, columns, 3).astype(np.float32, copy=False)


def _correct(block: Picture, known: tuple[Picture, int, int], scale: int) -> None:
    drift, above, below = known
    rows, columns = drift.shape[:2]
    size = (columns * scale, rows * scale)
    inner = slice(above * scale, (rows - below) * scale)
    for channel in range(3):
        soft = cv2.GaussianBlur(np.ascontiguousarray(drift[..., channel]), (0, 0), BROAD_PX)
        block[..., channel] += cv2.resize(soft, size, interpolation=cv2.INTER_LINEAR)[inner]
