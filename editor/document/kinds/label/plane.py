"""Holds the number of a label for each pixel; smaller versions take pixels and never mix them."""

from __future__ import annotations

import numpy as np

from editor.document.mips import Pyramid
from editor.document.tiles import Depth, Pixels, TilePlane, keys_of
from ml.api.regions import Box


class LabelPlane(TilePlane):
    """Label numbers, `unlabelled` wherever nothing was painted.

    A tile holds number XOR unlabelled: what was never written is zero, as in every plane, and any
    number that fits the depth can be kept. `code` turns a number into what tiles hold and back.
    """

    def __init__(self, unlabelled: int, depth: Depth = "uint8") -> None:
        super().__init__(1, depth)
        self.unlabelled = unlabelled
        self._pyramid: Pyramid = NearestPyramid(self.tile, self._reach)

    @classmethod
    def from_indices(
        cls, indices: Pixels, unlabelled: int, *, left: int = 0, top: int = 0
    ) -> LabelPlane:
        """A plane that holds `indices` (h, w; uint8 or uint16) with its corner at (left, top)."""
        plane = cls(unlabelled, depth_of(max(int(indices.max(initial=0)), unlabelled)))
        height, width = indices.shape
        plane.write_indices(Box(left, top, left + width, top + height), indices)
        return plane

    def code(self, index: int) -> int:
        """What a tile holds for the number, and the number for what a tile holds."""
        return index ^ self.unlabelled

    def indices(self, box: Box, level: int = 0) -> Pixels:
        """The numbers in `box` (h, w), in pixels of that level."""
        return self.read_level(level, box) ^ np.array(self.unlabelled, self.depth)

    def write_indices(self, box: Box, indices: Pixels) -> None:
        """Replace what lies in `box`; `indices` is (h, w) of numbers that the depth can hold."""
        coded = np.bitwise_xor(indices.astype(self.depth), self.unlabelled, dtype=self.depth)
        self.write(box, coded)

    def index_at(self, x: int, y: int) -> int:
        (key,) = keys_of(Box(x, y, x + 1, y + 1))
        tile = self.tile(*key)
        held = 0 if tile is None else int(tile[y % tile.shape[0], x % tile.shape[1]])
        return self.code(held)

    def deepened(self) -> LabelPlane:
        """The same numbers in 16 bit, where there is room for more."""
        twin = LabelPlane(self.unlabelled, "uint16")
        for key in list(self.keys()):
            tile = self.tile(*key)
            if tile is not None:
                twin.put(*key, tile.astype(np.uint16))
        return twin

    def share(self) -> LabelPlane:
        twin = LabelPlane(self.unlabelled, self.depth)
        self._give(twin)
        return twin


class NearestPyramid(Pyramid):
    """Each smaller version holds every other pixel of the one before."""

    def _halve(self, parent: Pixels, child: Pixels, top: int, left: int) -> None:
        half = parent.shape[0] // 2
        parent[top : top + half, left : left + half] = child[::2, ::2]


def depth_of(largest: int) -> Depth:
    """The depth that can hold the number."""
    return "uint8" if largest <= np.iinfo(np.uint8).max else "uint16"
