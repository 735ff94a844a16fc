"""How well a picture explains what somebody put into its hole."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ml.patch.engine import Check
from ml.patch.level import Level
from ml.patch.options import EFFORTS, Quality
from ml.patch.pyramid import Bools, Floats, Layer, halve, measure_texture


def surprise(
    image: Floats,
    hole: Bools,
    source: Bools,
    answers: Sequence[Floats],
    check: Callable[[], None] | None = None,
) -> list[float]:
    """For each answer the mean distance of its patches in the hole to the nearest source patches.

    image and answers: rows x columns x 3; of an answer only the hole is looked at. Measured at a
    quarter of the size, where a patch holds structure and not grain. 0 is a perfect repetition.
    `check` is called after bounded work and may raise.
    """
    layer = Layer(image, hole, source, measure_texture(image, hole))
    shown = list(answers)
    for _ in range(2):
        smaller = halve(layer)
        if min(layer.hole.shape) < 64 or not smaller.hole.any() or not smaller.source.any():
            break
        nothing = np.zeros_like(layer.hole)
        shown = [halve(Layer(one, nothing, nothing, layer.texture)).colour for one in shown]
        layer = smaller

    def look(share: float) -> None:
        if check is not None:
            check()

    return [_surprise_of(layer, answer, look) for answer in shown]


def _surprise_of(layer: Layer, answer: Floats, check: Check) -> float:
    level = Level(layer, EFFORTS[Quality.BEST], 0.0)
    level.show(answer)
    return level.mean_cost(check)
