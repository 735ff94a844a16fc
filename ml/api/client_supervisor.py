"""The one thread that owns workers, queue and lent memory: everything is decided here."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from multiprocessing.connection import Pipe, wait

from ml.api.client_crew import Crew
from ml.api.client_memory import SegmentPool
from ml.api.client_options import ClientOptions, Result
from ml.api.client_process import WorkerProcess
from ml.api.client_queue import Entry, JobQueue
from ml.api.client_traffic import lend_result, pack, release, unpack
from ml.api.errors import Cancelled, GeneratorError, WorkerDied, error_of
from ml.api.messages import AnyFromWorker, Beat, Done, Failed, Finish, Offered, Ready, Started

LOGGER = logging.getLogger(__name__)
TURN_S = 0.25
"""How often the clocks are looked at while something runs."""

DIED = (
    "The worker ended in the middle of the job; your document is untouched and a fresh worker "
    "has taken its place. Run it again."
)
HUNG = (
    "The worker did not answer any more and was replaced; your document is untouched. Run it again."
)
NO_START = "The worker cannot be started; the log says why."

Publish = Callable[[AnyFromWorker, Result | None], None]


class Supervisor:
    """Runs on its own thread; other threads only post orders.

    Guarantees that each submitted job ends in exactly one `Done` or `Failed`, whatever becomes
    of the worker, and that what was lent for it comes back.
    """

    def __init__(self, options: ClientOptions, publish: Publish) -> None:
        self._options = options
        self._publish = publish
        self._pool = SegmentPool(options.scratch_folder, options.shared_limit_bytes)
        self._queue = JobQueue()
        self._crew = Crew(options)
        self._orders: deque[Callable[[], object]] = deque()
        self._wake_in, self._wake_out = Pipe(duplex=False)
        self._wake_lock = threading.Lock()
        self._is_awake = False
        self._has_ended = False
        self._is_closing = False
        self._turned_at_s = time.monotonic()
        self._thread = threading.Thread(target=self._live, name="worker-client", daemon=True)

    # Called from any thread.

    def start(self) -> None:
        self._thread.start()

    def submit(self, entry: Entry) -> None:
        self._post(lambda: self._accept(entry))

    def cancel(self, number: int) -> None:
        self._post(lambda: self._cancel(number))

    def finish(self, number: int) -> None:
        self._post(lambda: self._end_early(number))

    def close(self) -> None:
        self._post(self._begin_close)
        if self._thread.ident is not None:
            self._thread.join(30)
        elif not self._has_ended:
            self._end()

    def _post(self, order: Callable[[], object]) -> None:
        with self._wake_lock:
            if not self._has_ended:
                self._orders.append(order)
                if not self._is_awake:
                    self._is_awake = True
                    with contextlib.suppress(OSError):
                        self._wake_out.send_bytes(b"1")
                return
        # Nobody listens any more: an order is answered here, so that no job waits for ever.
        order()
        self._stop_all_waiting()

    # Everything below runs on the supervisor's own thread.

    def _live(self) -> None:
        try:
            while not self._is_closing:
                self._turn()
        except Exception:
            LOGGER.exception("the worker client stopped")
        finally:
            self._end()

    def _turn(self) -> None:
        while self._orders:
            self._orders.popleft()()
        self._advance()
        for source in wait([self._wake_in, *self._crew.connections()], self._pause_s()):
            if source is self._wake_in:
                self._clear_wake()
            else:
                worker = self._crew.of(source)
                if worker is not None:
                    self._read(worker)
        now = time.monotonic()
        passed_s, self._turned_at_s = now - self._turned_at_s, now
        for worker in self._crew.members():
            self._watch(worker, passed_s)

    def _pause_s(self) -> float | None:
        if self._orders or self._is_closing:
            return 0.0
        members = self._crew.members()
        return TURN_S if any(w.entry or not w.ready for w in members) else None

    def _clear_wake(self) -> None:
        with self._wake_lock:
            self._wake_in.recv_bytes()
            self._is_awake = False

    # Orders.

    def _accept(self, entry: Entry) -> None:
        self._queue.add(entry)
        self._crew.forgive()

    def _cancel(self, number: int) -> None:
        entry = self._queue.remove(number)
        if entry is not None:
            entry.is_cancelled = True
            self._settle(entry, None)
            return
        worker = self._crew.active
        if worker is not None and worker.entry is not None and worker.entry.number == number:
            worker.entry.is_cancelled = True
            worker.ask_to_cancel(number, time.monotonic() + self._options.grace_s)

    def _end_early(self, number: int) -> None:
        worker = self._crew.active
        if worker is not None and worker.entry is not None and worker.entry.number == number:
            worker.send(Finish(job=number))
        else:
            self._cancel(number)

    def _begin_close(self) -> None:
        self._is_closing = True

    # Moving on.

    def _advance(self) -> None:
        worker = self._crew.hire()
        if worker is None:
            self._fail_all_waiting()
            return
        if worker.entry is None and worker.ready is not None:
            entry = self._queue.take()
            if entry is not None:
                self._give(worker, entry)
        elif (
            worker.entry is not None
            and not worker.entry.is_stopping
            and self._queue.preempts(worker.entry)
        ):
            worker.entry.is_preempted = True
            worker.ask_to_cancel(worker.entry.number, time.monotonic() + self._options.grace_s)
        if worker.entry is not None and worker.entry.has_started:
            self._crew.hire_spare()

    def _give(self, worker: WorkerProcess, entry: Entry) -> None:
        options = self._options
        try:
            run = pack(entry, self._pool, options.device, options.weights())
        except GeneratorError as error:
            self._settle(entry, error)
            return
        except Exception as error:
            LOGGER.exception("a job could not be sent")
            self._settle(entry, GeneratorError("The job could not be sent.", repr(error)))
            return
        worker.entry = entry
        worker.rest()
        worker.send(run)

    def _fail_all_waiting(self) -> None:
        while (entry := self._queue.take()) is not None:
            self._settle(entry, WorkerDied(NO_START, self._crew.last_words))

    # Listening.

    def _read(self, worker: WorkerProcess) -> None:
        try:
            messages = worker.receive()
        except EOFError:
            self._lose(worker, DIED)
            return
        for message in messages:
            self._handle(worker, message)

    def _handle(self, worker: WorkerProcess, message: AnyFromWorker) -> None:
        if isinstance(message, Ready):
            worker.ready = message
            self._crew.started_well()
            if worker is self._crew.active:
                self._publish(message, None)
            return
        if isinstance(message, Beat):
            if worker is self._crew.active:
                self._publish(message, None)
            return
        entry = worker.entry
        if entry is None or message.job != entry.number:
            return
        if isinstance(message, Offered):
            self._lend(worker, entry, message)
        elif isinstance(message, Done):
            self._finish(worker, entry, message)
        elif isinstance(message, Failed):
            worker.entry = None
            worker.rest()
            self._settle(
                entry, entry.failure or error_of(message.code, message.message, message.details)
            )
        else:
            entry.has_started = entry.has_started or isinstance(message, Started)
            if not entry.is_stopping:
                self._publish(message, None)

    def _lend(self, worker: WorkerProcess, entry: Entry, offer: Offered) -> None:
        try:
            worker.send(lend_result(entry, self._pool, offer))
        except GeneratorError as error:
            entry.failure = error
            worker.ask_to_cancel(entry.number, time.monotonic() + self._options.grace_s)

    def _finish(self, worker: WorkerProcess, entry: Entry, done: Done) -> None:
        worker.entry = None
        worker.rest()
        if entry.is_cancelled:
            self._settle(entry, None)
            return
        result = unpack(entry, done)
        release(entry, self._pool)
        self._publish(done, result)

    # Endings.

    def _settle(self, entry: Entry, error: GeneratorError | None) -> None:
        """End the job without a result; or let it wait again if it only had to make room."""
        release(entry, self._pool)
        if entry.is_cancelled:
            error = Cancelled("Stopped.")
        elif entry.is_preempted:
            entry.start_again()
            self._queue.add_first(entry)
            return
        error = error or GeneratorError("The job failed.")
        self._publish(
            Failed(job=entry.number, code=error.code, message=error.message, details=error.details),
            None,
        )

    def _watch(self, worker: WorkerProcess, passed_s: float) -> None:
        if worker.entry is None and worker.ready is not None:
            return
        late = worker.kill_at_s is not None and time.monotonic() >= worker.kill_at_s
        if late or worker.watch(passed_s):
            LOGGER.warning("worker %s is killed: %s", worker.process_id, "late" if late else "hung")
            self._lose(worker, HUNG)

    def _lose(self, worker: WorkerProcess, sentence: str) -> None:
        entry = worker.entry
        worker.entry = None
        details = self._crew.dismiss(worker)
        if entry is None:
            return
        if entry.is_stopping or entry.has_started or entry.was_resubmitted:
            self._settle(entry, entry.failure or WorkerDied(sentence, details))
            return
        release(entry, self._pool)
        entry.was_resubmitted = True
        entry.start_again()
        self._queue.add_first(entry)

    def _end(self) -> None:
        running = [worker.entry for worker in self._crew.members() if worker.entry]
        self._crew.dismiss_all()
        for entry in running:
            entry.is_cancelled = True
            self._settle(entry, None)
        with self._wake_lock:
            self._has_ended = True
            self._wake_in.close()
            self._wake_out.close()
        while self._orders:
            self._orders.popleft()()
        self._stop_all_waiting()
        self._pool.close()

    def _stop_all_waiting(self) -> None:
        while (entry := self._queue.take()) is not None:
            entry.is_cancelled = True
            self._settle(entry, None)
