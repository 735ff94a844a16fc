"""The binding must not read the sources of modules that come after it."""

from __future__ import annotations

import subprocess
import sys

_SCRIPT = """
import inspect
from editor.platform.features import never_read_sources
{call}
read = []
inspect.getsource = lambda thing: read.append(thing) or ""
import difflib
from PySide6.QtCore import QTimer
print(len(read))
"""


def _sources_read(call: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT.format(call=call)],
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


def test_no_source_is_read() -> None:
    assert _sources_read("import PySide6") > 0
    assert _sources_read("never_read_sources()") == 0
