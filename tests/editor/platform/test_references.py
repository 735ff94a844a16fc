"""The fault of the binding must not end the program."""

from __future__ import annotations

import subprocess
import sys

import PySide6
import pytest

_SCRIPT = """
from PySide6.QtGui import QGuiApplication, QImage
{guard}
application = QGuiApplication([])
image = QImage(1, 1, QImage.Format.Format_RGB32)
for _ in range(200_000):
    image.fill(0)
print("alive")
"""
_GUARD = "from editor.platform.references import keep_constants_alive; keep_constants_alive()"


FAULTY = "6.12.0"


def run(guard: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _SCRIPT.format(guard=guard)],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


@pytest.mark.skipif(PySide6.__version__ == FAULTY, reason=f"PySide6 {FAULTY} needs the guard")
def test_the_locked_binding_needs_no_guard() -> None:
    done = run("")
    assert done.returncode == 0, done.stderr
    assert "alive" in done.stdout


def test_two_hundred_thousand_calls_into_qt_leave_python_alive() -> None:
    done = run(_GUARD)
    assert done.returncode == 0, done.stderr
    assert "alive" in done.stdout
