"""Wheel, drags and keys move the view as artists know it from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.canvas.view import CanvasView
from editor.document.document import Document
from editor.tools.brush import MaskBrush
from editor.tools.hand import Hand

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


@pytest.mark.parametrize("modifiers", [NONE, CTRL])
def test_the_wheel_zooms_at_the_pointer(
    pointer: Any, document: Document, open_view: OpenView, modifiers: Qt.KeyboardModifier
) -> None:
    view = open_view(document)
    place = (200, 150)
    under = view.viewport.to_document(*place)
    scale = view.viewport.scale
    for _ in range(4):
        pointer.turn(view, place, 120, modifiers)
    assert view.viewport.scale > 2 * scale
    assert view.viewport.to_view(*under) == pytest.approx(place, abs=2.5)
    pointer.turn(view, place, -240, modifiers)
    assert view.viewport.to_view(*under) == pytest.approx(place, abs=3.5)


def test_a_fine_wheel_zooms_without_steps(
    pointer: Any, document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    scale = view.viewport.scale
    pointer.turn(view, (320, 240), 15)
    assert scale < view.viewport.scale < 1.05 * scale


def test_middle_drag_and_space_drag_pan(
    pointer: Any, document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    view.set_tool(MaskBrush())
    view.zoom_to(1.5)
    start = view.viewport.origin_px
    pointer.drag(view, (300, 200), (340, 260), MIDDLE)
    assert view.viewport.origin_px == (start[0] + 40, start[1] + 60)
    QTest.keyPress(view, Qt.Key.Key_Space)
    pointer.drag(view, (340, 260), (300, 200))
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert view.viewport.origin_px == start
    assert document.selection.is_empty


def test_ctrl_space_drag_zooms_and_the_hand_pans(
    pointer: Any, document: Document, open_view: OpenView
) -> None:
    view = open_view(document)
    scale = view.viewport.scale
    QTest.keyPress(view, Qt.Key.Key_Space)
    pointer.drag(view, (200, 200), (320, 200), LEFT, CTRL)
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert view.viewport.scale == pytest.approx(2 * scale)
    view.set_tool(Hand())
    start = view.viewport.origin_px
    pointer.drag(view, (300, 200), (320, 230))
    assert view.viewport.origin_px == (start[0] + 20, start[1] + 30)


def test_keys_show_all_or_every_pixel(document: Document, open_view: OpenView) -> None:
    view = open_view(document)
    fitted = view.viewport.scale
    QTest.keyClick(view, Qt.Key.Key_1)
    assert view.viewport.scale == 1.0
    QTest.keyClick(view, Qt.Key.Key_2)
    assert view.viewport.scale == fitted
    QTest.keyClick(view, Qt.Key.Key_Plus)
    closer = view.viewport.scale
    assert closer > fitted
    QTest.keyClick(view, Qt.Key.Key_0, CTRL)
    assert view.viewport.scale == closer, "the window's own action has this key"


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


def test_a_pinch_zooms_at_its_place(document: Document, open_view: OpenView) -> None:
    view = open_view(document)
    scale = view.viewport.scale
    at = QPointF(200, 150)
    under = view.viewport.to_document(200, 150)
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        at,
        at,
        view.mapToGlobal(at),
        0.25,
        QPointF(),
    )
    QApplication.sendEvent(view, event)
    assert view.viewport.scale == pytest.approx(1.25 * scale)
    assert view.viewport.to_view(*under) == pytest.approx((200, 150), abs=1.5)
