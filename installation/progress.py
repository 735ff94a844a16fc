"""Tells the person what is being done, how large it is and how much longer it will take."""

from __future__ import annotations

import shutil
import sys
import time


def megabytes(size_bytes: float) -> str:
    """A size as people say it."""
    if size_bytes >= 1e9:
        return f"{size_bytes / 1e9:.1f} GB"
    return f"{max(1, round(size_bytes / 1e6))} MB"


def duration(seconds: float) -> str:
    """A time to wait as people say it."""
    if seconds < 10:
        return "a few seconds"
    if seconds < 90:
        return f"about {round(seconds / 5) * 5} seconds"
    return f"about {round(seconds / 60)} minutes"


class Progress:
    """Keeps one living line on a terminal, and plain lines where the output is a file.

    Time left is what the bytes so far have taken; until some are through, a modest line speed is
    assumed, so that the first guess is rather too long than too short.
    """

    assumed_bytes_per_s = 6e6

    def __init__(self, total_bytes: int) -> None:
        self.total_bytes = max(1, total_bytes)
        self.done_bytes = 0
        self._start_s = time.monotonic()
        self._live = sys.stdout.isatty()
        self._shown = ""

    def seconds_left(self, extra_bytes: int = 0) -> float:
        """How long the rest will take at the speed so far."""
        elapsed_s = time.monotonic() - self._start_s
        # The guess counts as much as the first 50 MB, then measured speed takes over.
        weight_bytes = 50e6
        spent_s = elapsed_s + weight_bytes / self.assumed_bytes_per_s
        done_bytes = self.done_bytes + extra_bytes
        speed = (done_bytes + weight_bytes) / spent_s
        return max(0.0, (self.total_bytes - done_bytes) / speed)

    def show(self, step: str, extra_bytes: int = 0) -> None:
        """Say which step is going on; called again and again, it moves the time left.

        `extra_bytes` are those of the step itself so far, where they are known.
        """
        percent = min(99, 100 * (self.done_bytes + extra_bytes) // self.total_bytes)
        text = f"  {percent:3d} %  {step}, {duration(self.seconds_left(extra_bytes))} left"
        if self._live:
            width = shutil.get_terminal_size().columns - 1
            print("\r" + text[:width].ljust(width), end="", flush=True)
        elif step != self._shown:
            print(text, flush=True)
        self._shown = step

    def finish(self) -> None:
        """Leave the living line."""
        if self._live:
            print("\r" + " " * (shutil.get_terminal_size().columns - 1) + "\r", end="", flush=True)
