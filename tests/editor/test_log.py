"""Everything that goes wrong is written down, also in threads, and can be read back."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from editor.log import Log, start_log, stop_log


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    level = logging.getLogger().level
    made = start_log(tmp_path / "log")
    yield made
    stop_log()
    logging.getLogger().setLevel(level)


def test_words_are_written_with_time_and_place(log: Log) -> None:
    logging.getLogger("editor.test").warning("the disk is full")
    assert "WARNING editor.test: the disk is full" in log.tail()


def test_an_uncaught_error_is_written_with_its_trace(log: Log) -> None:
    try:
        raise ValueError("nobody caught me")
    except ValueError:
        sys.excepthook(*sys.exc_info())
    assert "nobody caught me" in log.tail()
    assert "test_log.py" in log.tail()


def test_an_uncaught_error_of_a_thread_is_written(log: Log) -> None:
    def fail() -> None:
        raise RuntimeError("in the dark")

    thread = threading.Thread(target=fail, name="worker-7")
    thread.start()
    thread.join()
    assert "in the dark" in log.tail()
    assert "worker-7" in log.tail()


def test_details_name_the_system(log: Log) -> None:
    logging.getLogger("x").error("oh")
    assert log.details().startswith("Pentimento on ")
    assert "oh" in log.details()


def test_the_tail_is_bounded(log: Log) -> None:
    for number in range(2000):
        logging.getLogger("x").warning("line %d", number)
    assert len(log.tail(1000)) <= 1000
    assert "line 1999" in log.tail(1000)


def test_without_a_log_there_is_nothing_to_show(tmp_path: Path) -> None:
    assert Log(tmp_path / "a", tmp_path / "b").tail() == ""


def test_a_fault_of_the_last_session_is_told_once_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    folder.mkdir()
    (folder / "crash.txt").write_text("Fatal Python error: Segmentation fault")
    level = logging.getLogger().level
    try:
        log = start_log(folder)
        assert log.has_crashed
        assert "Segmentation fault" in log.tail()
        log.forget_crash()
        assert not log.has_crashed
        assert "Segmentation fault" in log.tail()
        stop_log()
        assert not start_log(folder).has_crashed
    finally:
        stop_log()
        logging.getLogger().setLevel(level)
