"""Hears when a run shall stop: a caller's question, Ctrl-C, or the machine's wish to end it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType, TracebackType


class Stopping:
    """True once somebody wants the run to stop. As a context it listens for SIGINT and SIGTERM.

    A second signal does what it did before: so a run that does not end can still be ended.
    """

    def __init__(self, asked: Callable[[], bool] | None, *, signals: bool) -> None:
        self._asked = asked
        self._flag = threading.Event()
        is_main = threading.current_thread() is threading.main_thread()
        self._wanted = (signal.SIGINT, signal.SIGTERM) if signals and is_main else ()
        self._before: dict[int, object] = {}

    def __enter__(self) -> Stopping:
        for number in self._wanted:
            self._before[number] = signal.signal(number, self._heard)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._put_back()

    def is_asked(self) -> bool:
        """Whether to stop at the next place where nothing is lost."""
        if not self._flag.is_set() and self._asked is not None and self._asked():
            self._flag.set()
        return self._flag.is_set()

    def _heard(self, number: int, frame: FrameType | None) -> None:
        self._flag.set()
        self._put_back()

    def _put_back(self) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        self._before = {}
