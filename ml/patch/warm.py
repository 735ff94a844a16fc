"""Compiles the kernels ahead of time, so that an artist's first fill does not wait for them."""

from __future__ import annotations

import numpy as np

from ml.patch.fill import fill
from ml.patch.options import FillOptions, Quality

SIDE_PX = 160


def warm() -> None:
    """Runs every kernel on a small picture; numba keeps the code in its cache folder."""
    random = np.random.default_rng(0)
    image = random.random((SIDE_PX, 2 * SIDE_PX, 3), dtype=np.float32)
    hole = np.zeros((SIDE_PX, 2 * SIDE_PX), bool)
    hole[40:120, 40:120] = True
    fill(image, hole, options=FillOptions(quality=Quality.DRAFT))
    # A part of a larger picture lies in memory with gaps: other machine code.
    here = slice(None), slice(0, SIDE_PX)
    fill(image[here], hole[here], options=FillOptions(quality=Quality.BEST))
    # Much is seen around a long hole: its finest level keeps its features in 16 bits.
    large = np.resize(image, (5 * SIDE_PX, 8 * SIDE_PX, 3))
    line = np.zeros(large.shape[:2], bool)
    line[400:408, 400:800] = True
    fill(large, line, options=FillOptions(quality=Quality.DRAFT))


if __name__ == "__main__":
    warm()
