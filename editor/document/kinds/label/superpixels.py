"""Cuts a picture into small pieces of one colour that follow its edges.

Source: Achanta et al., SLIC Superpixels Compared to State-of-the-Art Superpixel Methods, 2012.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass

import numpy as np

from editor.document.kinds.label.picture import Numbers, SmallPicture, refined, tiles_of
from editor.document.mask import FULL, Mask
from editor.document.mask_similar import Sample
from ml.api.regions import Box

MOST_PX = 1_000_000
"""The picture is looked at in at most so many pixels; edges are made fine afterwards."""
_LEAST_STEP_PX = 4


@dataclass(frozen=True, eq=False)
class Superpixels:
    """The piece that each pixel of the small picture belongs to, numbered from 0."""

    numbers: Numbers
    small: SmallPicture
    sample: Sample
    canvas: Box

    def at(self, x: int, y: int) -> int:
        """The piece at a pixel of the canvas."""
        factor = self.small.factor
        height, width = self.numbers.shape
        return int(self.numbers[min(y // factor, height - 1), min(x // factor, width - 1)])

    def mask_of(self, piece: int) -> Mask:
        """One piece, on the canvas, its edges at the edges of the picture."""
        rows, cols = np.nonzero(self.numbers == piece)
        factor, out = self.small.factor, Mask()
        around = Box(
            (int(cols.min()) - 1) * factor,
            (int(rows.min()) - 1) * factor,
            (int(cols.max()) + 2) * factor,
            (int(rows.max()) + 2) * factor,
        ).intersection(self.canvas)
        for box in tiles_of(around):
            fine = refined(self.numbers, self.small, self.sample, box)
            out.write(box, np.where(fine == piece, np.uint8(FULL), np.uint8(0)))
        return out


def superpixels(
    small: SmallPicture, sample: Sample, canvas: Box, size_px: float, smoothness: float
) -> Superpixels:
    """Pieces about `size_px` across on the canvas; `smoothness` 0 follows every colour, 1 none."""
    loops = importlib.import_module("editor.document.kinds.label.superpixel_loops")
    step = max(_LEAST_STEP_PX, round(size_px / small.factor))
    cv2 = importlib.import_module("cv2")
    lab = cv2.cvtColor(small.colours.astype(np.float32) / 255, cv2.COLOR_RGB2Lab)
    # Grain would tear pieces apart.
    lab = cv2.GaussianBlur(lab, (0, 0), 1.0)
    # 10 is what the paper uses; the scale is one of perceived steps.
    compactness = np.float32(2.0 + 38.0 * smoothness)
    numbers = loops.slic(lab, step, compactness, 6)
    return Superpixels(loops.connected(lab, numbers, step * step // 4), small, sample, canvas)
