"""How far long work on a document is, and the way to stop it from another thread."""

from __future__ import annotations


class Cancelled(Exception):
    """The artist stopped the work; nothing was changed."""


class Progress:
    """Counted by the thread that works, read and cancelled by the one that shows it."""

    def __init__(self) -> None:
        self._total = 1
        self._done = 0
        self._is_cancelled = False

    @property
    def fraction(self) -> float:
        """From 0 to 1."""
        return min(1.0, self._done / self._total)

    def expect(self, steps: int) -> None:
        """There will be this many steps in all."""
        self._total = max(1, steps)

    def step(self) -> None:
        """One more is done; raises Cancelled where nobody wants the rest."""
        self._done += 1
        if self._is_cancelled:
            raise Cancelled

    def cancel(self) -> None:
        self._is_cancelled = True
