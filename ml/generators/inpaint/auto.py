"""Patches and a network together: each is trusted as far as the picture bears it out."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

import cv2
import numpy as np

from ml.api.progress import Progress
from ml.api.regions import Box, bounds_of
from ml.generators.inpaint.methods import copy_patches, patch_quality
from ml.generators.inpaint.network import Imagined
from ml.generators.inpaint.plate import Picture, Plate
from ml.generators.inpaint.spec import InpaintParams
from ml.patch.options import FillOptions
from ml.patch.surprise import surprise

SHARP = 1.25
"""Up to this scale the network's own pixels are as sharp as the picture."""
EVEN = 1.7
"""Patches repeat the picture by their nature: only where the network's answer surprises so many
times as much are both believed alike."""
SOFT = 0.2
"""How fast, in the logarithm of that ratio, the belief turns."""
LEAST = 0.2
"""The share that even the less believed answer keeps: a wrong choice costs less so."""


class Imaginer(Protocol):
    """Whoever can show a network what patches have begun."""

    def imagine(self, plate: Plate, progress: Progress, *, begun: Picture | None) -> Imagined:
        """`begun` is the picture with a first fill, of which the network may take up the rim."""
        ...


class AutoFiller:
    """Fills by patches, lets the network improve on it, and weighs the two answers."""

    title = "auto"
    notice = ""

    def __init__(self, imaginer: Imaginer) -> None:
        self._imaginer = imaginer

    def fill(self, plate: Plate, params: InpaintParams, progress: Progress) -> Picture:
        options = FillOptions(quality=patch_quality(params), seed=params.seed)
        copied = copy_patches(plate, options, progress.part(0.0, 0.45))
        progress.preview(copied)
        imagined = self._imaginer.imagine(plate, progress.part(0.45, 0.6), begun=copied)
        answer = imagined.picture
        if imagined.scale > SHARP:
            guided = replace(options, guide_scale=imagined.scale)
            answer = copy_patches(plate, guided, progress.part(0.6, 0.95), imagined.picture)
        progress.set(0.95, "weighing both answers")
        share = np.float32(share_of_patches(plate, copied, imagined))
        return (share * copied + (1 - share) * answer).astype(np.float32)


def share_of_patches(plate: Plate, copied: Picture, imagined: Imagined) -> float:
    """LEAST..1-LEAST: how much of the result the patches get, from what the picture repeats."""
    box = bounds_of(plate.hole)
    rows, columns = plate.hole.shape
    around = box.padded(max(64, max(box.width, box.height) // 2))
    here = around.intersection(Box.of_size(columns, rows)).slices
    pictures = [plate.picture[here], copied[here], imagined.picture[here]]
    size = _network_size(pictures[0], imagined.scale)
    picture, one, other = (_scaled(each, size) for each in pictures)
    hole = _scaled(plate.hole[here].astype(np.float32), size) >= 0.5
    source = (_scaled(plate.source[here].astype(np.float32), size) >= 0.5) & ~hole
    if not hole.any() or not source.any():
        return 0.5
    by_patches, by_network = surprise(picture, hole, source, [one, other])
    ratio = np.log((by_network + 1e-6) / (by_patches + 1e-6))
    belief = 1 / (1 + np.exp(-(ratio - np.log(EVEN)) / SOFT))
    return float(LEAST + (1 - 2 * LEAST) * belief)


def _network_size(picture: Picture, scale: float) -> tuple[int, int]:
    rows, columns = picture.shape[:2]
    return max(1, round(columns / scale)), max(1, round(rows / scale))


def _scaled(values: Picture, size: tuple[int, int]) -> Picture:
    if (values.shape[1], values.shape[0]) == size:
        return values
    return np.asarray(cv2.resize(values, size, interpolation=cv2.INTER_AREA), np.float32)
