"""A shown view of 1920 x 1080 that gets real events and counts its real paint events."""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from editor.canvas.view import CanvasView
from editor.document.document import Document

WIDTH_PX, HEIGHT_PX = 1920, 1080
FRAME_S = 1 / 60
_PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True)
class Frame:
    """One event until its picture is on the screen.

    `window_s` is processor time of the window's thread, `process_s` that of all threads meanwhile.
    """

    wall_s: float
    window_s: float
    process_s: float
    is_sharp: bool


class CountingView(CanvasView):
    """Counts how often it was really painted."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        self.painted += 1


class Stage:
    """Sends events at the pace of a screen and measures each until it is painted."""

    def __init__(self, document: Document) -> None:
        self.view = CountingView()
        self.view.resize(WIDTH_PX, HEIGHT_PX)
        self.view.show()
        begun = time.perf_counter()
        self.view.set_document(document)
        self.first_sharp_s = self.settle(begun)

    def settle(self, begun: float | None = None) -> float:
        """Wait until the view is sharp; how long that took since `begun` or now."""
        start = time.perf_counter() if begun is None else begun
        while time.perf_counter() - start < _PATIENCE_S:
            QApplication.processEvents()
            if self.view.is_sharp:
                return time.perf_counter() - start
            time.sleep(0.001)
        raise TimeoutError("The view did not become sharp.")

    def rest(self) -> None:
        """Let the background finish what it prepares for the next frames."""
        self.settle()
        until = time.perf_counter() + 0.4
        while time.perf_counter() < until:
            QApplication.processEvents()
            time.sleep(0.005)

    def frame(self, event: QEvent) -> Frame:
        """Send `event` and wait until the view was painted."""
        before = self.view.painted
        wall, window, process = time.perf_counter(), time.thread_time(), time.process_time()
        QApplication.sendEvent(self.view, event)
        while self.view.painted == before:
            QApplication.processEvents()
            if time.perf_counter() - wall > 1.0:
                raise TimeoutError("An event led to no painting.")
        frame = Frame(
            time.perf_counter() - wall,
            time.thread_time() - window,
            time.process_time() - process,
            self.view.is_sharp,
        )
        self._wait_for_next(wall)
        return frame

    def _wait_for_next(self, begun: float) -> None:
        while (left := FRAME_S - (time.perf_counter() - begun)) > 0:
            QApplication.processEvents()
            time.sleep(min(left, 0.002))

    def wheel(self, x: int, y: int, delta: int) -> QWheelEvent:
        place = QPointF(x, y)
        return QWheelEvent(
            place,
            self.view.mapToGlobal(place),
            QPoint(),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )

    def mouse(self, kind: QEvent.Type, x: float, y: float, held: Qt.MouseButton) -> QMouseEvent:
        place = QPointF(x, y)
        moves = kind == QEvent.Type.MouseMove
        button = Qt.MouseButton.NoButton if moves else held
        buttons = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else held
        modifiers = Qt.KeyboardModifier.NoModifier
        where = self.view.mapToGlobal(place)
        return QMouseEvent(kind, place, where, button, buttons, modifiers)

    def close(self) -> None:
        self.view.release()
        self.view.close()
        self.view.deleteLater()
        QApplication.processEvents()
