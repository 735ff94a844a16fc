"""One worker process as the client sees it: spawned, spoken to in frames, watched, killed."""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
from collections.abc import Generator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from ml.api.client_queue import Entry
from ml.api.client_vitals import Patience, Pulse, Silence
from ml.api.messages import (
    AnyFromWorker,
    AnyToWorker,
    Cancel,
    Ping,
    Ready,
    encode,
    from_worker,
)

ENGINE = "ml.engine.worker:serve"
"""Named, not imported: the editor's process must never load the engine."""

LOG_TAIL_BYTES = 6000


class WorkerSettings(BaseModel):
    """What a worker is told at birth. `catalog` is "module:NAME" of a tuple of specs."""

    model_config = ConfigDict(frozen=True)

    catalog: str
    device: str
    threads: int
    log_file: str


def serve(connection: Connection, settings_json: str, entry: str) -> None:
    """The first function that runs in the worker process."""
    settings = WorkerSettings.model_validate_json(settings_json)
    # Before torch, numba or onnxruntime are loaded: they read these once.
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
        os.environ[name] = str(settings.threads)
    module, _, name = entry.partition(":")
    getattr(importlib.import_module(module), name)(connection, settings)


@contextlib.contextmanager
def _interrupts_held() -> Generator[None]:
    """Ctrl+C belongs to the client, which cancels; a child inherits the blocked signal."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class WorkerProcess:
    """A spawned worker. `entry` is the job it was given; used from the client's thread only."""

    def __init__(self, settings: WorkerSettings, patience: Patience) -> None:
        context = get_context("spawn")
        here, there = context.Pipe(duplex=True)
        self._process = context.Process(
            target=serve,
            args=(there, settings.model_dump_json(), ENGINE),
            name="pentimento-worker",
            daemon=True,
        )
        with _interrupts_held():
            self._process.start()
        there.close()
        self.connection: Connection = here
        self.ready: Ready | None = None
        self.entry: Entry | None = None
        self.kill_at_s: float | None = None
        self._log_file = Path(settings.log_file) if settings.log_file else None
        self._patience = patience
        self._silence = Silence()
        self._since_ping_s = 0.0
        self._awaits_beat = False
        self._pulse = Pulse(self.process_id)

    @property
    def process_id(self) -> int:
        return self._process.pid or 0

    def send(self, message: AnyToWorker) -> None:
        """A dead worker is noticed by reading, so a failed write says nothing."""
        with contextlib.suppress(OSError):
            self.connection.send_bytes(encode(message))

    def receive(self) -> list[AnyFromWorker]:
        """What has arrived; raises `EOFError` when the worker is gone."""
        messages: list[AnyFromWorker] = []
        try:
            while self.connection.poll():
                messages.append(from_worker.validate_json(self.connection.recv_bytes()))
        except (OSError, EOFError, ValueError) as error:
            # A frame that is no message is as good as no worker.
            if not messages:
                raise EOFError from error
        self._silence.broken()
        self._awaits_beat = False
        return messages

    def ask_to_cancel(self, job: int, kill_at_s: float) -> None:
        self.send(Cancel(job=job))
        if self.kill_at_s is None:
            self.kill_at_s = kill_at_s

    def watch(self, passed_s: float) -> bool:
        """Ping when due; True once the silence has outlasted what its state explains."""
        self._silence.passed(passed_s)
        if self.ready is None:
            return self._silence.seconds > self._patience.start_s
        self._since_ping_s += passed_s
        if self._since_ping_s >= self._patience.ping_s and not self._awaits_beat:
            self._since_ping_s = 0.0
            self._awaits_beat = True
            self.send(Ping())
        if self._silence.seconds < self._patience.stopped_s:
            return False
        return self._silence.seconds > self._patience.limit_s(self._pulse.look())

    def rest(self) -> None:
        """Nothing runs: silence is expected again."""
        self._silence.broken()
        self._awaits_beat = False
        self.kill_at_s = None

    def wait(self, seconds: float) -> None:
        """Give it time to end by itself."""
        self._process.join(seconds)

    def kill(self) -> int | None:
        """End it for certain and return its exit code (negative: the signal)."""
        self._process.kill()
        return self.bury()

    def bury(self, wait_s: float = 5.0) -> int | None:
        self._process.join(wait_s)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(wait_s)
        with contextlib.suppress(OSError):
            self.connection.close()
        code = self._process.exitcode
        with contextlib.suppress(ValueError):
            self._process.close()
        return code

    def last_words(self) -> str:
        """The end of its log, for "Copy details"."""
        if self._log_file is None:
            return ""
        try:
            return self._log_file.read_bytes()[-LOG_TAIL_BYTES:].decode(errors="replace")
        except OSError:
            return ""
