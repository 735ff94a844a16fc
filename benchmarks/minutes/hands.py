"""What a visitor does with mouse and keys, counted; and what it costs this machine."""

from __future__ import annotations

import json
import os
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from editor.program import Program
from editor.widgets.notice import Notice

PATIENCE_S = 120.0
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@dataclass
class Step:
    """One row of the report; `cpu_s` is that of the window and its processes together."""

    minute: str
    what: str
    wall_s: float = 0.0
    cpu_s: float = 0.0
    clicks: int = 0
    keys: int = 0
    is_right: bool = True
    found: str = ""


class Hands:
    """Presses what is really there; a step that goes wrong is noted, and the visit goes on.

    Each row is printed as a JSON line when its step is over.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self.steps: list[Step] = []

    @contextmanager
    def step(self, minute: str, what: str) -> Iterator[Step]:
        """Everything until the end of the block belongs to this row."""
        row = Step(minute, what)
        self.steps.append(row)
        wall, cpu = time.monotonic(), spent_cpu_s()
        try:
            yield row
        except Exception as error:  # noqa: BLE001 - a stumble is a finding
            told = self.told()
            row.is_right = False
            row.found = f"{row.found} {type(error).__name__}: {error}. {told}".strip()
        row.wall_s = round(time.monotonic() - wall, 2)
        row.cpu_s = round(max(0.0, spent_cpu_s() - cpu), 2)
        print(json.dumps([asdict(row)]), flush=True)

    def check(self, is_so: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as a sentence
        """Note a stumble without ending the step."""
        if not is_so:
            row = self.steps[-1]
            row.is_right, row.found = False, f"{row.found} {otherwise}".strip()

    def say(self, words: str) -> None:
        row = self.steps[-1]
        row.found = f"{row.found} {words}".strip()

    def told(self) -> str:
        """What the notice above the canvas says, if it is there."""
        notice = self.program.stage.findChild(Notice)
        return f"The notice says: {notice.words.text()}" if notice.isVisible() else ""

    def wait(self, is_done: Callable[[], bool], what: str) -> float:
        """Live on until `is_done`; returns the seconds that it took."""
        start = time.monotonic()
        while not is_done():
            if time.monotonic() - start > PATIENCE_S:
                raise TimeoutError(f"waited in vain for {what}")
            QApplication.processEvents()
            time.sleep(0.002)
        return time.monotonic() - start

    def click(self, widget: QWidget) -> None:
        self.check(widget.isVisible() and widget.isEnabled(), f"{widget} cannot be pressed.")
        QTest.mouseClick(widget, LEFT, pos=widget.rect().center())
        self.steps[-1].clicks += 1
        QApplication.processEvents()

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.program.window, key, held)
        self.steps[-1].keys += 1
        QApplication.processEvents()

    def brush(self, *places: tuple[float, float]) -> None:
        """One stroke through places given in pixels of the picture."""
        canvas = self.program.canvas
        points = [QPoint(*map(round, canvas.viewport.to_view(x, y))) for x, y in places]
        QTest.mousePress(canvas, LEFT, pos=points[0])
        for point in points[1:]:
            QTest.mouseMove(canvas, point)
            QApplication.processEvents()
        QTest.mouseRelease(canvas, LEFT, pos=points[-1])
        self.steps[-1].clicks += 1
        QApplication.processEvents()

    def drop(self, path: Path, widget: QWidget) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        place = widget.rect().center()
        copy = Qt.DropAction.CopyAction
        # Qt gives a drop only to whom it told that a drag came in.
        QApplication.sendEvent(widget, QDragEnterEvent(place, copy, data, LEFT, NONE))
        QApplication.sendEvent(widget, QDropEvent(place, copy, data, LEFT, NONE))
        self.steps[-1].clicks += 1


def spent_cpu_s() -> float:
    """Processor seconds of this process and of all that it began, living or collected."""
    ticks = os.sysconf("SC_CLK_TCK")
    total = time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    for child in descendants(os.getpid()):
        try:
            fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += (int(fields[11]) + int(fields[12])) / ticks
    return total


def descendants(parent: int) -> list[int]:
    """Numbers of the processes that a process began, and theirs."""
    found: list[int] = []
    for task in Path(f"/proc/{parent}/task").glob("*/children"):
        for word in task.read_text().split():
            found += [int(word), *descendants(int(word))]
    return found


def memory_bytes(number: int, name: str = "VmRSS") -> int:
    """What a process holds, by a name that the system gives it."""
    for line in Path(f"/proc/{number}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) << 10
    return 0
