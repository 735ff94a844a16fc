"""The program is killed in mid save, ten times each way; no picture is ever lost."""

from __future__ import annotations

import multiprocessing
import os

import pytest

from benchmarks.torture.kills import KillPlan, kill_saves
from benchmarks.torture.savers import save_by_function, save_in_place
from benchmarks.torture.window import save_in_window

if os.name == "posix":
    # One process imports the window, and each that is killed is a copy of it.
    multiprocessing.set_forkserver_preload(["benchmarks.torture.window"])

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills with POSIX signals")


@pytest.mark.journey
@pytest.mark.slow
def test_ten_kills_of_the_window_in_mid_save_lose_nothing():
    count = kill_saves(KillPlan(10, seed=7, start="forkserver"), save_in_window)
    assert count.kills == 10
    assert count.lost == 0
    assert count.stale == 0
    assert count.old + count.new == 10
    assert count.in_save > 0


@pytest.mark.slow
def test_ten_kills_of_the_save_itself_lose_nothing():
    count = kill_saves(KillPlan(10, seed=8, start="forkserver"), save_by_function)
    assert (count.kills, count.lost, count.stale) == (10, 0, 0)
    assert count.in_save > 0


@pytest.mark.slow
def test_the_same_kills_do_lose_pictures_that_are_written_in_place():
    # Without this, the tests above would pass as well if the kills came at the wrong time.
    count = kill_saves(KillPlan(10, seed=8, start="forkserver"), save_in_place)
    assert count.lost > 0
