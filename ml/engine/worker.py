"""The worker process: one thread listens, the other runs one job at a time."""

from __future__ import annotations

import faulthandler
import importlib
import logging
import os
import queue
import signal
import sys
import threading
import time
import traceback
from multiprocessing.connection import Connection

from ml.api.client_process import WorkerSettings
from ml.api.errors import BadInput, Cancelled, GeneratorError, OutOfMemory
from ml.api.images import to_depth
from ml.api.messages import (
    AnyToWorker,
    Beat,
    Cancel,
    Done,
    Failed,
    Finish,
    Lend,
    Message,
    Offered,
    Ping,
    Ready,
    Run,
    Started,
    encode,
    to_worker,
)
from ml.api.spec import GeneratorSpec
from ml.engine import buffers
from ml.engine.cancel import CancelToken
from ml.engine.devices import available, choose
from ml.engine.memory import (
    forget_peak,
    held_bytes,
    is_out_of_memory,
    is_poisoned,
    peak_bytes,
)
from ml.engine.progress import JobProgress
from ml.engine.runner import Finished, Runner

LOGGER = logging.getLogger(__name__)
LEND_TIMEOUT_S = 60.0


def serve(connection: Connection, settings: WorkerSettings) -> None:
    """The main of the worker process; returns when the client says stop or is gone."""
    _open_log(settings.log_file)
    _leave_interrupts_to_the_client()
    catalog = _load_catalog(settings.catalog)
    devices = available(settings.threads)
    runner = Runner(catalog, devices, settings.threads)
    try:
        device = choose(settings.device, devices)
    except BadInput:
        # The job that asks for it will be told; until then there is a worker.
        device = devices[0]
    ready = Ready(device=device.name, device_title=device.title, memory_bytes=device.memory_bytes)
    Worker(connection, runner).work(ready)


def _open_log(path: str) -> None:
    if not path:
        faulthandler.enable()
        logging.getLogger().addHandler(logging.NullHandler())
        return
    # Line buffered and never closed: a crash must find it open.
    file = open(path, "a", encoding="utf-8", buffering=1)  # noqa: SIM115
    faulthandler.enable(file)
    logging.basicConfig(stream=file, level=logging.INFO, format="%(asctime)s %(name)s %(message)s")


def _leave_interrupts_to_the_client() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _load_catalog(name: str) -> tuple[GeneratorSpec, ...]:
    module, _, attribute = name.partition(":")
    return tuple(getattr(importlib.import_module(module), attribute))


class Worker:
    """Answers pings and cancels in mid job; ends with the client, whatever it is doing."""

    def __init__(self, connection: Connection, runner: Runner) -> None:
        self._connection = connection
        self._runner = runner
        self._send_lock = threading.Lock()
        self._runs: queue.SimpleQueue[Run | None] = queue.SimpleQueue()
        self._lends: queue.SimpleQueue[Lend] = queue.SimpleQueue()
        self._tokens: dict[int, CancelToken] = {}
        self._job: int | None = None

    def work(self, ready: Ready) -> None:
        threading.Thread(target=self._listen, name="listener", daemon=True).start()
        self._send(ready)
        while (run := self._runs.get()) is not None:
            self._job = run.job
            try:
                self._do(run)
            finally:
                self._job = None
                self._tokens.pop(run.job, None)

    def _send(self, message: Message) -> None:
        with self._send_lock:
            try:
                self._connection.send_bytes(encode(message))
            except OSError:
                # The client is gone: nobody wants the rest, and its memory is not ours.
                os._exit(0)

    def _listen(self) -> None:
        while True:
            try:
                frame = self._connection.recv_bytes()
            except (EOFError, OSError):
                os._exit(0)
            try:
                self._obey(to_worker.validate_json(frame))
            except ValueError:
                LOGGER.exception("a frame that is no message")

    def _obey(self, message: AnyToWorker) -> None:
        if isinstance(message, Run):
            self._tokens[message.job] = CancelToken()
            self._runs.put(message)
        elif isinstance(message, Lend):
            self._lends.put(message)
        elif isinstance(message, Cancel):
            token = self._tokens.get(message.job)
            if token is not None:
                token.set()
        elif isinstance(message, Finish):
            token = self._tokens.get(message.job)
            if token is not None:
                token.finish()
        elif isinstance(message, Ping):
            self._send(Beat(job=self._job, memory_bytes=held_bytes()))
        else:
            self._runs.put(None)

    def _do(self, run: Run) -> None:
        token = self._tokens[run.job]
        try:
            self._send(self._result(run, token))
        except GeneratorError as error:
            self._send(_failed(run.job, error))
        except Exception as error:
            LOGGER.exception("job %s failed", run.job)
            self._send(_failed(run.job, _unexpected(error, token)))
            if is_poisoned(error):
                sys.exit(1)

    def _result(self, run: Run, token: CancelToken) -> Done:
        started_s = time.monotonic()
        forget_peak()
        task = self._runner.prepare(run)
        self._send(Started(job=run.job, device=task.device.name))
        progress = JobProgress(run.job, self._send, token)
        finished = self._runner.run(task, progress, token)
        token.check()
        self._hand_over(run, finished, token)
        return Done(
            job=run.job,
            seconds=time.monotonic() - started_s,
            device=finished.device,
            info=dict(finished.outputs.info),
            texts=dict(finished.outputs.texts),
            peak_bytes=peak_bytes(),
        )

    def _hand_over(self, run: Run, finished: Finished, token: CancelToken) -> None:
        """Ask the client for memory and put the result there."""
        image = to_depth(finished.outputs.image, run.output_depth)
        coverage = finished.outputs.coverage
        self._send(
            Offered(
                job=run.job,
                image_shape=image.shape,
                image_depth=run.output_depth,
                coverage_shape=None if coverage is None else coverage.shape,
            )
        )
        lend = self._await_lend(run.job, token)
        buffers.write(lend.image, image)
        if lend.coverage is not None and coverage is not None:
            buffers.write(lend.coverage, to_depth(coverage, "uint8"))

    def _await_lend(self, job: int, token: CancelToken) -> Lend:
        deadline_s = time.monotonic() + LEND_TIMEOUT_S
        while time.monotonic() < deadline_s:
            token.check()
            try:
                lend = self._lends.get(timeout=0.1)
            except queue.Empty:
                continue
            if lend.job == job:
                return lend
        raise GeneratorError("The result could not be handed over; run it again.")


def _unexpected(error: Exception, token: CancelToken) -> GeneratorError:
    details = "".join(traceback.format_exception(error))
    if token.is_set:
        return Cancelled("Stopped.", details)
    if is_out_of_memory(error):
        return OutOfMemory(
            "There is not enough memory for this job: close other programs.", details
        )
    if is_poisoned(error):
        return GeneratorError(
            "The graphics card reported an error and the worker starts anew; run it again.",
            details,
        )
    return GeneratorError(
        f"It failed in a way that was not foreseen ({type(error).__name__}); nothing was changed.",
        details,
    )


def _failed(job: int, error: GeneratorError) -> Failed:
    return Failed(job=job, code=error.code, message=error.message, details=error.details)
