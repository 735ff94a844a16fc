"""Measures how fast a run goes, how long it will last, and how much of it is waiting."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Speed:
    """Since the last time. `waiting_share`: of the time, spent without a batch to work on."""

    images_per_s: float
    steps_per_s: float
    waiting_share: float
    seconds_left: float

    def as_json(self) -> dict[str, float]:
        """Rounded, for a line of the record."""
        return {name: round(value, 4) for name, value in asdict(self).items()}


class Pace:
    """Counts steps and images against the clock; samples, measures and checkpoints do not count.

    The time left follows a slowly forgetting mean of the time per step.
    """

    _FORGETTING = 0.3

    def __init__(self, step: int, steps: int) -> None:
        self._step, self._steps = step, steps
        self._images = 0
        self._done = 0
        self._waited_s = 0.0
        self._step_s: float | None = None
        self._began_s = self._seen_s = time.monotonic()
        self._worked_s = 0.0

    def add(self, images: int) -> None:
        """One step is done that saw so many images."""
        self._step += 1
        self._done += 1
        self._images += images
        self._count()

    def forgive(self) -> None:
        """Leave the time since the last step out."""
        self._seen_s = time.monotonic()

    def passed_s(self) -> float:
        """Since the last `take`."""
        return time.monotonic() - self._began_s

    def take(self, waited_s: float) -> Speed:
        """The speed since the last time; `waited_s` is the loader's count so far."""
        self._count()
        worked_s = max(self._worked_s, 1e-9)
        if self._done:
            now_s = worked_s / self._done
            old_s = now_s if self._step_s is None else self._step_s
            self._step_s = old_s + self._FORGETTING * (now_s - old_s)
        left_s = (self._steps - self._step) * (self._step_s or 0.0)
        waiting = min(1.0, (waited_s - self._waited_s) / worked_s)
        speed = Speed(self._images / worked_s, self._done / worked_s, waiting, left_s)
        self._waited_s = waited_s
        self._images = self._done = 0
        self._worked_s = 0.0
        self._began_s = time.monotonic()
        return speed

    def _count(self) -> None:
        now_s = time.monotonic()
        self._worked_s += now_s - self._seen_s
        self._seen_s = now_s
