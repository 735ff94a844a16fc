"""Every job is listed from its question to its end, and teaches what it took."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from window_program import FakeClient, settle

from editor.job_ledger import DONE_KEPT, JobLedger, JobState
from editor.jobs import Job, Jobs, Result
from editor.paces import Paces
from ml.api.messages import Done, Failed, Lane, Progressed, Started
from ml.catalog import find

MEGA = 1_000_000


class LaneClient(FakeClient):
    """Starts nothing by itself; results took as long as the test says."""

    def submit(self, job: Job) -> int:
        number = len(self.jobs) + 1
        self.jobs[number] = job
        return number

    def begin(self, number: int) -> None:
        self.say(Started(job=number, device="cpu"))
        settle()

    def end(self, number: int, seconds: float = 2.0, peak_bytes: int = 0) -> None:
        image = np.zeros((4, 4, 3), np.uint8)
        self._results[number] = Result(image, None, {}, seconds, "cpu", peak_bytes)
        self.say(Done(job=number, seconds=seconds, device="cpu", peak_bytes=peak_bytes))
        settle()


class Bench:
    """A ledger with a clock in the test's hand."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.client = LaneClient()
        self.jobs = Jobs(self.client)
        self.paces = Paces({}, lambda _: None)
        self.ledger = JobLedger(self.jobs, self.paces, lambda: self.now_s)

    def ask(self, lane: Lane = Lane.INTERACTIVE, side: int = 1000) -> int:
        picture = np.zeros((side, side, 3), np.uint8)
        spec = find("inpaint")
        return self.jobs.submit(Job(spec.id, spec.params(), {"image": [picture]}, lane=lane))

    @property
    def order(self) -> list[int]:
        return [entry.number for entry in self.ledger.entries]

    def entry(self, number: int):
        return next(one for one in self.ledger.entries if one.number == number)


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench()


def test_a_job_is_waiting_then_running_then_done(bench: Bench) -> None:
    number = bench.ask()
    assert bench.entry(number).state is JobState.WAITING
    assert bench.entry(number).title == find("inpaint").title
    bench.client.begin(number)
    bench.client.say(Progressed(job=number, fraction=0.5, stage="matching", left_s=3.0))
    settle()
    running = bench.entry(number)
    assert (running.state, running.stage, running.fraction) == (JobState.RUNNING, "matching", 0.5)
    assert running.left_at(0.0) == 3.0
    bench.client.end(number, 4.25, 400 * MEGA)
    done = bench.entry(number)
    assert (done.state, done.seconds, done.size_bytes) == (JobState.DONE, 4.25, 400 * MEGA)
    assert done.left_at(0.0) is None
    assert bench.ledger.open_count == 0


def test_what_runs_comes_first_then_lanes_then_what_is_done(bench: Bench) -> None:
    batch, preview, first, second = (
        bench.ask(lane) for lane in (Lane.BATCH, Lane.PREVIEW, Lane.INTERACTIVE, Lane.INTERACTIVE)
    )
    assert bench.order == [first, second, preview, batch]
    bench.client.begin(preview)
    assert bench.order == [preview, first, second, batch]
    bench.client.end(preview)
    bench.client.begin(first)
    bench.client.end(first)
    assert bench.order == [second, batch, first, preview]


def test_each_can_be_stopped_and_all_from_the_last_waiting_one(bench: Bench) -> None:
    one, two, three = (bench.ask() for _ in range(3))
    bench.client.begin(one)
    bench.ledger.cancel(two)
    settle()
    assert bench.client.cancelled == [two]
    assert bench.entry(two).state is JobState.STOPPED
    bench.ledger.cancel(two)
    bench.ledger.cancel_all()
    settle()
    assert bench.client.cancelled == [two, three, one]
    assert bench.ledger.open_count == 0


def test_what_failed_says_why_and_teaches_nothing(bench: Bench) -> None:
    number = bench.ask()
    bench.client.begin(number)
    bench.client.say(Failed(job=number, code="failed", message="The disk is full."))
    settle()
    failed = bench.entry(number)
    assert (failed.state, failed.words) == (JobState.FAILED, "The disk is full.")
    assert bench.paces.expect(find("inpaint"), find("inpaint").params(), MEGA) is None


def test_a_finished_job_teaches_the_next_one(bench: Bench) -> None:
    first = bench.ask()
    assert bench.entry(first).expected is None
    bench.client.begin(first)
    bench.client.end(first, 6.0, 400 * MEGA)
    second = bench.ask()
    assert bench.entry(second).expected.seconds == pytest.approx(6.0)
    assert bench.entry(second).expected.size_bytes == pytest.approx(400 * MEGA)
    bench.now_s = 10.0
    bench.client.begin(second)
    # The worker has not said anything yet: what was learned counts down.
    assert bench.entry(second).left_at(12.0) == pytest.approx(4.0)
    assert bench.entry(second).left_at(30.0) is None


def test_the_list_of_what_is_done_is_bounded_and_can_be_cleared(bench: Bench) -> None:
    for _ in range(DONE_KEPT + 5):
        number = bench.ask(side=8)
        bench.client.begin(number)
        bench.client.end(number)
    waiting = bench.ask()
    assert len(bench.ledger.entries) == DONE_KEPT + 1
    assert bench.order[1] == number
    bench.ledger.forget_done()
    assert bench.order == [waiting]
