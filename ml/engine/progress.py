"""The progress that a running generator speaks to: throttled, smoothed, and quick to stop."""

from __future__ import annotations

import base64
import math
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

import numpy as np
from numpy.typing import NDArray

from ml.api.messages import Message, Noted, Previewed, Progressed
from ml.engine.cancel import CancelToken
from ml.engine.preview import png, shrink

MESSAGE_GAP_S = 0.05
PREVIEW_GAP_S = 0.25
SMOOTHING_S = 3.0
"""How far back the pace is remembered: long enough to be calm, short enough to be right."""

Send = Callable[[Message], None]
Clock = Callable[[], float]


class TimeLeft:
    """Estimates the seconds left from the pace so far, smoothed, None until it means something."""

    def __init__(self, now_s: float) -> None:
        self._started_s = now_s
        self._last_s = now_s
        self._last_fraction = 0.0
        self._pace: float | None = None

    def estimate(self, fraction: float, now_s: float) -> float | None:
        """Call with growing fractions; pace is fractions a second."""
        gap_s = now_s - self._last_s
        gain = fraction - self._last_fraction
        if gap_s > 0 and gain > 0:
            recent = gain / gap_s
            weight = 1.0 - math.exp(-gap_s / SMOOTHING_S)
            overall = fraction / max(now_s - self._started_s, 1e-9)
            before = overall if self._pace is None else self._pace
            self._pace = before + weight * (recent - before)
            self._last_s, self._last_fraction = now_s, fraction
        if self._pace is None or fraction <= 0.02 or now_s - self._started_s < 0.3:
            return None
        return max(0.0, (1.0 - fraction) / self._pace)


class JobProgress:
    """Progress of one job; at most twenty messages a second; every call is a cancel check."""

    def __init__(
        self, job: int, send: Send, token: CancelToken, clock: Clock = time.monotonic
    ) -> None:
        self._job = job
        self._send = send
        self._token = token
        self._clock = clock
        self._left = TimeLeft(clock())
        self._sent_s = -math.inf
        self._previewed_s = -math.inf
        self._fraction = 0.0
        self._stage = ""

    def set(self, fraction: float, stage: str = "") -> None:
        self._token.check()
        # What was reached stays reached, so that the bar never runs backwards.
        self._fraction = max(self._fraction, min(1.0, fraction))
        self._stage = stage or self._stage
        now_s = self._clock()
        left_s = self._left.estimate(self._fraction, now_s)
        if now_s - self._sent_s < MESSAGE_GAP_S:
            return
        self._sent_s = now_s
        self._send(
            Progressed(job=self._job, fraction=self._fraction, stage=self._stage, left_s=left_s)
        )

    def part(self, start: float, end: float) -> PartProgress:
        return PartProgress(self, start, end)

    def check(self) -> None:
        self._token.check()

    def preview(self, image: NDArray[np.generic]) -> None:
        self._token.check()
        now_s = self._clock()
        if now_s - self._previewed_s < PREVIEW_GAP_S:
            return
        self._previewed_s = now_s
        picture = base64.b64encode(png(shrink(image))).decode("ascii")
        self._send(Previewed(job=self._job, png=picture))

    def note(self, sentence: str, *, model: str = "") -> None:
        self._send(Noted(job=self._job, sentence=sentence, model=model))

    def is_enough(self) -> bool:
        return self._token.is_enough

    def on_cancel(self, stop: Callable[[], None]) -> AbstractContextManager[None]:
        return self._token.on_set(stop)

    def begin_again(self) -> None:
        """Another attempt starts from nothing."""
        self._fraction = 0.0
        self._stage = ""
        self._left = TimeLeft(self._clock())


class PartProgress:
    """A stretch of another progress, as long as a step of the whole job takes."""

    def __init__(self, whole: JobProgress | PartProgress, start: float, end: float) -> None:
        self._whole = whole
        self._start = start
        self._length = end - start

    def set(self, fraction: float, stage: str = "") -> None:
        self._whole.set(self._start + self._length * min(1.0, max(0.0, fraction)), stage)

    def part(self, start: float, end: float) -> PartProgress:
        return PartProgress(self, start, end)

    def check(self) -> None:
        self._whole.check()

    def preview(self, image: NDArray[np.generic]) -> None:
        self._whole.preview(image)

    def note(self, sentence: str, *, model: str = "") -> None:
        self._whole.note(sentence, model=model)

    def is_enough(self) -> bool:
        return self._whole.is_enough()

    def on_cancel(self, stop: Callable[[], None]) -> AbstractContextManager[None]:
        return self._whole.on_cancel(stop)
