"""Ten kills in the middle of edits, and forty saves of two processes: nothing is lost unsaid."""

from __future__ import annotations

import os

import pytest

from benchmarks.torture import edits
from benchmarks.torture.contest import contest
from benchmarks.torture.edits import EditCount, kill_edits
from benchmarks.torture.variants import small_variant

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills with POSIX signals")


def test_the_script_is_the_same_for_the_same_seed():
    def first(seed: int) -> list[str]:
        states = edits.script_of(small_variant(1), seed)
        return [next(states) for _ in range(12)]

    assert first(5) == first(5) != first(6)
    assert len(set(first(5))) > 4


def test_ten_kills_of_edits_lose_nothing():
    count = kill_edits(10, seed=5)
    assert (count.kills, count.lost) == (10, 0)
    assert count.steps > 10
    assert count.restored + count.from_file + count.too_early == 10
    assert count.restored > 0


def test_what_was_never_there_is_lost():
    count = EditCount()
    life = edits._Life(["one", "two", "three"], [0.0, 1.0, 2.0], saved=1)
    for journal, file, lost in (
        *(("one", "", 1), ("never", "two", 2), ("", "", 3), ("", "one", 4)),
        *(("two", "two", 4), ("three", "two", 4), ("one", "two", 4), ("", "two", 4)),
    ):
        edits._judge(count, 1, life, edits._Found(journal, file))
        assert count.lost == lost
    assert (count.steps_behind, count.seconds_behind, count.offered_older) == (1, 0.0, 1)
    unsaved = edits._Life(["one", "two", "three"], [0.0, 1.0, 2.0], saved=-1)
    edits._judge(count, 1, unsaved, edits._Found("", ""))
    assert (count.lost, count.too_early, count.steps_behind) == (4, 1, 3)
    assert count.seconds_behind == 2.0


def test_forty_saves_of_two_processes_replace_nothing_unsaid():
    count = contest(40)
    assert count.tries == 40 == count.saved + count.refused
    assert count.is_safe
