"""What must not outlive a test: threads, timers, processes and shared memory of this process."""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

MEMORY = Path("/dev/shm")
SPARED_THREADS = ("ThreadPoolExecutor", "pydevd", "pytest_timeout", "Dummy-", "execnet", "warm")
"""Threads that libraries keep for the life of the process, and the one that compiles loops."""
SPARED_PROCESSES = ("forkserver", "resource_tracker", "multiprocessing.spawn")
"""Kept by multiprocessing for the life of the process; a worker of ours tells its own name."""


@dataclass(frozen=True)
class Held:
    """All of it at one moment, by identity; values are words for a message."""

    threads: frozenset[int]
    processes: frozenset[int]
    segments: frozenset[str]
    timers: frozenset[int] | None
    """None where timers are not looked for: finding them takes a while."""

    @classmethod
    def now(cls, *, with_timers: bool = True) -> Held:
        return cls(
            frozenset(id(one) for one in threading.enumerate()),
            frozenset(_children()),
            frozenset(_segments()),
            frozenset(id(one) for one in _timers()) if with_timers else None,
        )


def left(before: Held, *, patience_s: float) -> list[str]:
    """What is held beyond `before`; what is about to end is given the patience to do so."""
    end = time.monotonic() + patience_s
    while True:
        found = _beyond(before)
        if not found or time.monotonic() >= end:
            return found
        _live()
        time.sleep(0.02)


def _live() -> None:
    """Let timers fire that were to fire once, and what only its own circle holds be let go."""
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.processEvents()
    gc.collect()


def _beyond(before: Held) -> list[str]:
    found = [
        f"thread {one.name}"
        for one in threading.enumerate()
        if id(one) not in before.threads and not one.name.startswith(SPARED_THREADS)
    ]
    found += [
        f"process {words}"
        for number, words in _children().items()
        if number not in before.processes and not any(name in words for name in SPARED_PROCESSES)
    ]
    found += [f"shared memory /{name}" for name in _segments() if name not in before.segments]
    if before.timers is None:
        return sorted(found)
    found += [
        f"timer {one.objectName() or type(one.parent()).__name__}"
        for one in _timers()
        if id(one) not in before.timers
    ]
    return sorted(found)


def _children() -> dict[int, str]:
    """Living processes that this one began, with their command lines; none where it cannot tell."""
    found: dict[int, str] = {}
    for listed in Path("/proc/self/task").glob("*/children"):
        try:
            numbers = listed.read_text().split()
        except OSError:
            continue
        for number in numbers:
            try:
                words = Path(f"/proc/{number}/cmdline").read_bytes()
            except OSError:
                continue
            if words:  # a process that has ended and waits to be collected has none
                found[int(number)] = words.replace(b"\0", b" ").decode(errors="replace")[:120]
    return found


def _segments() -> set[str]:
    """Files in shared memory that are this process's: ours carry its number, others are new."""
    if not MEMORY.is_dir():
        return set()
    mine = (f"pentimento-{os.getpid()}", "psm_", "sem.mp-")
    return {name for name in os.listdir(MEMORY) if name.startswith(mine) and _is_mine(name)}


def _is_mine(name: str) -> bool:
    """Other test processes run beside this one: what they hold is mapped by them, not by us."""
    if str(os.getpid()) in name:
        return True
    try:
        return f"/dev/shm/{name}" in Path("/proc/self/maps").read_text()
    except OSError:
        return False


def _timers() -> list:
    """Running timers that Python can see, where Qt is loaded at all."""
    core = sys.modules.get("PySide6.QtCore")
    if core is None or core.QCoreApplication.instance() is None:
        return []
    import shiboken6

    timers = [one for one in gc.get_objects() if type(one) is core.QTimer]
    return [one for one in timers if shiboken6.isValid(one) and one.isActive()]
