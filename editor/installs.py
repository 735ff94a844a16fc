"""Installs models while the window stays alive: one thread, one model at a time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal

REPORT_GAP_S = 0.05
CLOSE_WAIT_S = 2.0
log = logging.getLogger(__name__)

Report = Callable[[int, int | None], None]


class Store(Protocol):
    """What is needed of the model store."""

    def install(
        self,
        card_id: str,
        progress: Report | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> Path: ...


class Installs(QObject):
    """Each installation that begins ends in exactly one of `done`, `stopped` and `failed`.

    Signals arrive on the thread that built this object. What has come over the line before a stop
    is kept by the store for the next try.
    """

    progressed = Signal(str, object, object)
    done = Signal(str)
    stopped = Signal(str)
    failed = Signal(str, Exception)
    _heard = Signal(object)

    def __init__(self, open_store: Callable[[], Store], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_store = open_store
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._heard.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        return self._thread is not None

    def install(self, model: str) -> bool:
        """Begin; False where another installation is still under way."""
        if self._thread is not None:
            return False
        self._stop = threading.Event()
        # A daemon: a line that hangs must not keep the program from ending.
        self._thread = threading.Thread(
            target=self._work, args=(model, self._stop), name="install", daemon=True
        )
        self._thread.start()
        return True

    def stop(self) -> None:
        """Ask what is under way to end; it does so within a block of bytes."""
        self._stop.set()

    def close(self) -> None:
        """Stop, and wait a moment for the files to be closed."""
        self.stop()
        self._heard.disconnect(self._pass_on)
        if self._thread is not None:
            self._thread.join(CLOSE_WAIT_S)

    def _work(self, model: str, stop: threading.Event) -> None:
        last_s = 0.0

        def report(done_bytes: int, total_bytes: int | None) -> None:
            nonlocal last_s
            if time.monotonic() - last_s >= REPORT_GAP_S:
                last_s = time.monotonic()
                self._heard.emit(lambda: self.progressed.emit(model, done_bytes, total_bytes))

        try:
            self._open_store().install(model, report, stop.is_set)
        except Exception as error:  # noqa: BLE001 - whatever happens, the window hears of it
            caught = error
            was_stopped = stop.is_set()
            self._heard.emit(lambda: self._end(model, caught, was_stopped=was_stopped))
        else:
            self._heard.emit(lambda: self._end(model, None, was_stopped=False))

    def _pass_on(self, call: Callable[[], None]) -> None:
        call()

    def _end(self, model: str, error: Exception | None, *, was_stopped: bool) -> None:
        self._thread = None
        if error is None:
            self.done.emit(model)
        elif was_stopped:
            self.stopped.emit(model)
        else:
            log.warning("the model %s was not installed", model, exc_info=error)
            self.failed.emit(model, error)
