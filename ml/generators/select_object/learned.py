"""The object selection by MobileSAM: a picture is looked at once, then every click is quick."""

from __future__ import annotations

import hashlib
from collections import OrderedDict

import numpy as np
import torch

from ml.api.errors import GeneratorError
from ml.api.generator import Resources
from ml.api.progress import Progress
from ml.generators.select_object.spec import MODEL, Extent
from ml.mattes.grabcut import Hints
from ml.mattes.guided import Matte, Picture
from ml.mattes.refine import shrunk
from ml.store.failures import WeightsMismatch
from ml.systems.mobile_sam.network import MASK_SIDE_PX, SIDE_PX
from ml.systems.mobile_sam.prompts import Mark
from ml.systems.mobile_sam.runner import Answer, Look, MobileSamRunner

KEPT = 4
"""Looks of so many pictures are remembered; each is 4 MB."""
CLEAR = 0
PLACES = {Extent.PART: 1, Extent.THING: 2, Extent.WHOLE: 3}
BARE = 0.006
"""A share of the picture below which a better-worth answer is rather a detail than the thing."""


class SamFinder:
    """Raises `GeneratorError` where the file is not of this network."""

    title = "MobileSAM"
    cells = MASK_SIDE_PX

    def __init__(self, resources: Resources) -> None:
        torch.set_num_threads(resources.threads)
        try:
            self._runner = MobileSamRunner(resources.weights[MODEL], resources.device)
        except WeightsMismatch as error:
            raise GeneratorError(
                f"The model {MODEL!r} cannot be read: run `pentimento models remove {MODEL}` "
                f"and `pentimento models install {MODEL}`.",
                str(error),
            ) from error
        self._looks: OrderedDict[bytes, Look] = OrderedDict()

    def find(
        self, picture: Picture, hints: Hints, extent: Extent, progress: Progress
    ) -> tuple[Matte, float]:
        small = shrunk(picture, SIDE_PX)
        look = self._look(small, progress)
        progress.set(0.9, "finding the thing")
        scale = max(small.shape[:2]) / max(picture.shape[:2])
        answer = self._runner.ask(look, _question(hints, scale))
        chosen = choose(answer, hints, extent)
        progress.set(1.0)
        return answer.matte(chosen), float(np.clip(answer.worths[chosen], 0.0, 1.0))

    def _look(self, small: Picture, progress: Progress) -> Look:
        """From memory for a picture that was seen; the last few are remembered."""
        eighths = np.ascontiguousarray((small * 255).astype(np.uint8))
        key = hashlib.blake2b(eighths.tobytes() + repr(small.shape).encode()).digest()
        if key not in self._looks:
            progress.set(0.1, "looking at the picture")
            self._looks[key] = self._runner.look(small)
        self._looks.move_to_end(key)
        while len(self._looks) > KEPT:
            self._looks.popitem(last=False)
        return self._looks[key]


def choose(answer: Answer, hints: Hints, extent: Extent) -> int:
    """Which of the four answers is meant.

    A box or several points say clearly what is meant (Kirillov 2023, appendix A); a lone click
    may mean the part, the thing or its group: of these the one that the network trusts most.
    """
    if extent in PLACES:
        return PLACES[extent]
    if hints.box is not None or len(hints.inside) + len(hints.outside) > 1:
        return CLEAR
    worths = answer.worths.copy()
    worths[CLEAR] = -np.inf
    for number in PLACES.values():
        if (answer.masks[number] > 0).mean() < BARE:
            worths[number] -= 0.05
    return int(np.argmax(worths))


def _question(hints: Hints, scale: float) -> list[tuple[float, float, Mark]]:
    points = [(x * scale, y * scale, Mark.INSIDE) for x, y in hints.inside]
    points += [(x * scale, y * scale, Mark.OUTSIDE) for x, y in hints.outside]
    box = hints.box
    if box is not None:
        points.append((box.left * scale, box.top * scale, Mark.TOP_LEFT))
        points.append((box.right * scale, box.bottom * scale, Mark.BOTTOM_RIGHT))
    return points
