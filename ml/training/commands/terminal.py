"""Tells a person at a terminal how a training goes: one line that rewrites itself, or a log."""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TextIO

from ml.training.progress import Progress, Watch

process_began_s: float | None = None
"""When the process of a command began, by `time.monotonic`; None where it serves others too."""

LOG_GAP_S = 10.0
WIDTH = 100
COMMAND_VARIABLE = "PENTIMENTO_COMMAND"
"""What the person typed to come here, for commands in messages."""


def command() -> str:
    """The words that stand before `train` in a command."""
    return os.environ.get(COMMAND_VARIABLE, "python -m ml.training")


def is_first_process() -> bool:
    """Whether this process of a run on several devices speaks for all."""
    return os.environ.get("RANK", "0") == "0"


def say(text: str, stream: TextIO | None = None) -> None:
    """A line on the standard output, or elsewhere."""
    stream = stream or sys.stdout
    stream.write(f"{text}\n")
    stream.flush()


class TrainingLine(Watch):
    """Progress with the time left, then what was measured and written, each a line that stays."""

    def __init__(
        self,
        title: str,
        *,
        quiet: bool = False,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._title, self._quiet = title, quiet or not is_first_process()
        self._stream = stream or sys.stderr
        self._clock = clock
        self._shown_s = -math.inf
        self._has_line = False

    def progress(self, progress: Progress) -> None:
        if self._quiet:
            return
        text = progress_words(self._title, progress)
        if self._stream.isatty():
            self._has_line = True
            self._stream.write(f"\r{text[:WIDTH]:{WIDTH}}")
            self._stream.flush()
        elif self._clock() - self._shown_s >= LOG_GAP_S:
            self._shown_s = self._clock()
            say(text, self._stream)

    def message(self, sentence: str) -> None:
        if not self._quiet:
            self.end()
            say(sentence, self._stream)

    def evaluated(self, step: int, measures: Mapping[str, float]) -> None:
        self.message(f"After {step} steps: {measure_words(measures)}")

    def preview(self, path: Path) -> None:
        if self._stream.isatty():
            self.message(f"Samples: {path}")

    def end(self) -> None:
        """Leave no half line behind."""
        if self._has_line:
            self._has_line = False
            self._stream.write(f"\r{'':{WIDTH}}\r")


def progress_words(title: str, progress: Progress) -> str:
    """`compact_sr: 12 %  step 120 of 1000 ...`, most important first."""
    share = progress.step / max(1, progress.steps)
    parts = [f"{title}: {share:4.0%}", f"step {progress.step} of {progress.steps}"]
    if progress.seconds_left > 0:
        parts.append(f"{left_words(progress.seconds_left)} left")
    parts.append(f"{progress.images_per_s:.3g} images/s")
    if progress.waiting_share > 0.05:
        parts.append(f"waiting {progress.waiting_share:.0%}")
    if progress.skipped:
        parts.append(f"skipped {progress.skipped}")
    losses = {name: value for name, value in progress.losses.items() if value is not None}
    parts += [f"{name} {value:.4g}" for name, value in losses.items()]
    return "  ".join(parts)


def measure_words(measures: Mapping[str, float]) -> str:
    """`psnr 31.2, ssim 0.91`."""
    return ", ".join(f"{name} {value:.4g}" for name, value in measures.items()) or "no measures"


def left_words(seconds: float) -> str:
    """`4 s`, `2 min`, `1 h 5 min`: no more exact than an estimate is."""
    if seconds < 59.5:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"
