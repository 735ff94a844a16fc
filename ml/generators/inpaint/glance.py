"""A quick, small fill that shows within a moment what the careful one is heading for."""

from __future__ import annotations

import cv2
import numpy as np

from ml.api.progress import Progress
from ml.api.regions import bounds_of
from ml.generators.inpaint.plate import Cells, Picture, Plate
from ml.patch.fill import fill
from ml.patch.options import FillOptions, PatchError, Quality

PICTURE_PX = 256
"""The longest side of a preview."""
WORTH_PIXELS = 20_000
"""A smaller hole is filled before a glance at it would be seen."""


def glance(plate: Plate, seed: int, progress: Progress) -> Picture | None:
    """The whole plate, small, with a draft in the hole; None where it is not worth the time."""
    if np.count_nonzero(plate.hole) < WORTH_PIXELS:
        return None
    rows, columns = plate.hole.shape
    scale = min(1.0, PICTURE_PX / max(rows, columns))
    size = (max(1, round(columns * scale)), max(1, round(rows * scale)))
    picture = np.asarray(cv2.resize(plate.picture, size, interpolation=cv2.INTER_AREA), np.float32)
    hole = _share(plate.hole, size) > 0
    source = (_share(plate.source, size) >= 1) & ~hole
    if bounds_of(hole).is_empty or not source.any():
        return None
    try:
        options = FillOptions(quality=Quality.DRAFT, seed=seed)
        return fill(
            picture,
            hole,
            source=source,
            options=options,
            progress=lambda share, stage: progress.check(),
        )
    except PatchError:
        return None


def _share(cells: Cells, size: tuple[int, int]) -> Picture:
    """How much of each small pixel is set, 0..1."""
    return np.asarray(
        cv2.resize(cells.astype(np.float32), size, interpolation=cv2.INTER_AREA), np.float32
    )
