"""The learning rate at each step, from the number of the step alone."""

from __future__ import annotations

import math

from ml.training.experiment import Optimiser, Schedule

_HALVED_AT = (0.5, 0.75, 0.9, 0.95)


def rate_at(optimiser: Optimiser, step: int, steps: int) -> float:
    """The learning rate of `step` (from 0) of `steps`.

    During the warm-up it rises in a straight line and is never zero; the schedule runs over all
    steps, the warm-up included.
    """
    warming = min(1.0, (step + 1) / (optimiser.warmup + 1))
    return optimiser.lr * warming * _share_at(optimiser.schedule, step / max(1, steps))


def _share_at(schedule: Schedule, passed: float) -> float:
    if schedule is Schedule.COSINE:
        return 0.5 * (1 + math.cos(math.pi * passed))
    if schedule is Schedule.LINEAR:
        return min(1.0, 2 * (1 - passed))
    if schedule is Schedule.STEPS:
        return 0.5 ** sum(passed >= share for share in _HALVED_AT)
    return 1.0
