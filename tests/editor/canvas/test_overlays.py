"""What lies over the picture is shown, can be dragged, and never touches the document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.canvas.preview import PreviewPicture
from editor.canvas.view import CanvasView
from editor.document.document import Document
from editor.tools.brush import BrushOptions, MaskBrush
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


def test_the_context_box_is_dragged_by_sides_and_corners(
    pointer: Any, qtbot: QtBot, document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    view.set_tool(MaskBrush())
    view.zoom_to(0.5)
    box = Box(400, 304, 912, 816)
    view.set_context_box(box)
    told: list[Box] = []
    view.context_box_changed.connect(told.append)
    right, middle = view.viewport.to_view(box.right, (box.top + box.bottom) / 2)
    pointer.drag(view, (round(right), round(middle)), (round(right) + 40, round(middle)))
    assert told == [Box(400, 304, 992, 816)]
    corner = view.viewport.to_view(400, 304)
    pointer.drag(view, (round(corner[0]), round(corner[1])), (-500, -500))
    assert told[-1] == Box(0, 0, 992, 816)
    assert document.selection.is_empty
    centre = view.viewport.to_view(500, 400)
    pointer.drag(
        view, (round(centre[0]), round(centre[1])), (round(centre[0]) + 20, round(centre[1]))
    )
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


def test_the_split_handle_uncovers_the_document(
    pointer: Any, document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    view.set_preview(green(Box(400, 300, 900, 700)))
    view.set_split(0.5)
    assert colour_at(view, 500, 400) != (0, 255, 0)
    assert colour_at(view, 800, 400) == (0, 255, 0)
    start = view.viewport.to_view(650, 350)
    end = view.viewport.to_view(450, 350)
    pointer.drag(view, (round(start[0]), round(start[1])), (round(end[0]), round(end[1])))
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
    pointer: Any, document: Document, open_view: OpenView, settle: Callable[[CanvasView], None]
) -> None:
    view = open_view(document)
    view.set_tool(MaskBrush(BrushOptions(size=300, hardness=1.0)))
    clean = colour_at(view, 750, 550)
    view.set_before(document.snapshot())
    pointer.drag(view, (320, 240), (330, 240))
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
    pointer: Any, qtbot: QtBot, document: Document, open_view: OpenView
) -> None:
    document.name = "Bird"
    view = open_view(document)
    assert view.accessibleName() == "Canvas"
    assert "Bird" in view.accessibleDescription()
    assert "1500 by 1100" in view.accessibleDescription()
    with qtbot.waitSignal(view.zoom_changed, timeout=60_000) as heard:
        view.zoom_to(1.0)
    assert heard.args == [1.0]
    assert "100 %" in view.accessibleDescription()
    with qtbot.waitSignal(view.pointer_moved, timeout=60_000) as place:
        pointer.move(view, (320, 240))
    assert place.args == pytest.approx(view.viewport.to_document(320, 240))
