"""The workers a client has: one that works and, where wanted, a spare that waits."""

from __future__ import annotations

import contextlib
import itertools
import os
import time
from multiprocessing.connection import Connection
from pathlib import Path

from ml.api.client_options import ClientOptions
from ml.api.client_process import WorkerProcess, WorkerSettings
from ml.api.messages import Stop

MAX_FAILED_STARTS = 3
LOGS_KEPT = 8
STOP_S = 0.5


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Crew:
    """Hires, replaces and dismisses workers; stops trying after several failed starts."""

    def __init__(self, options: ClientOptions) -> None:
        self._options = options
        self._failed_starts = 0
        self._serial = itertools.count(1)
        self.active: WorkerProcess | None = None
        self.spare: WorkerProcess | None = None
        self.last_words = ""

    def members(self) -> list[WorkerProcess]:
        return [worker for worker in (self.active, self.spare) if worker is not None]

    def connections(self) -> list[Connection]:
        return [worker.connection for worker in self.members()]

    def of(self, connection: object) -> WorkerProcess | None:
        return next((w for w in self.members() if w.connection is connection), None)

    def hire(self) -> WorkerProcess | None:
        """The active worker: the one there is, the spare, or a new one; None if none starts."""
        if self.active is None:
            self.active, self.spare = self.spare, None
        if self.active is None and self._failed_starts < MAX_FAILED_STARTS:
            self.active = self._spawn()
        return self.active

    def hire_spare(self) -> None:
        if self._options.spare and self.spare is None and self._failed_starts == 0:
            self.spare = self._spawn()

    def started_well(self) -> None:
        self._failed_starts = 0

    def forgive(self) -> None:
        """A new job is a new try for a worker that would not start."""
        if self.active is None:
            self._failed_starts = 0

    def dismiss(self, worker: WorkerProcess) -> str:
        """End a worker for certain; returns what a developer wants to know of its end."""
        code = worker.kill()
        if worker.ready is None:
            self._failed_starts += 1
        if worker is self.active:
            self.active = None
        elif worker is self.spare:
            self.spare = None
        self.last_words = f"exit code {code}\n{worker.last_words()}"
        return self.last_words

    def dismiss_all(self) -> None:
        """Ask politely, wait a moment, then make certain."""
        members = self.members()
        resting = [worker for worker in members if worker.ready and worker.entry is None]
        for worker in resting:
            worker.send(Stop())
            with contextlib.suppress(OSError):
                worker.connection.close()
        deadline_s = time.monotonic() + STOP_S
        for worker in resting:
            worker.wait(max(0.0, deadline_s - time.monotonic()))
        for worker in members:
            self.dismiss(worker)

    def _spawn(self) -> WorkerProcess:
        settings = WorkerSettings(
            catalog=self._options.catalog,
            device=self._options.device,
            threads=self._options.threads or cores(),
            log_file=self._log_file(),
        )
        return WorkerProcess(settings, self._options.patience)

    def _log_file(self) -> str:
        folder = self._options.log_folder
        if folder is None:
            return ""
        folder.mkdir(parents=True, exist_ok=True)
        _prune(folder)
        return str(folder / f"worker-{os.getpid()}-{next(self._serial)}.log")


def _prune(folder: Path) -> None:
    """Keep the youngest logs, so that the folder never grows."""
    with contextlib.suppress(OSError):
        logs = sorted(folder.glob("worker-*.log"), key=lambda path: path.stat().st_mtime)
        for path in logs[: max(0, len(logs) - LOGS_KEPT + 1)]:
            path.unlink(missing_ok=True)
