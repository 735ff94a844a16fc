"""What a test starts and leaves behind fails it: threads, timers, processes, shared memory."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import threading
from collections.abc import Callable
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path

import leaks
import pytest
from pytestqt.qtbot import QtBot
from window_program import open_window


def grown(act: Callable[[], Callable[[], object]]) -> list[str]:
    """What is found after `act`; its answer cleans up."""
    before = leaks.Held.now()
    clean_up = act()
    try:
        return leaks.left(before, patience_s=0.2)
    finally:
        clean_up()


def test_a_thread_is_found() -> None:
    end = threading.Event()

    def start() -> Callable[[], object]:
        thread = threading.Thread(target=end.wait, name="left-behind")
        thread.start()
        return lambda: (end.set(), thread.join())

    assert grown(start) == ["thread left-behind"]


def test_a_process_is_found() -> None:
    def start() -> Callable[[], object]:
        words = [sys.executable, "-c", "print(flush=True); import time; time.sleep(60)"]
        process = subprocess.Popen(words, stdout=subprocess.PIPE)
        assert process.stdout
        # Until it runs, a process has no command line by which it could be named.
        process.stdout.readline()
        return lambda: (process.kill(), process.communicate())

    found = grown(start)
    assert len(found) == 1
    assert found[0].startswith("process ")


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="no shared memory to be looked at here")
def test_shared_memory_is_found() -> None:
    def start() -> Callable[[], object]:
        segment = SharedMemory(create=True, size=64)
        return lambda: (segment.close(), segment.unlink())

    found = grown(start)
    assert [one.partition(" /")[0] for one in found] == ["shared memory"]


def test_a_timer_without_an_owner_is_found(qtbot: QtBot) -> None:
    from PySide6.QtCore import QTimer

    def start() -> Callable[[], object]:
        timer = QTimer()
        timer.setObjectName("restless")
        timer.start(1000)
        return timer.stop

    assert grown(start) == ["timer restless"]


def test_a_timer_of_what_was_deleted_is_not(qtbot: QtBot) -> None:
    from PySide6.QtCore import QTimer

    before = leaks.Held.now()
    with open_window() as window:
        window.open()
        owned = QTimer(window.program.window)
        owned.start(60_000)
        assert any(one.startswith("timer") for one in leaks.left(before, patience_s=0.0))
    assert leaks.left(before, patience_s=2.0) == []


def test_every_test_is_watched(request: pytest.FixtureRequest) -> None:
    assert "nothing_left" in request.fixturenames
    assert multiprocessing.active_children() == []
