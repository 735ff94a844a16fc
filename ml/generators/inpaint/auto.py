"""Patches and a network together: each is trusted as far as the picture bears it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

import cv2
import numpy as np

from ml.api.generator import Resources
from ml.api.progress import Progress
from ml.generators.inpaint.methods import copy_patches, fill_options
from ml.generators.inpaint.network import Glimpse, begin, glimpse_of
from ml.generators.inpaint.plate import Cells, Picture, Plate
from ml.generators.inpaint.spec import InpaintParams
from ml.patch.options import Quality
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
UNSURE = 0.87
"""A network whose answers to a picture and to its mirror image are so far apart, in units of how
far both are from the patches, makes up what it shows."""
SMALL_COST, NETWORK_COST, WEIGHING_COST = 1.5, 50_000, 5_000
"""What a hole pixel at the network's size, the network, which may be asked twice, and the weighing
take in the time that one hole pixel takes at full size."""


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
    """Weighs both answers at the network's size; above it patches fill, guided by the network's
    answer where that is believed.

    Guarantees that a network which contradicts itself never rules over patches.
    """

    title = "auto"
    notice = ""
    missing = ""

    def __init__(self, imaginer: Imaginer, resources: Resources | None = None) -> None:
        self._imaginer = imaginer
        self._resources = resources or Resources()
        self.network = imaginer.network

    def fill(self, plate: Plate, params: InpaintParams, progress: Progress) -> Picture:
        progress.set(0.0, "looking at the surroundings")
        seen = glimpse_of(plate.picture, plate.hole, plate.source, self._imaginer.side_px)
        large = int(np.count_nonzero(plate.hole)) if seen.scale > SHARP else 0
        plan = _Plan.of(int(np.count_nonzero(seen.hole)), large)
        answer, share = self._weigh(seen, params, plan, progress)
        filled = seen.enlarge(plate.picture, plate.hole, answer)
        if seen.scale <= SHARP:
            return filled
        progress.preview(filled)
        options = fill_options(params, self._resources)
        last = progress.part(plan.weighed, 1.0)
        if share >= 0.5:
            # An answer coarser than the picture tells patches no more than the surroundings do.
            return copy_patches(plate, options, last)
        return copy_patches(plate, replace(options, guide_scale=seen.scale), last, filled)

    def _weigh(
        self, seen: Glimpse, params: InpaintParams, plan: _Plan, progress: Progress
    ) -> tuple[Picture, float]:
        """The mixed answer at the network's size, and the patches' share of it."""
        options = replace(fill_options(params, self._resources), quality=Quality.BEST)
        copied = begin(seen, options, progress.part(0.0, plan.begun))
        imagined = self._imaginer.imagine(
            copied, seen.hole, progress.part(plan.begun, plan.imagined)
        )
        progress.set(plan.imagined, "weighing both answers")
        share = share_of_patches(seen, copied, imagined, progress.check)
        if share < 0.5 and seen.source.any():
            again = progress.part(plan.compared, plan.weighed)
            mirrored = self._imagine_mirrored(seen, copied, again)
            if doubt(seen.hole, copied, imagined, mirrored) >= UNSURE:
                share = 1 - LEAST
        progress.set(plan.weighed)
        return mix(copied, imagined, share), share

    def _imagine_mirrored(self, seen: Glimpse, copied: Picture, progress: Progress) -> Picture:
        """The network's answer when it is shown everything the other way round."""
        shown = np.ascontiguousarray(copied[:, ::-1])
        hole = np.ascontiguousarray(seen.hole[:, ::-1])
        return np.ascontiguousarray(self._imaginer.imagine(shown, hole, progress)[:, ::-1])


@dataclass(frozen=True)
class _Plan:
    """The shares of the time after which each part is done, so that the time left is honest."""

    begun: float
    imagined: float
    compared: float
    weighed: float

    @classmethod
    def of(cls, small: int, large: int) -> _Plan:
        """small, large: pixels of the hole at the network's size, and at full size if filled so."""
        begun = SMALL_COST * small
        imagined = begun + NETWORK_COST
        compared = imagined + WEIGHING_COST
        weighed = compared + NETWORK_COST
        total = weighed + large
        return cls(begun / total, imagined / total, compared / total, weighed / total)


def share_of_patches(
    seen: Glimpse,
    copied: Picture,
    imagined: Picture,
    check: Callable[[], None] | None = None,
) -> float:
    """LEAST..1-LEAST: how much of the result the patches get, from what the picture repeats."""
    if not seen.source.any():
        return LEAST
    answers = [copied, imagined]
    by_patches, by_network = surprise(seen.picture, seen.hole, seen.source, answers, check)
    ratio = np.log((by_network + 1e-6) / (by_patches + 1e-6))
    belief = 1 / (1 + np.exp(-(ratio - np.log(EVEN)) / SOFT))
    return float(LEAST + (1 - 2 * LEAST) * belief)


def doubt(hole: Cells, copied: Picture, imagined: Picture, mirrored: Picture) -> float:
    """How far the network's two answers are apart, in units of how far both are from the patches.

    Compared in soft colours inside the hole; about 0 where it insists, 1 where it guesses.
    """

    def gap(one: Picture, other: Picture) -> float:
        soft = cv2.GaussianBlur(one - other, (0, 0), 3)
        return float(np.sqrt((soft**2).sum(axis=2))[hole].mean())

    from_patches = (gap(imagined, copied) + gap(mirrored, copied)) / 2
    return gap(imagined, mirrored) / max(from_patches, 1e-6)


def mix(copied: Picture, imagined: Picture, share: float) -> Picture:
    """Both answers, mixed by `share` where they are alike; elsewhere the better one rules."""
    gap = cv2.GaussianBlur(copied - imagined, (0, 0), 3)
    alike = np.exp(-(gap**2).sum(axis=2) / ALIKE**2).astype(np.float32)
    alike = cv2.GaussianBlur(alike, (0, 0), 4)
    alone = 1 - LEAST if share >= 0.5 else LEAST
    weight = (alike * share + (1 - alike) * alone)[..., None]
    return (weight * copied + (1 - weight) * imagined).astype(np.float32)
