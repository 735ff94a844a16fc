"""Which updates a step has, which items they see, and the rates they move by."""

from __future__ import annotations

import pytest

from ml.training.experiment import Experiment, Optimiser, Schedule
from ml.training.loop.schedule import rate_at
from ml.training.loop.turns import BadTimetable, Order, Timetable
from ml.training.recipe import Stage, Turn

CRITIC = Turn("critic", ("critic",), repeats=3)
SMOOTH = Turn("smooth", ("critic",), every=4)
MAKER = Turn("maker", ("maker",))


def table(*stages: Stage, steps: int = 12, batch: int = 4) -> Timetable:
    return Timetable(stages, Experiment(steps=steps, batch=batch))


def test_turns_come_in_order_with_repeats_and_gaps() -> None:
    found = table(Stage("all", (CRITIC, SMOOTH, MAKER)))
    names = [[(u.turn.name, u.repeat) for u in found.updates(step)] for step in (0, 1, 4)]
    critic = [("critic", 0), ("critic", 1), ("critic", 2)]
    assert names[0] == [*critic, ("smooth", 0), ("maker", 0)]
    assert names[1] == [*critic, ("maker", 0)]
    assert names[2] == names[0]


def test_every_item_is_seen_once_before_any_is_seen_twice() -> None:
    stages = (Stage("a", (CRITIC, MAKER), 0.5), Stage("b", (SMOOTH,), 0.5, batch=2))
    found = table(*stages)
    drawn = [p for s in range(12) for r in range(found.batches(s)) for p in found.positions(s, r)]
    assert drawn == list(range(6 * 3 * 4 + 1 * 2))
    order = Order(seed=5, count=37)
    first, second = ([order.index(37 * e + i) for i in range(37)] for e in (0, 1))
    assert sorted(first) == sorted(second) == list(range(37))
    assert first != second
    assert [Order(5, 37).index(i) for i in range(37)] == first
    assert [Order(6, 37).index(i) for i in range(37)] != first


def test_more_steps_leave_the_first_as_they_were() -> None:
    short, long = (table(Stage("all", (CRITIC, MAKER)), steps=n) for n in (12, 40))
    assert [short.positions(s, 1) for s in range(12)] == [long.positions(s, 1) for s in range(12)]


def test_a_batch_that_cannot_be_shared_is_refused() -> None:
    with pytest.raises(BadTimetable, match="that 3 divides"):
        table(Stage("all", (MAKER,))).check_split(processes=3, parts=1)
    table(Stage("all", (MAKER,))).check_split(processes=2, parts=2)


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (Schedule.CONSTANT, [1.0, 1.0, 1.0, 1.0]),
        (Schedule.COSINE, [1.0, 0.5, 0.1464466, 0.0]),
        (Schedule.LINEAR, [1.0, 1.0, 0.5, 0.0]),
        (Schedule.STEPS, [1.0, 0.5, 0.25, 0.0625]),
    ],
)
def test_rates_follow_the_schedule(schedule: Schedule, expected: list[float]) -> None:
    optimiser = Optimiser(lr=2.0, schedule=schedule)
    found = [rate_at(optimiser, step, 100) / 2.0 for step in (0, 50, 75, 100)]
    assert found == pytest.approx(expected, abs=1e-6)


def test_the_warm_up_rises_from_above_zero() -> None:
    optimiser = Optimiser(lr=1.0, warmup=4)
    assert [rate_at(optimiser, s, 100) for s in range(6)] == [0.2, 0.4, 0.6, 0.8, 1.0, 1.0]
