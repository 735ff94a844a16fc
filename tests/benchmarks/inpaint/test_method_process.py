"""A method in its process gives its fill and its cost; when it breaks, only its cell is lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.inpaint.methods import Method, MethodFailed, WarmMethod

HERE = Path(__file__).parent


@pytest.fixture
def cell():
    picture = np.random.default_rng(0).integers(0, 256, (40, 50, 3)).astype(np.uint8)
    hole = np.zeros((40, 50), bool)
    hole[10:20, 10:30] = True
    return picture, hole


@pytest.fixture
def warm():
    running = []

    def start(function):
        process = WarmMethod(Method("made", "Made", f"made_methods:{function}"), search=(HERE,))
        running.append(process)
        return process

    yield start
    for process in running:
        process.stop()


def test_a_fill_comes_back_with_its_cost(warm, cell):
    picture, hole = cell
    process = warm("paint_grey")
    for _ in range(2):
        fill = process.run(picture, hole)
        assert (fill.picture[hole] == 77).all()
        assert np.array_equal(fill.picture[~hole], picture[~hole])
        assert fill.cpu_s >= 0
        assert fill.peak_mb > 5


def test_an_error_is_told_and_the_process_stays(warm, cell):
    process = warm("raise_late")
    for _ in range(2):
        with pytest.raises(MethodFailed, match="no such texture"):
            process.run(*cell)
        assert process.is_running


def test_a_method_that_cannot_load_says_why(warm, cell):
    process = warm("fail_to_load")
    with pytest.raises(MethodFailed, match="no weights here"):
        process.run(*cell)
    assert not process.is_running


def test_a_dead_method_is_started_again(warm, cell):
    process = warm("die")
    for _ in range(2):
        with pytest.raises(MethodFailed, match="died"):
            process.run(*cell)
        assert not process.is_running


def test_a_slow_method_is_stopped(warm, cell):
    process = warm("sleep_long")
    process.start()
    with pytest.raises(MethodFailed, match="past its time"):
        process.run(*cell, limit_s=0.2)
    assert not process.is_running


def test_a_picture_of_another_size_is_no_fill(warm, cell):
    with pytest.raises(MethodFailed, match="another size"):
        warm("shrink").run(*cell)
