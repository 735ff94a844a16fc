"""The few things on the canvas that move by themselves, all of which can be switched off."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

MARCH_MS = 125
BREATH_MS = 50
FADE_MS = 16
FADE_S = 0.15


class Motion(QObject):
    """Calls back while something marches, breathes or fades; nothing runs when nothing moves.

    With `reduced` the ants stand, the running region glows evenly and results are there at once.
    """

    def __init__(
        self,
        parent: QObject,
        *,
        march: Callable[[], None],
        breathe: Callable[[float | None], None],
        fade: Callable[[float], None],
    ) -> None:
        super().__init__(parent)
        self.reduced = False
        self._breathe = breathe
        self._fade = fade
        self._breath_begun = 0.0
        self._fade_begun = 0.0
        self._marching = self._timer(MARCH_MS, march)
        self._breathing = self._timer(BREATH_MS, self._on_breath)
        self._fading = self._timer(FADE_MS, self._on_fade)

    def set_reduced(self, reduced: bool) -> None:
        self.reduced = reduced
        if reduced:
            self._marching.stop()
            if self._breathing.isActive():
                self._breathing.stop()
                self._breathe(None)
            if self._fading.isActive():
                self._fading.stop()
                self._fade(1.0)

    def march(self, running: bool) -> None:
        """Let the edge of the mask march, or stand."""
        _switch(self._marching, running and not self.reduced)

    def breathe(self, running: bool) -> None:
        """Let the running region breathe."""
        self._breath_begun = time.monotonic()
        _switch(self._breathing, running and not self.reduced)
        self._breathe(None if self.reduced or not running else 0.0)

    def fade_in(self) -> None:
        """Let a result appear."""
        self._fade_begun = time.monotonic()
        _switch(self._fading, not self.reduced)
        self._fade(1.0 if self.reduced else 0.0)

    def stop(self) -> None:
        for timer in (self._marching, self._breathing, self._fading):
            timer.stop()

    def _on_breath(self) -> None:
        self._breathe(time.monotonic() - self._breath_begun)

    def _on_fade(self) -> None:
        share = (time.monotonic() - self._fade_begun) / FADE_S
        if share >= 1.0:
            self._fading.stop()
        self._fade(min(1.0, share))

    def _timer(self, interval_ms: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval_ms)
        timer.timeout.connect(call)
        return timer


def _switch(timer: QTimer, running: bool) -> None:
    if running and not timer.isActive():
        timer.start()
    elif not running:
        timer.stop()
