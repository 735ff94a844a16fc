"""The real program, driven by real events; how long each event held the window's thread.

`slots_probe.py DOCUMENT PHOTOGRAPH` prints one JSON object: for each gesture the processor
milliseconds of its longest events, with what each event was.
"""

from __future__ import annotations

# isort: skip_file
import editor.ahead  # noqa: F401 - before Qt, as the program's own door does

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

import main as program_door
from editor import application

Script = Iterator[str]
_KEPT = 3
_REST_S = 0.4
_PATIENCE_S = 60.0
_FRAME_MS = 16
_NO_KEYS = Qt.KeyboardModifier.NoModifier


class Meter(QApplication):
    """Clocks what each event costs the window's thread, with all that it leads to at once."""

    gesture = "start"
    slots: dict[str, list[tuple[float, str]]] = {}  # noqa: RUF012 - one application
    _is_inside = False

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        if self._is_inside:
            return super().notify(receiver, event)
        # Both may be gone when the event is over.
        name = f"{type(receiver).__name__} {event.type().name}"
        self._is_inside = True
        begun = time.thread_time()
        try:
            return super().notify(receiver, event)
        finally:
            self._is_inside = False
            longest = self.slots.setdefault(self.gesture, [])
            longest.append(((time.thread_time() - begun) * 1e3, name))
            longest.sort(reverse=True)
            del longest[_KEPT:]


class Driver(QObject):
    """Goes through the gestures: `script` yields the name of the next when it may be awaited."""

    def __init__(self, program: Any, words: list[str]) -> None:  # noqa: ANN401 - the Program
        super().__init__()
        self.program, self.words = program, words
        self._script = self._all()
        self._named = Meter.gesture
        self._quiet_since = self._begun = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        self._timer.start(_FRAME_MS)

    def _step(self) -> None:
        now = time.perf_counter()
        if not self._is_at_rest():
            self._quiet_since = now
        if now - self._quiet_since < _REST_S and now - self._begun < _PATIENCE_S:
            return
        self._begun = self._quiet_since = now
        # What this step does, and all that follows until the next, is what was named before it.
        Meter.gesture = self._named
        named = next(self._script, None)
        if named is None:
            print(json.dumps(Meter.slots), flush=True)
            os._exit(0)
        self._named = named or self._named

    def _is_at_rest(self) -> bool:
        program = self.program
        return bool(program.canvas.is_sharp and program.desk.background.is_idle)

    # ---- the script: a name begins a gesture, and what follows it is measured under that name

    def _all(self) -> Script:
        program = self.program
        for number, word in enumerate(self.words):
            name = "open 10 layers" if number == 0 else "open photograph"
            yield name
            program.pictures.open([Path(word)])
            while len(program.session) <= number:
                yield ""
        yield "change tab"
        program.session.bring(next(iter(program.session)))
        yield from self._paint()
        yield from self._look()
        yield from self._tools()
        yield from self._layers()
        yield from self._select()
        yield from self._whole()
        yield "end"

    def _paint(self) -> Script:
        program = self.program
        program.desk.toolbox.choose("paint")
        program.desk.toolbox.set_option("paint", {"size": 300, "hardness": 0.0})
        for name in ("stroke", "stroke at 100 %"):
            yield name
            self._drag()
            yield "undo of a stroke"
            self._trigger("edit.undo")
            yield "redo of a stroke"
            self._trigger("edit.redo")
            yield "zoom"
            program.canvas.zoom_to(1.0)
        yield ""

    def _look(self) -> Script:
        canvas = self.program.canvas
        yield "zoom"
        for delta in (120, 120, 120, -120, -120, -120, -120, -120, -120):
            self._wheel(delta)
            yield ""
        canvas.zoom_to_fit()
        yield ""

    def _tools(self) -> Script:
        for name in self.program.desk.toolbox.names:
            yield "tool change"
            self.program.desk.toolbox.choose(name)
        self.program.desk.toolbox.choose("paint")
        yield ""

    def _layers(self) -> Script:
        document = self.program.desk.document
        for layer in document.layers[1], document.layers[-1]:
            for visible in (False, True):
                yield "layer toggle"
                self._set(layer, "visible", visible)
        for value in (0.9, 0.7, 0.5):
            yield "layer opacity"
            self._set(document.layers[-2], "opacity", value)
        yield "layer change"
        document.set_active(document.layers[4])
        yield "layer duplicate"
        self._trigger("layer.duplicate")
        yield "undo of a duplicate"
        self._trigger("edit.undo")
        yield ""

    def _select(self) -> Script:
        self.program.desk.toolbox.choose("lasso")
        yield "lasso"
        self._drag()
        for name in ("select.invert", "select.all", "select.none"):
            yield name
            self._trigger(name)
        yield ""

    def _whole(self) -> Script:
        for action in ("image.flip_across", "layer.flip_across"):
            if action in self.program.desk.book:
                yield "whole picture"
                self._trigger(action)
                yield "undo of a whole picture"
                self._trigger("edit.undo")
                yield "redo of a whole picture"
                self._trigger("edit.redo")
        yield "save"
        self._trigger("file.save")
        yield ""

    # ---- what a hand does

    def _trigger(self, action: str) -> None:
        self.program.shell.trigger(action)

    def _set(self, layer: Any, name: str, value: bool | float) -> None:  # noqa: ANN401 - a Layer
        from editor.document.layer_commands import SetProperty

        document = self.program.desk.document
        document.apply(SetProperty(layer.id, name, getattr(layer, name), value))

    def _drag(self) -> None:
        """A stroke of forty moves, posted at the pace of a screen."""
        canvas = self.program.canvas
        x, y = canvas.width() * 0.35, canvas.height() * 0.35
        self._post(QEvent.Type.MouseButtonPress, x, y)
        for step in range(1, 41):
            where = x + 9 * step, y + 90 * (step % 20) / 20 + 2 * step
            QTimer.singleShot(
                step * _FRAME_MS,
                lambda where=where: self._post(QEvent.Type.MouseMove, *where),
            )
        last = QEvent.Type.MouseButtonRelease
        QTimer.singleShot(41 * _FRAME_MS, lambda: self._post(last, x + 360, y + 80))
        self._quiet_since = time.perf_counter() + 41 * _FRAME_MS / 1e3

    def _post(self, kind: QEvent.Type, x: float, y: float) -> None:
        canvas, place = self.program.canvas, QPointF(x, y)
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        button = none if kind == QEvent.Type.MouseMove else left
        held = none if kind == QEvent.Type.MouseButtonRelease else left
        event = QMouseEvent(kind, place, canvas.mapToGlobal(place), button, held, _NO_KEYS)
        QApplication.postEvent(canvas, event)

    def _wheel(self, delta: int) -> None:
        canvas, place = self.program.canvas, QPointF(400.0, 300.0)
        turn = QPointF(0, delta).toPoint()
        event = QWheelEvent(
            place,
            canvas.mapToGlobal(place),
            QPointF().toPoint(),
            turn,
            Qt.MouseButton.NoButton,
            _NO_KEYS,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.postEvent(canvas, event)


def drive(words: list[str]) -> None:
    """Let the program build itself as always, under the meter, and take the hand from there."""
    application.QApplication = Meter
    wire = application.wire

    def wire_and_drive(program: Any) -> None:  # noqa: ANN401 - the Program
        wire(program)
        program.window.benchmark_driver = None
        start = QTimer(program.window)
        start.setSingleShot(True)

        def begin() -> None:
            program.window.resize(1920, 1080)
            program.window.benchmark_driver = Driver(program, words)

        start.timeout.connect(begin)
        start.start(3000)

    application.wire = wire_and_drive


if __name__ == "__main__":
    drive(sys.argv[1:])
    program_door.main([])
