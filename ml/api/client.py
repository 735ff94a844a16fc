"""What the editor and the command line hold of the backend: submit a job, hear of it, stop it."""

from __future__ import annotations

import itertools
import logging
import queue
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from types import TracebackType

from ml.api.client_options import ClientOptions, Result
from ml.api.client_queue import Entry, Job
from ml.api.client_supervisor import Supervisor
from ml.api.errors import GeneratorError, error_of
from ml.api.messages import AnyFromWorker, Done, Failed, Ready

__all__ = ["ClientOptions", "Job", "Listener", "Result", "WorkerClient"]

LOGGER = logging.getLogger(__name__)
RESULTS_KEPT = 16
EVENTS_KEPT = 1000

Listener = Callable[[AnyFromWorker], None]


class WorkerClient:
    """The worker from outside; every method may be called from any thread.

    Each submitted job ends in exactly one `Done` (then `take_result` has its arrays) or
    `Failed`. Listeners are called on the client's own thread and must return quickly.
    """

    def __init__(self, options: ClientOptions | None = None) -> None:
        self._supervisor = Supervisor(options or ClientOptions(), self._publish)
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._events: deque[AnyFromWorker] = deque()
        self._arrived = threading.Condition(self._lock)
        self._listeners: list[Listener] = []
        self._results: OrderedDict[int, Result] = OrderedDict()
        self.ready: Ready | None = None

    def __enter__(self) -> WorkerClient:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def start(self) -> None:
        """Spawn the worker; returns at once, `Ready` says when it listens."""
        self._supervisor.start()

    def submit(self, job: Job) -> int:
        """Queue a job; returns its number."""
        number = next(self._numbers)
        self._supervisor.submit(Entry(number, job))
        return number

    def cancel(self, job: int) -> None:
        """Stop a waiting or running job; it ends in `Failed` with the code "cancelled"."""
        self._supervisor.cancel(job)

    def finish(self, job: int) -> None:
        """Let a running job end with what it has by now, if it can; one that waits is stopped."""
        self._supervisor.finish(job)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every message from now on; returns what ends that."""
        with self._lock:
            self._listeners.append(listener)

        def unsubscribe() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return unsubscribe

    def poll(self, timeout_s: float = 0.0) -> list[AnyFromWorker]:
        """What was said since the last poll; waits up to `timeout_s` for the first message."""
        with self._arrived:
            if not self._events:
                self._arrived.wait(timeout_s)
            events = list(self._events)
            self._events.clear()
        return events

    def take_result(self, job: int) -> Result:
        """The arrays of a job that is done, once; raises `KeyError` for any other."""
        with self._lock:
            return self._results.pop(job)

    def run(self, job: Job, listener: Listener | None = None) -> Result:
        """Submit and wait; raises the error that the job ended with.

        `listener` is called on the calling thread. Ctrl+C cancels the job and goes on up.
        """
        heard: queue.SimpleQueue[AnyFromWorker] = queue.SimpleQueue()
        unsubscribe = self.subscribe(heard.put)
        number = self.submit(job)
        try:
            return self._await(number, heard, listener)
        except BaseException as error:
            if not isinstance(error, GeneratorError):
                self.cancel(number)
            raise
        finally:
            unsubscribe()

    def _await(
        self,
        number: int,
        heard: queue.SimpleQueue[AnyFromWorker],
        listener: Listener | None,
    ) -> Result:
        while True:
            try:
                # A wait with an end, because an endless one cannot be interrupted everywhere.
                message = heard.get(timeout=0.5)
            except queue.Empty:
                continue
            if getattr(message, "job", number) != number:
                continue
            if isinstance(message, Done):
                return self.take_result(number)
            if isinstance(message, Failed):
                raise error_of(message.code, message.message, message.details)
            if listener is not None:
                listener(message)

    def close(self) -> None:
        """End the workers and remove all lent memory; jobs under way end as cancelled."""
        self._supervisor.close()

    def wait_until_ready(self, timeout_s: float) -> Ready:
        """The first `Ready`; raises `TimeoutError`."""
        deadline_s = time.monotonic() + timeout_s
        with self._arrived:
            while self.ready is None:
                left_s = deadline_s - time.monotonic()
                if left_s <= 0:
                    raise TimeoutError("the worker did not get ready")
                self._arrived.wait(left_s)
            return self.ready

    def _publish(self, message: AnyFromWorker, result: Result | None) -> None:
        with self._arrived:
            if isinstance(message, Ready):
                self.ready = message
            if isinstance(message, Done) and result is not None:
                self._results[message.job] = result
                while len(self._results) > RESULTS_KEPT:
                    self._results.popitem(last=False)
            self._keep(message)
            self._arrived.notify_all()
            listeners = list(self._listeners)
        for listener in listeners:
            try:
                listener(message)
            except Exception:
                LOGGER.exception("a listener of the worker client failed")

    def _keep(self, message: AnyFromWorker) -> None:
        """For `poll`, which may never be called: beyond the limit all but endings are forgotten."""
        self._events.append(message)
        if len(self._events) > EVENTS_KEPT:
            endings = [event for event in self._events if isinstance(event, Done | Failed)]
            self._events = deque(endings[-EVENTS_KEPT // 2 :])
