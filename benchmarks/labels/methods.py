"""What makes a picture of a map, by name; a learned method joins by being put into the book."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from benchmarks.labels.frames import Cell, Picture
from ml.api.generator import Inputs
from ml.api.labels import CAMVID
from ml.api.palette_files import palette_text
from ml.api.progress import NoProgress
from ml.generators.label_to_photo.generator import LabelToPhoto
from ml.generators.label_to_photo.spec import LabelPhotoParams, Quality

Method = Callable[[Cell, int], Picture]
"""Makes the picture of a cell with a seed."""


def real(cell: Cell, seed: int) -> Picture:
    """The frame itself: what the judge can see at best."""
    return cell.truth.picture


def copy(cell: Cell, seed: int) -> Picture:
    """The reference as it is, which heeds no map: what any method must beat."""
    return cell.reference.picture


def exemplar(cell: Cell, seed: int) -> Picture:
    """Ours, at its best."""
    return _made(cell, LabelPhotoParams(seed=seed, quality=Quality.BEST))


def draft(cell: Cell, seed: int) -> Picture:
    """Ours, in a hurry."""
    return _made(cell, LabelPhotoParams(seed=seed, quality=Quality.DRAFT))


def _made(cell: Cell, params: LabelPhotoParams) -> Picture:
    material = cell.reference.picture.astype(np.float32) / 255
    inputs = Inputs(
        {
            "labels": (cell.truth.labels,),
            "reference": (material,),
            "reference_labels": (cell.reference.labels,),
        },
        {"palette": palette_text(CAMVID)},
    )
    made = LabelToPhoto().run(inputs, params, NoProgress()).image
    return np.rint(made * 255).astype(np.uint8)


BOOK: dict[str, Method] = {"real": real, "copy": copy, "exemplar": exemplar, "draft": draft}
