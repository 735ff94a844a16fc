"""Progress on a terminal: one line that rewrites itself, or now and then a line in a log."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable
from typing import TextIO

from ml.api.messages import AnyFromWorker, Noted, Progressed, Started

LOG_GAP_S = 2.0
WIDTH = 78


class ProgressLine:
    """Shows what the worker says of one job; shows nothing when told to be quiet.

    Notes are collected even then: they belong to the result.
    """

    def __init__(
        self,
        title: str,
        *,
        quiet: bool = False,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._title = title
        self._quiet = quiet
        self._stream = stream or sys.stderr
        self._clock = clock
        self._shown_s = -math.inf
        self._has_line = False
        self.notes: list[str] = []

    def __call__(self, message: AnyFromWorker) -> None:
        if isinstance(message, Noted):
            sentence = message.sentence
            if message.model:
                sentence += f" Get one with: pentimento models install {message.model}"
            if sentence not in self.notes:
                self.notes.append(sentence)
                self.say(sentence)
        elif isinstance(message, Started):
            self._show(f"{self._title}: started on {message.device}")
        elif isinstance(message, Progressed):
            self._show(self._words(message))

    def say(self, sentence: str) -> None:
        """A line of its own, which stays."""
        if not self._quiet:
            self._clear()
            print(sentence, file=self._stream, flush=True)

    def end(self) -> None:
        """Leave no half line behind."""
        self._clear()

    def download(self, done_bytes: int, total_bytes: int | None) -> None:
        """Progress of something that comes over the line."""
        megabytes = f"{done_bytes / 1e6:.1f} MB"
        if total_bytes:
            megabytes = f"{done_bytes / total_bytes:4.0%}  {megabytes} of {total_bytes / 1e6:.1f}"
        self._show(f"{self._title}: {megabytes}")

    def _words(self, message: Progressed) -> str:
        parts = [f"{self._title}: {message.fraction:4.0%}"]
        if message.stage:
            parts.append(message.stage)
        if message.left_s is not None:
            parts.append(f"{left_words(message.left_s)} left")
        return "  ".join(parts)

    def _show(self, text: str) -> None:
        if self._quiet:
            return
        if self._stream.isatty():
            self._has_line = True
            print(f"\r{text[:WIDTH]:{WIDTH}}", end="", file=self._stream, flush=True)
            return
        now_s = self._clock()
        if now_s - self._shown_s >= LOG_GAP_S:
            self._shown_s = now_s
            print(text, file=self._stream, flush=True)

    def _clear(self) -> None:
        if self._has_line:
            self._has_line = False
            print(f"\r{'':{WIDTH}}\r", end="", file=self._stream, flush=True)


def left_words(seconds: float) -> str:
    """`4 s`, `2 min`, `1 h 5 min`: no more exact than an estimate is."""
    if seconds < 59.5:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"
