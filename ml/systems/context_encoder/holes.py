"""The holes that context encoders learn from, and what lies in them instead of the picture."""

from __future__ import annotations

import math
from enum import Enum

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from ml.training.examples.masks import Hole, HoleOptions, draw_hole

FILL = (2 * 117 / 255 - 1, 2 * 104 / 255 - 1, 2 * 123 / 255 - 1)
"""The colour of a hole in -1..1: a data set's mean, not zero."""
GRAIN = 0.06
"""Numbers by chance for each pixel of the pattern that random regions are cut from."""
THRESHOLD = 0.25
LEAST, MOST = 0.2, 0.3
_ATTEMPTS = 200
_FREE = HoleOptions(0.05, 0.25)


class Holes(Enum):
    """Where a picture is missing."""

    MIDDLE = "middle"
    """A square of half the side; the network answers with that square alone."""
    REGIONS = "regions"
    """Random islands over a fifth to three tenths of the picture."""
    FREE = "free"
    """Strokes, boxes, blobs and silhouettes over at most a quarter."""


def middle_hole(side_px: int, overlap_px: int = 0) -> Hole:
    """The square that is blanked: narrower than what is answered by the overlap on every side."""
    hole = np.zeros((side_px, side_px), bool)
    start, end = side_px // 4 + overlap_px, side_px - side_px // 4 - overlap_px
    hole[start:end, start:end] = True
    return hole


def region_hole(side_px: int, chance: np.random.Generator) -> Hole:
    """Islands where coarse noise, enlarged smoothly, is low; drawn until the area fits."""
    cells = math.ceil(side_px * GRAIN) + 2
    wide = round(cells / GRAIN)
    pattern = np.zeros((side_px, side_px), np.float32)
    for _ in range(_ATTEMPTS):
        noise = chance.random((cells, cells), np.float32)
        whole = np.asarray(Image.fromarray(noise).resize((wide, wide), Image.Resampling.BICUBIC))
        top, left = (int(chance.integers(0, wide - side_px + 1)) for _ in range(2))
        pattern = whole[top : top + side_px, left : left + side_px]
        hole = pattern < THRESHOLD
        if LEAST <= hole.mean() <= MOST:
            return hole
    return pattern < np.quantile(pattern, (LEAST + MOST) / 2)


def hole_of(kind: Holes, side_px: int, overlap_px: int, chance: np.random.Generator) -> Hole:
    """A hole of a kind."""
    if kind is Holes.MIDDLE:
        return middle_hole(side_px, overlap_px)
    if kind is Holes.REGIONS:
        return region_hole(side_px, chance)
    return draw_hole(side_px, chance, _FREE)


def blanked(pictures: Tensor, holes: Tensor) -> Tensor:
    """Pictures in -1..1 with `FILL` where holes (batch, 1, rows, columns) are 1."""
    colour = torch.tensor(FILL, device=pictures.device).view(1, 3, 1, 1)
    return torch.where(holes > 0.5, colour, pictures)


def middle_of(pictures: Tensor) -> Tensor:
    """The square of half the side that the network answers with."""
    side = pictures.shape[-1]
    start, end = side // 4, side - side // 4
    return pictures[..., start:end, start:end]


def placed(answers: Tensor, pictures: Tensor) -> Tensor:
    """Answers laid over the middle of pictures; answers as large as they are stay."""
    if answers.shape[-1] == pictures.shape[-1]:
        return answers
    whole = pictures.clone().to(answers.dtype)
    start = pictures.shape[-1] // 4
    whole[..., start : start + answers.shape[-2], start : start + answers.shape[-1]] = answers
    return whole
