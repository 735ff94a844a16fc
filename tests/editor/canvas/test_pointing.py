"""Mouse and pen paint and erase; a gesture can always be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.canvas.view import CanvasView
from editor.document.document import Document
from editor.tools.brush import BrushOptions, MaskBrush
from editor.tools.lasso import MaskLasso
from ml.api.regions import Box

OpenView = Callable[..., CanvasView]
LEFT, RIGHT, MIDDLE = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.RightButton,
    Qt.MouseButton.MiddleButton,
)
NONE, SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


def covered(document: Document) -> int:
    return int((document.selection.read(document.canvas) >= 128).sum())


def test_left_paints_right_erases_and_escape_takes_back(
    pointer: Any, document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    view.set_tool(MaskBrush(BrushOptions(size=120, hardness=1.0)))
    pointer.drag(view, (200, 200), (400, 200))
    painted = covered(document)
    assert painted > 10_000
    pointer.drag(view, (300, 150), (300, 250), RIGHT)
    assert covered(document) < painted
    assert len(document.history.entries) == 2
    before = document.digest()
    QTest.mousePress(view, LEFT, NONE, QPoint(200, 300))
    pointer.move(view, (400, 300), LEFT)
    assert document.digest() != before
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert document.digest() == before
    pointer.move(view, (420, 320), LEFT)
    QTest.mouseRelease(view, LEFT, NONE, QPoint(420, 320))
    assert document.digest() == before
    assert len(document.history.entries) == 2


def test_a_drag_that_leaves_the_view_and_returns_is_one_stroke(
    pointer: Any, document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    view.set_tool(MaskBrush(BrushOptions(size=60)))
    QTest.mousePress(view, LEFT, NONE, QPoint(600, 100))
    for place in ((900, 100), (900, 300), (600, 300)):
        pointer.move(view, place, LEFT)
    QTest.mouseRelease(view, LEFT, NONE, QPoint(560, 300))
    assert len(document.history.entries) == 1
    x, y = view.viewport.to_document(590, 300)
    assert document.selection.read(Box(int(x), int(y), int(x) + 1, int(y) + 1))[0, 0] == 255


def test_pen_pressure_sets_the_width(pointer: Any, document: Document, open_view: OpenView) -> None:
    view = open_view(document)
    view.set_tool(MaskBrush(BrushOptions(size=100, hardness=1.0, pressure_size=True)))
    areas = []
    for pressure in (0.3, 0.9):
        pointer.pen(view, QEvent.Type.TabletPress, (200, 200), pressure)
        pointer.pen(view, QEvent.Type.TabletMove, (400, 200), pressure)
        pointer.pen(view, QEvent.Type.TabletRelease, (400, 200), 0.0)
        areas.append(covered(document))
        document.history.undo()
    assert 2 < areas[1] / areas[0] < 4


def test_the_back_of_the_pen_erases(pointer: Any, document: Document, open_view: OpenView) -> None:
    view = open_view(document)
    view.set_tool(MaskBrush(BrushOptions(size=100, hardness=1.0)))
    pointer.drag(view, (200, 200), (400, 200))
    painted = covered(document)
    pointer.pen(view, QEvent.Type.TabletPress, (300, 200), 1.0, pointer.back)
    pointer.pen(view, QEvent.Type.TabletRelease, (300, 200), 0.0, pointer.back)
    assert covered(document) < painted


def test_mouse_events_made_up_from_a_pen_are_ignored(
    pointer: Any, document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    view.set_tool(MaskBrush())
    at = QPointF(300, 200)
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        echo = QMouseEvent(kind, at, at, view.mapToGlobal(at), LEFT, LEFT, NONE, pointer.tip)
        QApplication.sendEvent(view, echo)
    assert document.selection.is_empty
    pointer.pen(view, QEvent.Type.TabletPress, (300, 200), 1.0)
    pointer.pen(view, QEvent.Type.TabletMove, (320, 200), 1.0)
    QTest.mousePress(view, LEFT, NONE, QPoint(310, 200))
    QTest.mouseRelease(view, LEFT, NONE, QPoint(310, 200))
    pointer.pen(view, QEvent.Type.TabletMove, (340, 200), 1.0)
    pointer.pen(view, QEvent.Type.TabletRelease, (340, 200), 0.0)
    assert len(document.history.entries) == 1


def test_brush_size_by_drag_wheel_and_brackets(
    pointer: Any, qtbot: QtBot, document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    brush = MaskBrush(BrushOptions(size=100))
    view.set_tool(brush)
    told: list[float] = []
    view.brush_resized.connect(told.append)
    pointer.drag(view, (300, 200), (320, 200), LEFT, SHIFT)
    assert brush.options.size == pytest.approx(100 + 40 / view.viewport.scale)
    assert view.overlays.brush.centre == (300, 200)
    assert document.selection.is_empty
    for change in (
        lambda: pointer.turn(view, (300, 200), 120, ALT),
        lambda: QTest.keyClick(view, Qt.Key.Key_BracketRight),
    ):
        size = brush.options.size
        change()
        assert brush.options.size > size
    size = brush.options.size
    QTest.keyClick(view, Qt.Key.Key_BracketLeft)
    assert brush.options.size < size
    assert told[-1] == brush.options.size
    brush.resize(1)
    QTest.keyClick(view, Qt.Key.Key_BracketRight)
    assert brush.options.size == 2


def test_the_outline_has_the_brushs_size_in_the_document(
    pointer: Any, document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    view.set_tool(MaskBrush(BrushOptions(size=200)))
    pointer.move(view, (320, 240))
    width = view.overlays.brush.bounds(view.viewport).width()
    assert width == pytest.approx(200 * view.viewport.scale, abs=10)
    assert view.cursor().shape() == Qt.CursorShape.BlankCursor
    shown = view.grab().toImage()
    radius = round(100 * view.viewport.scale)
    colours = [shown.pixelColor(320 + radius + step, 240).lightness() for step in (-1, 0, 1)]
    assert max(colours) - min(colours) > 80


def test_the_lasso_shows_its_line_while_it_is_drawn(
    pointer: Any, document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    view.set_tool(MaskLasso())
    QTest.mousePress(view, LEFT, NONE, QPoint(100, 100))
    for place in ((300, 100), (300, 300), (100, 300)):
        pointer.move(view, place, LEFT)
    sketch = view.overlays.sketch.sketch
    assert sketch is not None
    assert len(sketch.points) == 4
    line = [view.grab().toImage().pixelColor(x, 100).lightness() for x in range(150, 250)]
    assert max(line) - min(line) > 150
    QTest.mouseRelease(view, LEFT, NONE, QPoint(100, 300))
    assert view.overlays.sketch.sketch is None
    assert covered(document) > 10_000
