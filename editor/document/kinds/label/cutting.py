"""Finds the thing in a box by its colours.

Source: Rother, Kolmogorov and Blake, GrabCut, 2004, as OpenCV computes it.
"""

from __future__ import annotations

import importlib

import numpy as np

from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.kinds.label.picture import (
    Numbers,
    SmallPicture,
    over_grey,
    refined,
    tiles_of,
)
from editor.document.mask import FULL, Mask
from editor.document.mask_similar import Sample
from ml.api.regions import Box

MOST_PX = 250_000
"""The box and what is around it is looked at in at most so many pixels."""
_AROUND = 0.25
_ROUNDS = 4
_LEAST_PX = 4


def cut_out(document: Document, box: Box) -> Mask:
    """The thing in `box`, on the canvas; `document` is without labels. Empty where there is none.

    What lies around the box says what the ground looks like.
    """
    box = box.intersection(document.canvas)
    margin = max(8, round(_AROUND * max(box.width, box.height)))
    area = box.padded(margin).intersection(document.canvas)
    if min(box.width, box.height) < _LEAST_PX or area == box:
        return Mask()
    small = _shrunk(document, area)
    inner = box.moved(-area.left, -area.top)
    numbers = _cut(small, inner)
    out = Mask()
    for part in tiles_of(box):
        sample = _shifted(document, area)
        fine = refined(numbers, small, sample, part.moved(-area.left, -area.top))
        out.write(part, np.where(fine == 1, np.uint8(FULL), np.uint8(0)))
    return out


def _shrunk(document: Document, area: Box) -> SmallPicture:
    factor = 1
    while (area.width // factor) * (area.height // factor) > MOST_PX:
        factor *= 2
    colours = over_grey(flatten(document, area))
    if factor > 1:
        cv2 = importlib.import_module("cv2")
        size = (-(-area.width // factor), -(-area.height // factor))
        colours = cv2.resize(colours, size, interpolation=cv2.INTER_AREA)
    return SmallPicture(colours, factor)


def _cut(small: SmallPicture, inner: Box) -> Numbers:
    cv2, factor = importlib.import_module("cv2"), small.factor
    mask = np.zeros(small.colours.shape[:2], np.uint8)
    left, top = inner.left // factor, inner.top // factor
    right, bottom = -(-inner.right // factor), -(-inner.bottom // factor)
    mask[top:bottom, left:right] = cv2.GC_PR_FGD
    models = np.zeros((1, 65)), np.zeros((1, 65))
    colours = np.ascontiguousarray(small.colours[..., ::-1])
    # The same box gives the same cut.
    cv2.setRNGSeed(0)
    cv2.grabCut(colours, mask, None, *models, _ROUNDS, cv2.GC_INIT_WITH_MASK)
    return np.isin(mask, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.int32)


def _shifted(document: Document, area: Box) -> Sample:
    return lambda box: flatten(document, box.moved(area.left, area.top))
