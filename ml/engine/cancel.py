"""The flag that stops a job, and the native calls that must be told."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Generator

from ml.api.errors import Cancelled

LOGGER = logging.getLogger(__name__)


class CancelToken:
    """Set once, from the listening thread; read by the job as often as it likes."""

    def __init__(self) -> None:
        self._flag = threading.Event()
        self._enough = threading.Event()
        self._lock = threading.Lock()
        self._stops: list[Callable[[], None]] = []

    @property
    def is_set(self) -> bool:
        return self._flag.is_set()

    def set(self) -> None:
        self._flag.set()
        with self._lock:
            stops = list(self._stops)
        for stop in stops:
            self._call(stop)

    def finish(self) -> None:
        """The artist wants what there is by now."""
        self._enough.set()

    @property
    def is_enough(self) -> bool:
        return self._enough.is_set()

    def check(self) -> None:
        """Raise `Cancelled` once the flag is set."""
        if self._flag.is_set():
            raise Cancelled("Stopped.")

    @contextlib.contextmanager
    def on_set(self, stop: Callable[[], None]) -> Generator[None]:
        """Inside the block, `stop` is called when the flag is set, or at once if it is already."""
        with self._lock:
            self._stops.append(stop)
        if self._flag.is_set():
            self._call(stop)
        try:
            yield
        finally:
            with self._lock:
                self._stops.remove(stop)

    @staticmethod
    def _call(stop: Callable[[], None]) -> None:
        try:
            stop()
        except Exception:
            LOGGER.exception("a native call could not be told to stop")
