"""Threads that make display tiles, always the one that is wanted most at this moment."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

from editor.canvas.tile_grid import TileKey

_log = logging.getLogger(__name__)


class TileWorkers:
    """Runs `load` for the wanted tiles in order; a newer list of wishes replaces the older one.

    Nothing is made for a view that the artist has already left. Threads start with the first wish
    and end with `close`.
    """

    def __init__(self, load: Callable[[TileKey], None], threads: int) -> None:
        self._load = load
        self._count = threads
        self._threads: list[threading.Thread] = []
        self._wanted: list[TileKey] = []
        self._running: set[TileKey] = set()
        self._changed = threading.Condition()
        self._closed = False

    def want(self, keys: Sequence[TileKey]) -> None:
        """Make these, the first one first, and forget older wishes."""
        with self._changed:
            if self._closed:
                return
            self._wanted = [key for key in keys if key not in self._running]
            if not self._wanted:
                return
            if not self._threads:
                self._start()
            self._changed.notify_all()

    @property
    def is_idle(self) -> bool:
        with self._changed:
            return not self._wanted and not self._running

    def close(self, *, wait: bool = True) -> None:
        """End the threads; a tile that is being made is finished first, waited for or not."""
        with self._changed:
            self._closed = True
            self._wanted = []
            self._changed.notify_all()
        for thread in self._threads if wait else ():
            thread.join()
        self._threads = []

    def _start(self) -> None:
        for number in range(self._count):
            thread = threading.Thread(target=self._run, name=f"tiles-{number}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _run(self) -> None:
        while (key := self._next()) is not None:
            try:
                self._load(key)
            except Exception:
                # One tile that cannot be made must not take the view down; it stays a placeholder.
                _log.exception("A display tile could not be made: %s", key)
            finally:
                with self._changed:
                    self._running.discard(key)

    def _next(self) -> TileKey | None:
        with self._changed:
            while not self._wanted and not self._closed:
                self._changed.wait()
            if self._closed:
                return None
            key = self._wanted.pop(0)
            self._running.add(key)
            return key
