"""The fault of the binding must not end the program."""

from __future__ import annotations

import subprocess
import sys

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


def test_two_hundred_thousand_calls_into_qt_leave_python_alive() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT.format(guard=_GUARD)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "alive" in done.stdout
