"""One real start of the program, in a process of its own: `probe.py [--stay] [PICTURE]`.

Prints one JSON object: processor and wall seconds since the process began, at the window's first
paint and, with a picture, when it stands sharp on the canvas. Then it ends, or stays to be looked
at from outside.
"""

from __future__ import annotations

# isort: skip_file
import gc

# As the program's own door does: nothing is garbage yet, and what knows no Qt comes before Qt.
gc.disable()
from editor.platform.late_methods import make_methods_late  # noqa: E402

make_methods_late()
import editor.ahead  # noqa: E402, F401

import json  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from typing import Any  # noqa: E402

from PySide6.QtCore import QEvent, QObject, QTimer  # noqa: E402

import main as program_door  # noqa: E402

BEGUN = "PENTIMENTO_BENCH_BEGUN"
"""The variable that says when the process was begun, in seconds since 1970."""
STAY = "--stay"
_PATIENCE_S = 40.0
_STAYING_PATIENCE_S = 300.0
_LOOK_MS = 5


class Watcher(QObject):
    """Notes the first paint of the window, then waits for the picture, prints and leaves."""

    def __init__(self, program: Any, has_picture: bool, stays: bool) -> None:  # noqa: ANN401
        super().__init__()
        self._program, self._has_picture, self._stays = program, has_picture, stays
        self._patience_s = _STAYING_PATIENCE_S if stays else _PATIENCE_S
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
        is_late = time.time() - float(os.environ[BEGUN]) > self._patience_s
        if not self._has_picture or is_late or (is_open and self._program.canvas.is_sharp):
            if is_open:
                self._note("picture")
            self._timer.stop()
            print(json.dumps(self._found), flush=True)
            if not self._stays:
                os._exit(0)

    def _note(self, what: str) -> None:
        self._found[what] = time.time() - float(os.environ[BEGUN])
        self._found[f"{what}_cpu"] = time.process_time()


def watch(has_picture: bool, stays: bool) -> None:
    """Let the program build itself as always, and look on from there."""
    from editor import application

    wire = application.wire

    def wire_and_watch(program: Any) -> None:  # noqa: ANN401 - the Program
        wire(program)
        watcher = Watcher(program, has_picture, stays)
        for part in (program.window, program.empty, program.canvas):
            part.installEventFilter(watcher)
        program.window.benchmark_watcher = watcher

    application.wire = wire_and_watch


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != STAY]
    watch(bool(words), STAY in sys.argv)
    program_door.main(words)
