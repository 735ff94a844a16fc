"""Work that would stop the window: done in a thread, answered on the window's own."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

THREADS = 2
log = logging.getLogger(__name__)

Answer = Callable[[Any], None]
Trouble = Callable[[Exception], None]


class Background(QObject):
    """Each piece of work ends in one call of `then` or `on_error`, on the window's thread."""

    idle = Signal()
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="background")
        self._waiting = 0
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        return self._waiting == 0

    def run(self, work: Callable[[], Any], then: Answer, on_error: Trouble) -> None:
        """Do `work` in a thread; nothing it touches may belong to the window."""
        self._waiting += 1
        self._pool.submit(self._work, work, then, on_error)

    def close(self) -> None:
        """Wait for what is under way; a save that began is finished."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, work: Callable[[], Any], then: Answer, on_error: Trouble) -> None:
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - handed to whoever asked
            caught = error
            self._answered.emit(lambda: on_error(caught))
        else:
            self._answered.emit(lambda: _hand_over(result, then, on_error))

    def _answer(self, call: Callable[[], None]) -> None:
        self._waiting -= 1
        call()
        if self._waiting == 0:
            self.idle.emit()


def _hand_over(result: Any, then: Answer, on_error: Trouble) -> None:
    """An answer that cannot be used is trouble too, and must not be lost."""
    try:
        then(result)
    except Exception as error:
        log.exception("An answer could not be used")
        on_error(error)
