"""One real start of the program, in a process of its own: `probe.py [PICTURE]`.

Prints one JSON object: processor and wall seconds since the process began, at the window's first
paint and, with a picture, when it stands sharp on the canvas.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer

import main as program_door

BEGUN = "PENTIMENTO_BENCH_BEGUN"
"""The variable that says when the process was begun, in seconds since 1970."""
_PATIENCE_S = 40.0
_LOOK_MS = 5


class Watcher(QObject):
    """Notes the first paint of the window, then waits for the picture, prints and leaves."""

    def __init__(self, program: Any, has_picture: bool) -> None:  # noqa: ANN401 - Program or a fake
        super().__init__()
        self._program, self._has_picture = program, has_picture
        self._found: dict[str, float] = {}
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint and "window" not in self._found:
            # All widgets are painted in one go: what counts is when that is over.
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        if "window" not in self._found:
            self._note("window")
            self._timer.start(_LOOK_MS)

    def _look(self) -> None:
        is_open = len(self._program.session) > 0
        is_late = time.time() - float(os.environ[BEGUN]) > _PATIENCE_S
        if not self._has_picture or is_late or (is_open and self._program.canvas.is_sharp):
            if is_open:
                self._note("picture")
            print(json.dumps(self._found), flush=True)
            os._exit(0)

    def _note(self, what: str) -> None:
        self._found[what] = time.time() - float(os.environ[BEGUN])
        self._found[f"{what}_cpu"] = time.process_time()


def watch(has_picture: bool) -> None:
    """Let the program build itself as always, and look on from there."""
    from editor import application

    wire = application.wire

    def wire_and_watch(program: Any) -> None:  # noqa: ANN401 - the Program
        wire(program)
        watcher = Watcher(program, has_picture)
        for part in (program.window, program.empty, program.canvas):
            part.installEventFilter(watcher)
        program.window.benchmark_watcher = watcher

    application.wire = wire_and_watch


if __name__ == "__main__":
    watch(len(sys.argv) > 1)
    program_door.main(sys.argv[1:])
