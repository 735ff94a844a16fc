"""Patches and a network together: each is trusted as far as the picture bears it out."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

import cv2
import numpy as np

from ml.api.progress import Progress
from ml.generators.inpaint.methods import copy_patches, patch_quality
from ml.generators.inpaint.network import Glimpse, begin, glimpse_of
from ml.generators.inpaint.plate import Cells, Picture, Plate
from ml.generators.inpaint.spec import InpaintParams
from ml.patch.options import FillOptions, Quality
from ml.patch.surprise import surprise

SHARP = 1.25
"""Up to this scale the network's own pixels are as sharp as the picture."""
EVEN = 1.6
"""Patches repeat the picture by their nature: only where the network's answer surprises so many
times as much are both believed alike."""
SOFT = 0.3
"""How slowly the belief turns with the logarithm of that ratio."""
LEAST = 0.1
"""The share that even the less believed answer keeps: a wrong choice costs less so."""
ALIKE = 0.1
"""Answers whose soft colours differ by more than this are no longer mixed by belief: the better
one stands nearly alone, or both would show through each other."""


class Imaginer(Protocol):
    """Whoever can show a network what patches have begun."""

    @property
    def side_px(self) -> int: ...

    @property
    def network(self) -> str: ...

    def imagine(self, begun: Picture, hole: Cells, progress: Progress) -> Picture:
        """Both at the network's size, as is the answer."""
        ...


class AutoFiller:
    """Weighs both answers at the network's size; what they agree on guides patches at full size."""

    title = "auto"
    notice = ""
    missing = ""

    def __init__(self, imaginer: Imaginer) -> None:
        self._imaginer = imaginer
        self.network = imaginer.network

    def fill(self, plate: Plate, params: InpaintParams, progress: Progress) -> Picture:
        progress.set(0.0, "looking at the surroundings")
        seen = glimpse_of(plate.picture, plate.hole, plate.source, self._imaginer.side_px)
        answer = self._weigh(seen, params, progress)
        filled = seen.enlarge(plate.picture, plate.hole, answer)
        if seen.scale <= SHARP:
            return filled
        progress.preview(filled)
        options = FillOptions(quality=patch_quality(params), seed=params.seed)
        guided = replace(options, guide_scale=seen.scale)
        return copy_patches(plate, guided, progress.part(0.2, 1.0), filled)

    def _weigh(self, seen: Glimpse, params: InpaintParams, progress: Progress) -> Picture:
        copied = begin(seen, FillOptions(quality=Quality.BEST, seed=params.seed))
        imagined = self._imaginer.imagine(copied, seen.hole, progress.part(0.1, 0.2))
        share = share_of_patches(seen, copied, imagined)
        return mix(copied, imagined, share)


def share_of_patches(seen: Glimpse, copied: Picture, imagined: Picture) -> float:
    """LEAST..1-LEAST: how much of the result the patches get, from what the picture repeats."""
    if not seen.source.any():
        return LEAST
    answers = [copied, imagined]
    by_patches, by_network = surprise(seen.picture, seen.hole, seen.source, answers)
    ratio = np.log((by_network + 1e-6) / (by_patches + 1e-6))
    belief = 1 / (1 + np.exp(-(ratio - np.log(EVEN)) / SOFT))
    return float(LEAST + (1 - 2 * LEAST) * belief)


def mix(copied: Picture, imagined: Picture, share: float) -> Picture:
    """Both answers, mixed by `share` where they are alike; elsewhere the better one rules."""
    gap = cv2.GaussianBlur(copied - imagined, (0, 0), 3)
    alike = np.exp(-(gap**2).sum(axis=2) / ALIKE**2).astype(np.float32)
    alike = cv2.GaussianBlur(alike, (0, 0), 4)
    alone = 1 - LEAST if share >= 0.5 else LEAST
    weight = (alike * share + (1 - alike) * alone)[..., None]
    return (weight * copied + (1 - weight) * imagined).astype(np.float32)
