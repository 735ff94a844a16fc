"""The dashes of a marching line, sorted so that one step of it touches few pixels."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

Places = NDArray[np.int32]

_BLACK = np.uint32(0xFF000000)
_WHITE = np.uint32(0xFFFFFFFF)


class Dashes:
    """Pixels of an image in groups: the members of a group change their colour together.

    The dashes run along x + y and are `dash_px` long; `shift` moves them along without a step.
    They are sorted when the first step is made: while the view moves, none is.
    """

    def __init__(self, x: Places, y: Places, *, width: int, dash_px: int, shift: int) -> None:
        """`x` and `y` lie inside an image that is `width` pixels wide."""
        self.size = int(x.size)
        self._dash_px = dash_px
        self._period = 2 * dash_px
        self._y = y
        self._words = y * np.int32(width) + x
        self._group = ((x + y + np.int32(shift)) % self._period).astype(np.uint8)

    def draw(self, image: QImage, phase: int, rows: tuple[int, int] | None = None) -> None:
        """Write the dashes into `image` (32 bit, the whole view); `rows` are all that matter."""
        words, group = self._words, self._group
        if rows is not None:
            matter = (self._y >= rows[0]) & (self._y < rows[1])
            if not matter.all():
                words, group = words[matter], group[matter]
        if words.size:
            _memory_of(image)[words] = self._colours(phase).take(group)

    def step(self, image: QImage, phase: int) -> None:
        """Write those that are another colour at `phase` than one step before."""
        if self.size:
            memory = _memory_of(image)
            memory[self._sorted[(self._dash_px - phase) % self._period]] = _WHITE
            memory[self._sorted[-phase % self._period]] = _BLACK

    def _colours(self, phase: int) -> NDArray[np.uint32]:
        """What colour each group has."""
        numbers = (np.arange(self._period) + phase) % self._period
        return np.where(numbers >= self._dash_px, _WHITE, _BLACK)

    @cached_property
    def _sorted(self) -> list[Places]:
        order = np.argsort(self._group, kind="stable")
        counts = np.bincount(self._group, minlength=self._period)
        groups = np.split(self._words[order], np.cumsum(counts)[:-1])
        # One after the other in memory, each is written several times faster.
        return [np.sort(group) for group in groups]


NO_DASHES = Dashes(np.empty(0, np.int32), np.empty(0, np.int32), width=1, dash_px=1, shift=0)


def _memory_of(image: QImage) -> NDArray[np.uint32]:
    """All pixels of an image whose rows follow one another without a gap, as they are in memory."""
    return np.frombuffer(image.bits(), np.uint32)
