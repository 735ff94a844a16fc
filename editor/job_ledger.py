"""What became of every job of the worker: what waits, runs and is done, and what it taught."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QObject, Signal

from editor.jobs import Failure, Job, Jobs, Result
from editor.paces import Estimate, Paces
from ml import catalog
from ml.api.messages import Lane, Progressed
from ml.api.params import Params
from ml.api.spec import GeneratorSpec

DONE_KEPT = 40


class JobState(Enum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True)
class JobEntry:
    """One job as the artist sees it; `expected` is what was learned from earlier ones."""

    number: int
    title: str
    lane: Lane
    state: JobState = JobState.WAITING
    stage: str = ""
    fraction: float | None = None
    left_s: float | None = None
    seconds: float = 0.0
    size_bytes: int = 0
    words: str = ""
    expected: Estimate | None = None
    since_s: float = 0.0

    @property
    def is_open(self) -> bool:
        return self.state in (JobState.WAITING, JobState.RUNNING)

    def left_at(self, now_s: float) -> float | None:
        """Seconds left: as the worker says, else as it took before; None where nobody knows."""
        if self.state is not JobState.RUNNING:
            return None
        if self.left_s is not None:
            return self.left_s
        if self.expected is None:
            return None
        left = self.expected.seconds - (now_s - self.since_s)
        return left if left > 0 else None


@dataclass(frozen=True)
class _Lesson:
    """What of a job is needed to learn from it."""

    spec: GeneratorSpec
    params: Params
    pixels: int


class JobLedger(QObject):
    """Every job from the moment it is asked for; of those that ended the last DONE_KEPT.

    Each one that ends well teaches `paces` how long its generator takes on this machine.
    """

    changed = Signal()

    def __init__(
        self, jobs: Jobs, paces: Paces, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._paces = paces
        self._clock = clock
        self._entries: dict[int, JobEntry] = {}
        self._lessons: dict[int, _Lesson] = {}
        jobs.submitted.connect(self._on_submitted)
        jobs.started.connect(lambda number, _: self._on_started(number))
        jobs.progressed.connect(self._on_progress)
        jobs.finished.connect(self._on_finished)
        jobs.failed.connect(self._on_failed)

    # ---- reading

    @property
    def entries(self) -> tuple[JobEntry, ...]:
        """What runs, then what waits in the order in which it will run, then the last done."""
        order = list(Lane)
        opened = [entry for entry in self._entries.values() if entry.is_open]
        opened.sort(
            key=lambda one: (one.state is JobState.WAITING, order.index(one.lane), one.number)
        )
        ended = [entry for entry in self._entries.values() if not entry.is_open]
        return (*opened, *reversed(ended))

    @property
    def open_count(self) -> int:
        return sum(entry.is_open for entry in self._entries.values())

    # ---- what the artist does

    def cancel(self, number: int) -> None:
        """Stop one job; one that ended already is left alone."""
        entry = self._entries.get(number)
        if entry is not None and entry.is_open:
            self._jobs.cancel(number)

    def cancel_all(self) -> None:
        """Stop everything, what waits before what runs, so that nothing starts meanwhile."""
        for entry in reversed([entry for entry in self.entries if entry.is_open]):
            self._jobs.cancel(entry.number)

    def forget_done(self) -> None:
        """Take what ended off the list."""
        self._entries = {n: entry for n, entry in self._entries.items() if entry.is_open}
        self.changed.emit()

    # ---- what happens

    def _on_submitted(self, number: int, job: Job) -> None:
        spec = catalog.find(job.generator)
        title = spec.title if spec is not None else job.generator
        expected = None
        if spec is not None:
            lesson = _Lesson(spec, _params(spec, job.params), _pixels(job))
            self._lessons[number] = lesson
            expected = self._paces.expect(spec, lesson.params, lesson.pixels)
        self._put(JobEntry(number, title, job.lane, expected=expected))

    def _on_started(self, number: int) -> None:
        self._change(number, state=JobState.RUNNING, since_s=self._clock())

    def _on_progress(self, message: Progressed) -> None:
        self._change(
            message.job,
            state=JobState.RUNNING,
            stage=message.stage,
            fraction=message.fraction,
            left_s=message.left_s,
        )

    def _on_finished(self, number: int, result: Result) -> None:
        self._end(
            number,
            state=JobState.DONE,
            seconds=result.seconds,
            size_bytes=result.peak_bytes,
        )
        lesson = self._lessons.pop(number, None)
        if lesson is not None:
            self._paces.learn(
                lesson.spec,
                lesson.params,
                pixels=lesson.pixels,
                seconds=result.seconds,
                size_bytes=result.peak_bytes,
            )

    def _on_failed(self, number: int, failure: Failure) -> None:
        self._lessons.pop(number, None)
        state = JobState.STOPPED if failure.was_cancelled else JobState.FAILED
        self._end(number, state=state, words=failure.sentence)

    def _end(self, number: int, **facts: object) -> None:
        entry = self._entries.pop(number, None)
        if entry is None:
            return
        # At the end: those that ended are listed by when they did.
        self._put(replace(entry, left_s=None, **facts))  # type: ignore[arg-type]
        ended = [n for n, one in self._entries.items() if not one.is_open]
        for old in ended[:-DONE_KEPT]:
            del self._entries[old]

    def _change(self, number: int, **facts: object) -> None:
        entry = self._entries.get(number)
        if entry is not None and entry.is_open:
            self._put(replace(entry, **facts))  # type: ignore[arg-type]

    def _put(self, entry: JobEntry) -> None:
        self._entries[entry.number] = entry
        self.changed.emit()


def _params(spec: GeneratorSpec, params: Params | Mapping[str, object]) -> Params:
    return params if isinstance(params, Params) else spec.params.model_validate(dict(params))


def _pixels(job: Job) -> int:
    """Of the region that the generator sees."""
    for pictures in (job.inputs.get("image"), *job.inputs.values()):
        if pictures:
            rows, columns = pictures[0].shape[:2]
            return rows * columns
    return 0
