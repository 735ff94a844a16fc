"""A stopped process is told from a busy one, and a sleeping client blames nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ml.api.client_vitals import Patience, Pulse, Silence, Vital

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")


def looks(pulse: Pulse, wanted: Vital) -> bool:
    """Whether the process comes to this state; the bound only ends a failing test."""
    end_s = time.monotonic() + 120
    while time.monotonic() < end_s:
        if pulse.look() is wanted:
            return True
        time.sleep(0.02)
    return False


def test_states_of_a_process() -> None:
    sleeper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
    try:
        pulse = Pulse(sleeper.pid)
        assert looks(pulse, Vital.WAITING)
        os.kill(sleeper.pid, signal.SIGSTOP)
        assert looks(pulse, Vital.STOPPED)
    finally:
        sleeper.kill()
        sleeper.wait()
    assert pulse.look() is Vital.UNKNOWN


def test_a_computing_process_is_busy() -> None:
    worker = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        assert looks(Pulse(worker.pid), Vital.BUSY)
    finally:
        worker.kill()
        worker.wait()


def test_silence_counts_only_while_the_client_is_awake() -> None:
    silence = Silence(step_s=1.0)
    silence.passed(0.25)
    silence.passed(3600.0)
    silence.passed(-5.0)
    assert silence.seconds == 1.25
    silence.broken()
    assert silence.seconds == 0.0


def test_a_busy_process_is_given_more_time_than_a_stopped_one() -> None:
    patience = Patience()
    assert patience.limit_s(Vital.STOPPED) < patience.limit_s(Vital.WAITING)
    assert patience.limit_s(Vital.WAITING) < patience.limit_s(Vital.BUSY)
