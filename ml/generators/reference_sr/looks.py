"""What is compared of a reference: its luminance, from as soft as the picture is to far softer."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.generators.reference_sr.resampling import resampled
from ml.generators.reference_sr.search_kernels import SIDE, Looks

Picture = NDArray[np.float32]
LUMA = np.array([0.299, 0.587, 0.114], np.float32)
FINEST = -1
"""In halves of a doubling: references may show things at 0.7 of the size of the large picture."""
COUNT = 10


@dataclass(frozen=True)
class Reference:
    """A picture to take detail from.

    colours: rows x columns x 3 in 0..1. allowed: where it may be taken from (None: everywhere).
    """

    colours: Picture
    allowed: NDArray[np.bool_] | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.colours.shape[0], self.colours.shape[1]


def luminance(colours: Picture) -> Picture:
    """Rows x columns of a picture in 0..1."""
    return np.ascontiguousarray(colours[..., :3] @ LUMA)


def looks_of(reference: Reference, scale: int) -> Looks:
    """All looks of a reference, for a picture that is enlarged by `scale`.

    A look is sampled twice as fine as it is soft, so that straight lines between samples do.
    """
    plane = luminance(reference.colours)
    allowed = reference.allowed
    sheets: list[Picture] = []
    steps: list[float] = []
    for number in range(COUNT):
        softness = scale * 2.0 ** ((number + FINEST) / 2)
        step = softness / 2
        size = (int(plane.shape[0] / step), int(plane.shape[1] / step))
        if min(size) < SIDE + 2:
            break
        sheet = resampled(plane, size, step, softness)
        if allowed is not None:
            share = cv2.resize(allowed.astype(np.float32), size[::-1], interpolation=cv2.INTER_AREA)
            sheet[share < 0.999] = np.nan
        sheets.append(sheet)
        steps.append(step)
    lengths = [sheet.size for sheet in sheets]
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]) if sheets else np.zeros(0)
    return Looks(
        values=np.concatenate([sheet.ravel() for sheet in sheets] or [np.zeros(0, np.float32)]),
        starts=starts.astype(np.int64),
        rows=np.array([sheet.shape[0] for sheet in sheets], np.int64),
        columns=np.array([sheet.shape[1] for sheet in sheets], np.int64),
        steps=np.array(steps, np.float32),
        finest=FINEST,
    )
