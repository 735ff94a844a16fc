"""Mouse, pen, wheel and keys do what artists know from elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.canvas.preview import PreviewPicture
from editor.canvas.view import CanvasView
from editor.document.document import Document
from editor.tools.brush import BrushOptions, MaskBrush
from editor.tools.hand import Hand
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


def turn(
    view: CanvasView, place: tuple[int, int], delta: int, modifiers: Qt.KeyboardModifier = NONE
) -> None:
    at = QPointF(*place)
    # Qt itself turns a wheel with Alt into a sideways one.
    angle = QPoint(delta, 0) if modifiers & ALT else QPoint(0, delta)
    event = QWheelEvent(
        at,
        view.mapToGlobal(at),
        QPoint(),
        angle,
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def drag(
    view: CanvasView,
    start: tuple[int, int],
    end: tuple[int, int],
    button: Qt.MouseButton = LEFT,
    modifiers: Qt.KeyboardModifier = NONE,
) -> None:
    QTest.mousePress(view, button, modifiers, QPoint(*start))
    for step in range(1, 6):
        x = start[0] + (end[0] - start[0]) * step // 5
        y = start[1] + (end[1] - start[1]) * step // 5
        move(view, (x, y), button, modifiers)
    QTest.mouseRelease(view, button, modifiers, QPoint(*end))


def move(
    view: CanvasView,
    place: tuple[int, int],
    buttons: Qt.MouseButton = Qt.MouseButton.NoButton,
    modifiers: Qt.KeyboardModifier = NONE,
) -> None:
    at = QPointF(*place)
    event = QMouseEvent(
        QEvent.Type.MouseMove, at, view.mapToGlobal(at), Qt.MouseButton.NoButton, buttons, modifiers
    )
    QApplication.sendEvent(view, event)


PEN = QPointingDevice(
    "pen",
    7,
    QInputDevice.DeviceType.Stylus,
    QPointingDevice.PointerType.Pen,
    QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
    1,
    2,
)
PEN_BACK = QPointingDevice(
    "pen",
    8,
    QInputDevice.DeviceType.Stylus,
    QPointingDevice.PointerType.Eraser,
    QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
    1,
    2,
)


def pen(
    view: CanvasView,
    kind: QEvent.Type,
    place: tuple[float, float],
    pressure: float,
    device: QPointingDevice = PEN,
) -> None:
    at = QPointF(*place)
    button = LEFT if kind != QEvent.Type.TabletMove else Qt.MouseButton.NoButton
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else LEFT
    event = QTabletEvent(
        kind, device, at, view.mapToGlobal(at), pressure, 0, 0, 0, 0, 0, NONE, button, held
    )
    QApplication.sendEvent(view, event)


def covered(document: Document) -> int:
    return int((document.selection.read(document.canvas) >= 128).sum())


# ---- looking about


@pytest.mark.parametrize("modifiers", [NONE, CTRL])
def test_the_wheel_zooms_at_the_pointer(
    document: Document, open_view: OpenView, modifiers: Qt.KeyboardModifier
) -> None:
    view = open_view(document)
    place = (200, 150)
    under = view.viewport.to_document(*place)
    scale = view.viewport.scale
    for _ in range(4):
        turn(view, place, 120, modifiers)
    assert view.viewport.scale > 2 * scale
    assert view.viewport.to_view(*under) == pytest.approx(place, abs=2.5)
    turn(view, place, -240, modifiers)
    assert view.viewport.to_view(*under) == pytest.approx(place, abs=3.5)


def test_a_fine_wheel_zooms_without_steps(document: Document, open_view: OpenView) -> None:
    view = open_view(document)
    scale = view.viewport.scale
    turn(view, (320, 240), 15)
    assert scale < view.viewport.scale < 1.05 * scale


def test_middle_drag_and_space_drag_pan(document: Document, open_view: OpenView) -> None:
    view = open_view(document)
    view.set_tool(MaskBrush())
    view.zoom_to(1.5)
    start = view.viewport.origin_px
    drag(view, (300, 200), (340, 260), MIDDLE)
    assert view.viewport.origin_px == (start[0] + 40, start[1] + 60)
    QTest.keyPress(view, Qt.Key.Key_Space)
    drag(view, (340, 260), (300, 200))
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert view.viewport.origin_px == start
    assert document.selection.is_empty


def test_ctrl_space_drag_zooms_and_the_hand_pans(document: Document, open_view: OpenView) -> None:
    view = open_view(document)
    scale = view.viewport.scale
    QTest.keyPress(view, Qt.Key.Key_Space)
    drag(view, (200, 200), (320, 200), LEFT, CTRL)
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert view.viewport.scale == pytest.approx(2 * scale)
    view.set_tool(Hand())
    start = view.viewport.origin_px
    drag(view, (300, 200), (320, 230))
    assert view.viewport.origin_px == (start[0] + 20, start[1] + 30)


def test_keys_show_all_or_every_pixel(document: Document, open_view: OpenView) -> None:
    view = open_view(document)
    fitted = view.viewport.scale
    QTest.keyClick(view, Qt.Key.Key_1)
    assert view.viewport.scale == 1.0
    QTest.keyClick(view, Qt.Key.Key_2)
    assert view.viewport.scale == fitted
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.viewport.scale > fitted
    QTest.keyClick(view, Qt.Key.Key_0, CTRL)
    assert view.viewport.scale == fitted


def test_a_resized_window_keeps_the_whole_picture_until_the_artist_looks_closer(
    document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    view.resize(400, 300)
    assert view.viewport.picture_box.width <= 400
    view.zoom_to(1.0)
    view.resize(500, 350)
    assert view.viewport.scale == 1.0


def test_a_picture_that_comes_back_is_seen_as_it_was_left(
    document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    view.zoom_to(2.0)
    view.look(view.viewport.panned(30, -20))
    left = view.viewport
    view.set_document(Document(300, 200))
    assert view.viewport.picture_width == 300
    view.set_document(document)
    assert view.viewport == left
    view.zoom_to_fit()
    fitted = view.viewport
    view.set_document(None)
    view.set_document(document)
    assert view.viewport.scale == fitted.scale


# ---- painting


def test_left_paints_right_erases_and_escape_takes_back(
    document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    view.set_tool(MaskBrush(BrushOptions(size=120, hardness=1.0)))
    drag(view, (200, 200), (400, 200))
    painted = covered(document)
    assert painted > 10_000
    drag(view, (300, 150), (300, 250), RIGHT)
    assert covered(document) < painted
    assert len(document.history.entries) == 2
    before = document.digest()
    QTest.mousePress(view, LEFT, NONE, QPoint(200, 300))
    move(view, (400, 300), LEFT)
    assert document.digest() != before
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert document.digest() == before
    move(view, (420, 320), LEFT)
    QTest.mouseRelease(view, LEFT, NONE, QPoint(420, 320))
    assert document.digest() == before
    assert len(document.history.entries) == 2


def test_a_drag_that_leaves_the_view_and_returns_is_one_stroke(
    document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    view.set_tool(MaskBrush(BrushOptions(size=60)))
    QTest.mousePress(view, LEFT, NONE, QPoint(600, 100))
    for place in ((900, 100), (900, 300), (600, 300)):
        move(view, place, LEFT)
    QTest.mouseRelease(view, LEFT, NONE, QPoint(560, 300))
    assert len(document.history.entries) == 1
    x, y = view.viewport.to_document(590, 300)
    assert document.selection.read(Box(int(x), int(y), int(x) + 1, int(y) + 1))[0, 0] == 255


def test_pen_pressure_sets_the_width(document: Document, open_view: OpenView) -> None:
    view = open_view(document)
    view.set_tool(MaskBrush(BrushOptions(size=100, hardness=1.0, pressure_size=True)))
    areas = []
    for pressure in (0.3, 0.9):
        pen(view, QEvent.Type.TabletPress, (200, 200), pressure)
        pen(view, QEvent.Type.TabletMove, (400, 200), pressure)
        pen(view, QEvent.Type.TabletRelease, (400, 200), 0.0)
        areas.append(covered(document))
        document.history.undo()
    assert 2 < areas[1] / areas[0] < 4


def test_the_back_of_the_pen_erases(document: Document, open_view: OpenView) -> None:
    view = open_view(document)
    view.set_tool(MaskBrush(BrushOptions(size=100, hardness=1.0)))
    drag(view, (200, 200), (400, 200))
    painted = covered(document)
    pen(view, QEvent.Type.TabletPress, (300, 200), 1.0, PEN_BACK)
    pen(view, QEvent.Type.TabletRelease, (300, 200), 0.0, PEN_BACK)
    assert covered(document) < painted


def test_mouse_events_made_up_from_a_pen_are_ignored(
    document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    view.set_tool(MaskBrush())
    at = QPointF(300, 200)
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        echo = QMouseEvent(kind, at, at, view.mapToGlobal(at), LEFT, LEFT, NONE, PEN)
        QApplication.sendEvent(view, echo)
    assert document.selection.is_empty
    pen(view, QEvent.Type.TabletPress, (300, 200), 1.0)
    pen(view, QEvent.Type.TabletMove, (320, 200), 1.0)
    QTest.mousePress(view, LEFT, NONE, QPoint(310, 200))
    QTest.mouseRelease(view, LEFT, NONE, QPoint(310, 200))
    pen(view, QEvent.Type.TabletMove, (340, 200), 1.0)
    pen(view, QEvent.Type.TabletRelease, (340, 200), 0.0)
    assert len(document.history.entries) == 1


def test_brush_size_by_drag_wheel_and_brackets(
    qtbot: QtBot, document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    brush = MaskBrush(BrushOptions(size=100))
    view.set_tool(brush)
    told: list[float] = []
    view.brush_resized.connect(told.append)
    drag(view, (300, 200), (320, 200), LEFT, SHIFT)
    assert brush.options.size == pytest.approx(100 + 40 / view.viewport.scale)
    assert view.overlays.brush.centre == (300, 200)
    assert document.selection.is_empty
    for change in (
        lambda: turn(view, (300, 200), 120, ALT),
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
    document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    view.set_tool(MaskBrush(BrushOptions(size=200)))
    move(view, (320, 240))
    width = view.overlays.brush.bounds(view.viewport).width()
    assert width == pytest.approx(200 * view.viewport.scale, abs=10)
    assert view.cursor().shape() == Qt.CursorShape.BlankCursor
    shown = view.grab().toImage()
    radius = round(100 * view.viewport.scale)
    colours = [shown.pixelColor(320 + radius + step, 240).lightness() for step in (-1, 0, 1)]
    assert max(colours) - min(colours) > 80


def test_the_lasso_shows_its_line_while_it_is_drawn(
    document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    view.set_tool(MaskLasso())
    QTest.mousePress(view, LEFT, NONE, QPoint(100, 100))
    for place in ((300, 100), (300, 300), (100, 300)):
        move(view, place, LEFT)
    sketch = view.overlays.sketch.sketch
    assert sketch is not None
    assert len(sketch.points) == 4
    line = [view.grab().toImage().pixelColor(x, 100).lightness() for x in range(150, 250)]
    assert max(line) - min(line) > 150
    QTest.mouseRelease(view, LEFT, NONE, QPoint(100, 300))
    assert view.overlays.sketch.sketch is None
    assert covered(document) > 10_000


# ---- what lies over the picture


def test_the_context_box_is_dragged_by_sides_and_corners(
    qtbot: QtBot, document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    view.set_tool(MaskBrush())
    view.zoom_to(0.5)
    box = Box(400, 304, 912, 816)
    view.set_context_box(box)
    told: list[Box] = []
    view.context_box_changed.connect(told.append)
    right, middle = view.viewport.to_view(box.right, (box.top + box.bottom) / 2)
    drag(view, (round(right), round(middle)), (round(right) + 40, round(middle)))
    assert told == [Box(400, 304, 992, 816)]
    corner = view.viewport.to_view(400, 304)
    drag(view, (round(corner[0]), round(corner[1])), (-500, -500))
    assert told[-1] == Box(0, 0, 992, 816)
    assert document.selection.is_empty
    centre = view.viewport.to_view(500, 400)
    drag(view, (round(centre[0]), round(centre[1])), (round(centre[0]) + 20, round(centre[1])))
    assert len(told) == 2
    assert not document.selection.is_empty


def green(box: Box) -> PreviewPicture:
    pixels = np.zeros((box.height, box.width, 4), np.uint8)
    pixels[...] = (0, 255, 0, 255)
    return PreviewPicture(box, pixels)


def colour_at(view: CanvasView, x: float, y: float) -> tuple[int, int, int]:
    place = view.viewport.to_view(x, y)
    colour = view.grab().toImage().pixelColor(int(place[0]), int(place[1]))
    return colour.red(), colour.green(), colour.blue()


def test_a_preview_lies_over_the_picture_and_never_in_it(
    document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    digest = document.digest()
    box = Box(400, 300, 900, 700)
    view.set_preview(green(box))
    assert colour_at(view, 650, 500) == (0, 255, 0)
    assert colour_at(view, 300, 500) != (0, 255, 0)
    border = colour_at(view, 398, 500)
    assert border == (0xD9, 0xA4, 0x41)
    view.show_before(True)
    assert colour_at(view, 650, 500) != (0, 255, 0)
    view.show_before(False)
    assert colour_at(view, 650, 500) == (0, 255, 0)
    view.set_preview(None)
    assert colour_at(view, 650, 500) != (0, 255, 0)
    assert document.digest() == digest


def test_the_split_handle_uncovers_the_document(document: Document, open_view: OpenView) -> None:
    view = open_view(document)
    view.set_preview(green(Box(400, 300, 900, 700)))
    view.set_split(0.5)
    assert colour_at(view, 500, 400) != (0, 255, 0)
    assert colour_at(view, 800, 400) == (0, 255, 0)
    start = view.viewport.to_view(650, 350)
    end = view.viewport.to_view(450, 350)
    drag(view, (round(start[0]), round(start[1])), (round(end[0]), round(end[1])))
    assert colour_at(view, 500, 400) == (0, 255, 0)


def test_keys_keep_drop_and_step_a_preview(
    qtbot: QtBot, document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    heard: list[object] = []
    view.preview_kept.connect(lambda: heard.append("kept"))
    view.preview_dropped.connect(lambda: heard.append("dropped"))
    view.preview_stepped.connect(heard.append)
    keys = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Escape)
    for key in keys:
        QTest.keyClick(view, key)
    assert heard == []
    view.set_preview(green(Box(0, 0, 64, 64)))
    for key in keys:
        QTest.keyClick(view, key)
    assert heard == [-1, 1, "kept", "dropped"]


def test_holding_backslash_shows_the_state_before(
    document: Document, open_view: OpenView, settle: Callable[[CanvasView], None]
) -> None:
    view = open_view(document)
    view.set_tool(MaskBrush(BrushOptions(size=300, hardness=1.0)))
    clean = colour_at(view, 750, 550)
    view.set_before(document.snapshot())
    drag(view, (320, 240), (330, 240))
    view.set_tool(None)
    masked = colour_at(view, 750, 550)
    assert masked != clean
    QTest.keyPress(view, Qt.Key.Key_Backslash)
    settle(view)
    assert colour_at(view, 750, 550) == clean
    QTest.keyRelease(view, Qt.Key.Key_Backslash)
    settle(view)
    assert colour_at(view, 750, 550) == masked


def test_losing_the_keyboard_lets_go_of_held_keys(document: Document, open_view: OpenView) -> None:
    view = open_view(document)
    QTest.keyPress(view, Qt.Key.Key_Backslash)
    QTest.keyPress(view, Qt.Key.Key_Space)
    assert view.overlays.is_before
    view.clearFocus()
    QApplication.processEvents()
    assert not view.overlays.is_before


def test_the_view_tells_its_name_zoom_and_place(
    qtbot: QtBot, document: Document, open_view: OpenView
) -> None:
    document.name = "Bird"
    view = open_view(document)
    assert view.accessibleName() == "Canvas"
    assert "Bird" in view.accessibleDescription()
    assert "1500 by 1100" in view.accessibleDescription()
    with qtbot.waitSignal(view.zoom_changed) as heard:
        view.zoom_to(1.0)
    assert heard.args == [1.0]
    assert "100 %" in view.accessibleDescription()
    with qtbot.waitSignal(view.pointer_moved) as place:
        move(view, (320, 240))
    assert place.args == pytest.approx(view.viewport.to_document(320, 240))
