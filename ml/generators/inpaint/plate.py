"""What is known and what is to be filled, worked out once before any method runs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.api.errors import BadInput
from ml.api.generator import Inputs
from ml.api.regions import Box, bounds_of
from ml.generators.inpaint.spec import InpaintParams
from ml.seams.feather import coverage, grown
from ml.seams.membrane import stretch

Picture = NDArray[np.float32]
Cells = NDArray[np.bool_]

NEAR_PX = 12
"""How far around the hole transparent pixels matter: a little more than a patch."""


@dataclass(frozen=True)
class Plate:
    """The picture and its hole.

    picture: rows x columns x 3, float32 sRGB. alpha: rows x columns, or None where all is opaque.
    hole: what is filled, the feather included. source: where pixels may be copied from.
    coverage: how much of the fill counts, float32 0..1.
    """

    picture: Picture
    alpha: Picture | None
    hole: Cells
    source: Cells
    coverage: Picture


def plate_of(inputs: Inputs, params: InpaintParams) -> Plate:
    """Raises `BadInput` where nothing is left to fill from."""
    image, mask = inputs.image("image"), inputs.mask("mask")
    alpha = _alpha(image)
    hole = grown(mask, params.grow + params.feather)
    known = ~hole if alpha is None else ~hole & (alpha > 0)
    source = known
    if inputs.has("source"):
        source = known & inputs.mask("source")
        if not source.any():
            raise BadInput(
                "There is nothing to copy from: paint the source on a part of the picture that "
                "the mask, with grow and feather, leaves free."
            )
    if not source.any():
        raise BadInput(
            "There is nothing to fill from: make the mask smaller, or lower grow and feather."
        )
    picture = np.ascontiguousarray(image[..., :3])
    if alpha is not None:
        hole = hole | (grown(hole, NEAR_PX) & (alpha <= 0))
    counts = coverage(mask, grow_px=params.grow, feather_px=params.feather)
    return Plate(picture, alpha, hole, source, counts)


def _alpha(image: Picture) -> Picture | None:
    """The alpha channel; None where every pixel is opaque."""
    if image.shape[2] < 4 or float(image[..., 3].min()) >= 1.0:
        return None
    return np.ascontiguousarray(image[..., 3])


def filled_alpha(plate: Plate) -> Picture | None:
    """The alpha of the result: inside the hole it is carried on smoothly from around it.

    Opaque surroundings make an opaque fill, transparent ones a transparent fill.
    """
    if plate.alpha is None:
        return None
    hole = plate.coverage > 0
    box = bounds_of(hole).padded(2).intersection(Box.of_size(hole.shape[1], hole.shape[0]))
    here = hole[box.slices]
    around = grown(here, 1.5) & ~here
    inner = np.ones(here.shape, np.float32)
    given = np.ascontiguousarray(plate.alpha[box.slices][..., None])
    # Where the mask covers all that is near, the fill is what the artist sees: opaque.
    inner = (
        stretch(given, around, here)[..., 0] if around.any() else np.ones(here.shape, np.float32)
    )
    result = plate.alpha.copy()
    result[box.slices] = np.where(here, inner, result[box.slices])
    return result
