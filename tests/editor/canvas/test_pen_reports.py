"""A second of a fast pen: 200 reports all reach the stroke in order, and wait for no frame."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPaintEvent, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.canvas.view import CanvasView
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.tools.brush import BrushOptions, MaskBrush
from editor.tools.colours import Colours
from editor.tools.paint import PaintBrush
from editor.tools.paint_options import DabOptions
from editor.tools.paint_stroke import PaintStroke
from editor.tools.tool import PointerEvent, Tool

REPORTS, EVERY_MS = 200, 5
PEN = QPointingDevice(
    "fast pen",
    21,
    QInputDevice.DeviceType.Stylus,
    QPointingDevice.PointerType.Pen,
    QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
    1,
    1,
)
LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
Place = tuple[float, float, float]


def places() -> list[Place]:
    """A curl that never crosses a place twice: x and y in the view, and a pressure."""
    steps = np.linspace(0, 1, REPORTS)
    return [
        (
            320 + (40 + 150 * step) * math.cos(9 * step),
            240 + (40 + 150 * step) * math.sin(9 * step),
            0.2 + 0.6 * abs(math.sin(40 * step)),
        )
        for step in steps.tolist()
    ]


def report(view: CanvasView, kind: QEvent.Type, place: Place, number: int) -> QTabletEvent:
    x, y, pressure = place
    at = QPointF(x, y)
    is_move, is_release = kind == QEvent.Type.TabletMove, kind == QEvent.Type.TabletRelease
    button = Qt.MouseButton.NoButton if is_move else LEFT
    held = Qt.MouseButton.NoButton if is_release else LEFT
    where = view.mapToGlobal(at)
    event = QTabletEvent(kind, PEN, at, where, pressure, 0, 0, 0, 0, 0, NO_KEY, button, held)
    event.setTimestamp(1_000 + number * EVERY_MS)
    return event


def stroke(view: CanvasView) -> list[QTabletEvent]:
    path = places()
    kinds = [QEvent.Type.TabletPress] + [QEvent.Type.TabletMove] * (REPORTS - 1)
    return [
        *(report(view, kind, path[n], n) for n, kind in enumerate(kinds)),
        report(view, QEvent.Type.TabletRelease, path[-1], REPORTS),
    ]


class Frames(QObject):
    """Counts what the view is asked to paint."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.count += isinstance(event, QPaintEvent)
        return False


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> list[PointerEvent]:
    """What arrives at strokes of any brush."""
    arrived: list[PointerEvent] = []
    add = PaintStroke.add

    def noted(self: PaintStroke, event: PointerEvent) -> None:
        arrived.append(event)
        add(self, event)

    monkeypatch.setattr(PaintStroke, "add", noted)
    return arrived


def mask_brush() -> Tool:
    return MaskBrush(BrushOptions(size=40, close_loops=False))


def paint_brush() -> Tool:
    return PaintBrush(Colours(), DabOptions(size=300))


def fresh() -> Document:
    """Empty, so that every dab shows."""
    document = Document(1500, 1100)
    paper = PixelLayer.from_pixels("Paper", np.full((1100, 1500, 4), 255, np.uint8))
    paper.id = f"{1:032x}"
    document.insert_layer(paper)
    return document


@pytest.mark.parametrize("make", [mask_brush, paint_brush])
def test_every_report_of_a_fast_pen_reaches_the_stroke(
    make: Callable[[], Tool],
    reached: list[PointerEvent],
    qtbot: QtBot,
    open_view: Callable[..., CanvasView],
) -> None:
    document = fresh()
    view = open_view(document)
    view.set_tool(make())
    for event in stroke(view):
        QCoreApplication.postEvent(view, event)
    qtbot.waitUntil(lambda: len(document.history.entries) == 1, timeout=60_000)
    assert [event.time_s for event in reached] == pytest.approx(
        [1 + number * EVERY_MS / 1000 for number in range(REPORTS)]
    )
    wanted = [(*view.viewport.to_document(x, y), pressure) for x, y, pressure in places()]
    got = [(event.x, event.y, event.pressure) for event in reached]
    np.testing.assert_allclose(got, wanted, atol=1e-3)
    # The picture is that of the same stroke without any window.
    alone, tool = fresh(), make()
    first, *others = tuple(reached)
    tool.press(alone, first)
    for event in others:
        tool.move(event)
    tool.release(others[-1])
    assert alone.digest() == document.digest()


def test_reports_wait_for_no_frame_and_many_share_one(
    qtbot: QtBot, open_view: Callable[..., CanvasView]
) -> None:
    document = fresh()
    view = open_view(document)
    view.set_tool(paint_brush())
    frames = Frames()
    view.installEventFilter(frames)
    for event in stroke(view):
        QApplication.sendEvent(view, event)
    assert len(document.history.entries) == 1
    assert frames.count == 0
    qtbot.waitUntil(lambda: view.is_sharp and frames.count > 0, timeout=60_000)
    view.removeEventFilter(frames)
