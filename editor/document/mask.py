"""A mask: one channel of coverage, used as the selection and by layers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from editor.document.tiles import TilePlane
from ml.api.regions import Box

FULL = 255


class Mask(TilePlane):
    """Coverage from 0 (outside) to 255 (inside), zero wherever nothing was painted."""

    def __init__(self) -> None:
        super().__init__(1, "uint8")

    @classmethod
    def from_coverage(cls, coverage: NDArray[np.uint8], left: int = 0, top: int = 0) -> Mask:
        """A mask that holds `coverage` (h, w) with its corner at (left, top)."""
        mask = cls()
        height, width = coverage.shape
        mask.write(Box(left, top, left + width, top + height), coverage)
        return mask

    @classmethod
    def of_box(cls, box: Box) -> Mask:
        """A mask that is full inside `box`."""
        mask = cls()
        mask.fill(box, FULL)
        return mask

    @property
    def is_empty(self) -> bool:
        return not self.keys()

    def share(self) -> Mask:
        twin = Mask()
        self._give(twin)
        return twin

    def coverage(self, box: Box) -> NDArray[np.uint8]:
        """A copy of the coverage in `box` (h, w)."""
        return self.read(box).astype(np.uint8, copy=False)
