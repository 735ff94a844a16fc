"""The time of a step is found through what starting costs, and never taken for nothing."""

from __future__ import annotations

import pytest

from ml.training.queue.probing import LONGEST, SHORT, Probe, limit_s, step_seconds


class Machine:
    """Takes `start_s` to begin a run, `once_s` more the first time, and `step_s` for each step."""

    def __init__(self, step_s: float, *, start_s: float = 0.0, once_s: float = 0.0) -> None:
        self.step_s, self.start_s, self.once_s = step_s, start_s, once_s
        self.runs: list[int] = []
        self.most_s = 60.0

    def __call__(self, steps: int) -> Probe:
        begun_s = self.start_s + (0.0 if self.runs else self.once_s)
        self.runs.append(steps)
        done = min(steps, max(0, int((self.most_s - begun_s) / self.step_s)))
        return Probe(done, begun_s + done * self.step_s)


@pytest.mark.parametrize("step_s", [0.004, 0.03, 0.4, 1.9])
def test_what_starting_costs_is_left_out(step_s: float) -> None:
    machine = Machine(step_s, start_s=0.8, once_s=20.0)
    assert step_seconds(machine) == pytest.approx(step_s)


def test_a_slow_first_start_does_not_make_steps_look_free() -> None:
    """The second run is over sooner than the first, though it is longer."""
    machine = Machine(0.01, once_s=30.0)
    assert machine(SHORT).seconds > Machine(0.01)(30).seconds
    assert step_seconds(Machine(0.01, once_s=30.0)) == pytest.approx(0.01)


def test_quick_steps_are_looked_at_for_longer() -> None:
    quick, slow = Machine(0.005), Machine(1.0)
    step_seconds(quick)
    step_seconds(slow)
    assert len(slow.runs) == 3
    assert max(quick.runs) > 10 * max(slow.runs)
    steps_without_end = Machine(1e-7)
    assert step_seconds(steps_without_end) >= 1e-4
    assert max(steps_without_end.runs) <= 4 * LONGEST


def test_where_it_is_too_slow_to_tell_starting_counts_too() -> None:
    machine = Machine(25.0, start_s=5.0)
    assert step_seconds(machine) == pytest.approx((5.0 + 2 * 25.0) / 2)
    assert machine.runs == [SHORT], "there is no time for more"


def test_a_short_time_is_not_spent_on_probes() -> None:
    assert limit_s(60.0 * 27) == 60.0
    assert limit_s(60.0) == 5.0
