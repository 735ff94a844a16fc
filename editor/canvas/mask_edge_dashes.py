"""The dashes of a marching line, sorted so that one step of it touches few pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from ml.api.regions import Box

Places = NDArray[np.int32]

_BLACK = np.uint32(0xFF000000)
_WHITE = np.uint32(0xFFFFFFFF)
_NOWHERE = Box(0, 0, 0, 0)


class Dashes:
    """Pixels of an image in groups: the members of a group change their colour together.

    The dashes run along x + y and are `dash_px` long; `shift` moves them along without a step.
    """

    def __init__(self, x: Places, y: Places, *, width: int, dash_px: int, shift: int) -> None:
        """`x` and `y` lie inside an image that is `width` pixels wide."""
        self._period = 2 * dash_px
        self._dash_px = dash_px
        group = ((x + y + np.int32(shift)) % self._period).astype(np.uint8)
        order = np.argsort(group, kind="stable")
        words = (y * np.int32(width) + x)[order]
        counts = np.bincount(group, minlength=self._period)
        self._groups = np.split(words, np.cumsum(counts)[:-1])
        self.size = int(x.size)
        self.bounds = _NOWHERE
        if self.size:
            self.bounds = Box(int(x.min()), int(y.min()), int(x.max()) + 1, int(y.max()) + 1)

    def draw(self, image: QImage, phase: int) -> None:
        """Write all dashes into `image` (32 bit, the whole view)."""
        if self.size:
            words = _words_of(image)
            for number, group in enumerate(self._groups):
                is_white = (number + phase) % self._period >= self._dash_px
                words[group] = _WHITE if is_white else _BLACK

    def step(self, image: QImage, phase: int) -> None:
        """Write those that are another colour at `phase` than one step before."""
        if self.size:
            words = _words_of(image)
            words[self._groups[(self._dash_px - phase) % self._period]] = _WHITE
            words[self._groups[-phase % self._period]] = _BLACK


NO_DASHES = Dashes(np.empty(0, np.int32), np.empty(0, np.int32), width=1, dash_px=1, shift=0)


def _words_of(image: QImage) -> NDArray[np.uint32]:
    """All pixels of an image whose rows follow one another without a gap, as they are in memory."""
    return np.frombuffer(image.bits(), np.uint32)
