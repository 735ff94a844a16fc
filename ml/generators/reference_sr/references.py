"""Reads the references of a job: sizes that can be used, and where they may be taken from."""

from __future__ import annotations

import cv2
import numpy as np

from ml.api.errors import BadInput
from ml.api.generator import Inputs
from ml.generators.reference_sr.looks import Picture, Reference
from ml.generators.reference_sr.search_kernels import SIDE

MOST = 8
MOST_PX = 100_000_000
RIM_PX = 2
"""What lies so near to a forbidden place would bring some of it along."""


def references_in(inputs: Inputs, scale: int) -> tuple[Reference, ...]:
    """In the order in which they were given; raises `BadInput`."""
    pictures = [array.astype(np.float32, copy=False) for array in inputs.arrays["reference"]]
    masks = [array.astype(np.float32) for array in inputs.arrays.get("reference_mask", ())]
    if len(pictures) > MOST:
        raise BadInput(f"{len(pictures)} references are too many: give at most {MOST}.")
    if len(masks) > len(pictures):
        raise BadInput("There are more masks than references: give one for each, in their order.")
    for number, picture in enumerate(pictures, start=1):
        _check(picture, number, (SIDE + 4) * scale)
    return tuple(
        _reference(picture, masks[number] if number < len(masks) else None, number + 1)
        for number, picture in enumerate(pictures)
    )


def _check(picture: Picture, number: int, least_px: int) -> None:
    if picture.ndim != 3 or picture.shape[2] not in (1, 3, 4):
        raise BadInput(f"Reference {number}: a grey, RGB or RGBA picture is needed.")
    rows, columns = picture.shape[:2]
    here = f"Reference {number} is {columns} × {rows} px"
    if min(rows, columns) < least_px:
        raise BadInput(
            f"{here}, which is too small to find anything in: at least {least_px} px a side "
            "are needed."
        )
    if rows * columns > MOST_PX:
        raise BadInput(
            f"{here}; at most {MOST_PX // 1_000_000} megapixels can be looked at: make it smaller "
            "or cut out the part that helps."
        )


def _reference(picture: Picture, mask: Picture | None, number: int) -> Reference:
    colours = np.repeat(picture, 3, axis=2) if picture.shape[2] == 1 else picture[..., :3]
    allowed = np.ones(picture.shape[:2], np.bool_)
    if picture.shape[2] == 4:
        allowed &= picture[..., 3] >= 0.5
    if mask is not None:
        if mask.shape[:2] != picture.shape[:2]:
            raise BadInput(
                f"The mask of reference {number} is {mask.shape[1]} × {mask.shape[0]} px but the "
                f"reference is {picture.shape[1]} × {picture.shape[0]} px; "
                "they must have the same size."
            )
        allowed &= (mask if mask.ndim == 2 else mask[..., 0]) >= 0.5
    if allowed.all():
        return Reference(np.ascontiguousarray(colours))
    if not allowed.any():
        raise BadInput(f"Nothing of reference {number} may be taken from: leave some of it white.")
    near = cv2.erode(
        allowed.astype(np.uint8), np.ones((2 * RIM_PX + 1,) * 2, np.uint8),
        borderType=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    return Reference(np.ascontiguousarray(colours), near.astype(np.bool_))
