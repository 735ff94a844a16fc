"""The only Qt file that talks to the backend: its events become signals on the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal

from ml.api.client import ClientOptions, Job, Listener, Result, WorkerClient
from ml.api.messages import (
    AnyFromWorker,
    Beat,
    Done,
    Failed,
    Noted,
    Previewed,
    Progressed,
    Ready,
    Started,
)

__all__ = ["Client", "ClientOptions", "Job", "Jobs", "Result", "open_client"]


class Client(Protocol):
    """What is needed of a client; tests give one that answers at once."""

    def start(self) -> None: ...

    def submit(self, job: Job) -> int: ...

    def cancel(self, job: int) -> None: ...

    def finish(self, job: int) -> None: ...

    def subscribe(self, listener: Listener) -> Callable[[], None]: ...

    def take_result(self, job: int) -> Result: ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class Failure:
    """Why a job ended without a result: a sentence, and details for a report."""

    code: str
    sentence: str
    details: str = ""

    @property
    def was_cancelled(self) -> bool:
        return self.code == "cancelled"


class Jobs(QObject):
    """Submits and stops jobs; each ends in exactly one of `finished` and `failed`.

    `noted` brings a sentence, `missed` the id of a model that would have helped. Signals arrive
    on the thread that built this object, whichever thread the client speaks on.
    """

    submitted = Signal(int, object)
    """The number and the `Job`; comes before anything else of that job."""
    ready = Signal(Ready)
    beat = Signal(Beat)
    started = Signal(int, str)
    progressed = Signal(Progressed)
    previewed = Signal(Previewed)
    noted = Signal(int, str)
    missed = Signal(int, str)
    finished = Signal(int, Result)
    failed = Signal(int, Failure)
    _heard = Signal(object)

    def __init__(self, client: Client, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._heard.connect(self._dispatch, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = client.subscribe(self._heard.emit)

    def start(self) -> None:
        """Spawn the worker; returns at once."""
        self._client.start()

    def submit(self, job: Job) -> int:
        number = self._client.submit(job)
        self.submitted.emit(number, job)
        return number

    def cancel(self, job: int) -> None:
        self._client.cancel(job)

    def finish(self, job: int) -> None:
        """Let a job that improves in rounds end with what it has."""
        self._client.finish(job)

    def close(self) -> None:
        """Hear nothing more and end the worker."""
        self._unsubscribe()
        self._client.close()

    def _dispatch(self, message: AnyFromWorker) -> None:
        if isinstance(message, Progressed):
            self.progressed.emit(message)
        elif isinstance(message, Done):
            self.finished.emit(message.job, self._client.take_result(message.job))
        elif isinstance(message, Failed):
            failure = Failure(message.code, message.message, message.details)
            self.failed.emit(message.job, failure)
        elif isinstance(message, Started):
            self.started.emit(message.job, message.device)
        elif isinstance(message, Previewed):
            self.previewed.emit(message)
        elif isinstance(message, Noted):
            self._note(message)
        elif isinstance(message, Ready):
            self.ready.emit(message)
        elif isinstance(message, Beat):
            self.beat.emit(message)

    def _note(self, message: Noted) -> None:
        if message.model:
            self.missed.emit(message.job, message.model)
        else:
            self.noted.emit(message.job, message.sentence)


def open_client(options: ClientOptions) -> Client:
    """The real client; the worker is spawned by `start`."""
    return WorkerClient(options)
