"""One decoder that waits with its libraries loaded, so that a picture opens without its start.

Nothing waits unless somebody asked for it with `keep_spare`: the command line and tests start a
process for each file and end it.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

from editor.files.decoder import Decoder


class _Spare:
    """At most one decoder waits; whoever comes while it works gets one of their own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_kept = False
        self._waiting: Decoder | None = None

    def keep(self) -> None:
        with self._lock:
            self._is_kept = True
            if self._waiting is None:
                self._waiting = Decoder()
            waiting = self._waiting
        waiting.warm()

    def let_go(self) -> None:
        with self._lock:
            self._is_kept = False
            waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting.close()

    def take(self) -> Decoder:
        with self._lock:
            waiting, self._waiting = self._waiting, None
        return waiting or Decoder()

    def give_back(self, decoder: Decoder) -> None:
        """It waits again where none does and it stayed small; else it ends."""
        with self._lock:
            waits = self._is_kept and self._waiting is None and not decoder.is_grown
            if waits:
                self._waiting = decoder
        if not waits:
            decoder.close()


_spare = _Spare()


def keep_spare() -> None:
    """From now on a decoder waits; returns at once.

    Called again it starts another where the last one ended: one that read a large picture does.
    """
    _spare.keep()


def let_spare_go() -> None:
    """End the one that waits; from now on each file has a process of its own again."""
    _spare.let_go()


@contextlib.contextmanager
def lent_decoder() -> Iterator[Decoder]:
    """The decoder that waits, or a new one; one file after the other, from any thread."""
    decoder = _spare.take()
    try:
        yield decoder
    finally:
        _spare.give_back(decoder)
