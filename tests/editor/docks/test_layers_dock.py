"""The layers dock shows the stack as it is and changes it by single steps."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_program import Window, open_window, settle

from editor.docks.layer_delegate import EYE_PX, Places
from editor.docks.layers import LayersDock
from editor.docks.thumbnails import Thumbnails
from editor.document.blending import BlendMode
from editor.document.document import Document
from editor.document.layers import PixelLayer

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        yield opened


@pytest.fixture
def document(window: Window) -> Document:
    made = window.open()
    for _ in range(2):
        window.program.shell.trigger("layer.add")
    settle()
    return made


@pytest.fixture
def dock(window: Window, document: Document) -> LayersDock:
    return window.program.layers


def names(dock: LayersDock) -> list[str]:
    return [str(dock.model.data(dock.model.index(row, 0))) for row in range(dock.model.rowCount())]


def press(dock: LayersDock, row: int, x: int) -> None:
    place = dock.list.visualRect(dock.model.index(row, 0))
    QTest.mouseClick(dock.list.viewport(), LEFT, pos=QPoint(place.left() + x, place.center().y()))
    settle()


def test_the_topmost_layer_stands_first_and_the_active_one_is_marked(
    dock: LayersDock, document: Document
) -> None:
    assert names(dock) == ["Layer 3", "Layer 2", "Photo"]
    assert dock.list.currentIndex().row() == 0
    document.set_active(document.layers[0])
    assert dock.list.currentIndex().row() == 2


def test_a_press_on_the_eye_hides_as_one_step(dock: LayersDock, document: Document) -> None:
    steps = document.history.position
    press(dock, 2, EYE_PX // 2)
    assert not document.layers[0].visible
    assert document.history.position == steps + 1
    document.history.undo()
    assert document.layers[0].visible


def test_a_press_on_a_name_makes_the_layer_active(dock: LayersDock, document: Document) -> None:
    press(dock, 1, 150)
    assert document.active is document.layers[1]


def test_a_name_is_typed_in_place(dock: LayersDock, document: Document) -> None:
    index = dock.model.index(0, 0)
    assert dock.model.setData(index, "Clouds")
    assert document.layers[2].name == "Clouds"
    assert document.history.undo_title == "Rename layer"
    steps = document.history.position
    dock.model.setData(dock.model.index(0, 0), "   ")
    assert document.history.position == steps


def test_a_drag_of_the_opacity_is_one_step(dock: LayersDock, document: Document) -> None:
    steps = document.history.position
    for percent in (90, 70, 40):
        dock.opacity.set_number(percent)
    assert document.active.opacity == pytest.approx(0.4)
    assert document.history.position == steps + 1
    document.history.undo()
    assert dock.opacity.number == 100


def test_the_blend_mode_follows_the_active_layer(dock: LayersDock, document: Document) -> None:
    dock.blend.setCurrentIndex(list(BlendMode).index(BlendMode.MULTIPLY))
    assert document.active.blend is BlendMode.MULTIPLY
    document.set_active(document.layers[0])
    assert dock.blend.currentIndex() == list(BlendMode).index(BlendMode.NORMAL)
    assert document.layers[0].blend is BlendMode.NORMAL


def test_layers_move_up_and_down_and_the_edges_say_so(
    window: Window, dock: LayersDock, document: Document
) -> None:
    book = window.program.desk.book
    assert book.find("layer.up").why_not() == "It is the top layer."
    window.program.shell.trigger("layer.down")
    assert names(dock) == ["Layer 2", "Layer 3", "Photo"]
    document.set_active(document.layers[0])
    assert book.find("layer.down").why_not() == "It is the lowest layer."


def test_the_last_layer_stays(window: Window, document: Document) -> None:
    for _ in range(5):
        window.program.shell.trigger("layer.delete")
    assert len(document.layers) == 1
    assert window.program.desk.book.find("layer.delete").why_not()


def test_a_mask_is_made_of_the_selection_where_the_layer_lies(
    window: Window, document: Document
) -> None:
    window.drag((100, 100), (140, 100))
    document.active.position = (30, 20)
    window.program.shell.trigger("layer.mask")
    mask = document.active.mask
    assert mask is not None
    own = mask.coverage(document.canvas.moved(-30, -20))
    np.testing.assert_array_equal(own, document.selection.coverage(document.canvas))
    window.program.shell.trigger("layer.unmask")
    assert document.active.mask is None


def test_a_thumbnail_is_made_once_for_each_revision(dock: LayersDock, document: Document) -> None:
    layer = document.layers[0]
    first = dock._thumbnails.of(layer)
    assert dock._thumbnails.of(layer) is first
    assert first.width() <= 96
    layer.invalidate(document.canvas)
    assert dock._thumbnails.of(layer) is not first


def test_pictures_of_large_layers_are_never_made_by_a_paint_event(qtbot: QtBot) -> None:
    document = Document(2400, 1600)
    layer = PixelLayer.from_pixels("Large", np.full((1600, 2400, 4), 255, np.uint8))
    document.insert_layer(layer)
    threads: list[threading.Thread] = []
    render = layer.render
    layer.render = lambda box, level: (
        threads.append(threading.current_thread()) or render(box, level)
    )
    thumbnails = Thumbnails()
    thumbnails.set_document(document)
    with qtbot.waitSignal(thumbnails.made, timeout=60_000):
        assert thumbnails.of(layer).isNull()
    first = thumbnails.of(layer)
    assert max(first.width(), first.height()) <= 96
    assert threads
    assert threading.main_thread() not in threads
    layer.invalidate(document.canvas)
    with qtbot.waitSignal(thumbnails.made, timeout=60_000):
        # Until the new one is there, the one before it stands in.
        assert thumbnails.of(layer) is first
    assert thumbnails.of(layer) is not first


def test_another_picture_shows_its_own_layers(window: Window, dock: LayersDock) -> None:
    window.open(64, 64)
    assert names(dock) == ["Photo"]
    window.program.shell.trigger("file.close")
    settle()
    assert names(dock) == ["Layer 3", "Layer 2", "Photo"]


# ---- the tree


def drag(dock: LayersDock, row: int, to_row: int, share: float) -> None:
    """Press a row's name, move with the button held, and let go over another row."""
    port = dock.list.viewport()
    start = dock.list.visualRect(dock.model.index(row, 0))
    end = dock.list.visualRect(dock.model.index(to_row, 0))
    x = start.right() - 60
    y = end.top() + round(end.height() * share)
    QTest.mousePress(port, LEFT, pos=QPoint(x, start.center().y()))
    for step in (0.3, 0.7, 1.0):
        at = QPoint(x, round(start.center().y() + (y - start.center().y()) * step))
        move = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(at), port.mapToGlobal(QPointF(at)), LEFT, LEFT, NO_KEY
        )
        QApplication.sendEvent(port, move)
    QTest.mouseRelease(port, LEFT, pos=QPoint(x, y))
    settle()


def test_a_row_dragged_below_another_changes_the_order_as_one_step(
    dock: LayersDock, document: Document
) -> None:
    drag(dock, 0, 1, 0.9)
    assert names(dock) == ["Layer 2", "Layer 3", "Photo"]
    document.history.undo()
    settle()
    assert names(dock) == ["Layer 3", "Layer 2", "Photo"]


def test_several_rows_become_a_group_that_folds_and_takes_in_what_is_dropped_on_it(
    window: Window, dock: LayersDock, document: Document
) -> None:
    press(dock, 0, 150)
    place = dock.list.visualRect(dock.model.index(1, 0))
    QTest.mouseClick(dock.list.viewport(), LEFT, CTRL, QPoint(150, place.center().y()))
    settle()
    assert [layer.name for layer in document.chosen] == ["Layer 2", "Layer 3"]
    window.program.shell.trigger("layer.group")
    settle()
    assert names(dock)[1:] == ["Layer 3", "Layer 2", "Photo"]
    assert [row.depth for row in dock.model.rows] == [0, 1, 1, 0]
    drag(dock, 3, 0, 0.5)
    assert [row.depth for row in dock.model.rows] == [0, 1, 1, 1]
    press(dock, 0, EYE_PX + 8)
    assert len(names(dock)) == 1
    assert document.active is document.layers[0]
    window.program.shell.trigger("layer.ungroup")
    settle()
    assert sorted(names(dock)) == ["Layer 2", "Layer 3", "Photo"]


def test_a_group_is_not_dropped_into_itself(
    window: Window, dock: LayersDock, document: Document
) -> None:
    window.program.shell.trigger("layer.group")
    settle()
    before = document.digest()
    drag(dock, 0, 1, 0.4)
    assert document.digest() == before


def test_escape_drops_a_drag(dock: LayersDock, document: Document) -> None:
    port = dock.list.viewport()
    start = dock.list.visualRect(dock.model.index(0, 0)).center()
    QTest.mousePress(port, LEFT, pos=start)
    below = QPointF(start.x(), start.y() + 70)
    move = QMouseEvent(QEvent.Type.MouseMove, below, port.mapToGlobal(below), LEFT, LEFT, NO_KEY)
    QApplication.sendEvent(port, move)
    assert dock.list.drop is not None
    QTest.keyClick(dock.list, Qt.Key.Key_Escape)
    QTest.mouseRelease(port, LEFT, pos=below.toPoint())
    settle()
    assert names(dock) == ["Layer 3", "Layer 2", "Photo"]


def test_alt_on_an_eye_shows_the_layer_alone_and_all_again(
    window: Window, dock: LayersDock, document: Document
) -> None:
    for _ in range(2):
        eye = dock.list.visualRect(dock.model.index(2, 0))
        at = QPoint(eye.left() + 10, eye.center().y())
        picture = window.program.canvas.picture
        assert picture is not None
        before = picture.isolated
        QTest.mouseClick(dock.list.viewport(), LEFT, ALT, at)
        settle()
        assert picture.isolated == (document.layers[0].id if before is None else None)
    assert document.layers[0].visible


def test_a_press_on_the_mask_paints_there_and_with_shift_sets_it_aside(
    window: Window, dock: LayersDock, document: Document
) -> None:
    window.program.shell.trigger("select.all")
    window.program.shell.trigger("layer.mask")
    settle()
    row = dock.list.visualRect(dock.model.index(0, 0))
    mask = Places.of(dock.model.rows[0], row).mask
    QTest.mouseClick(dock.list.viewport(), LEFT, pos=mask.center())
    settle()
    assert document.edits_mask
    QTest.mouseClick(dock.list.viewport(), LEFT, SHIFT, mask.center())
    settle()
    assert document.layers[-1].mask_enabled is False
    picture = Places.of(dock.model.rows[0], row).picture
    QTest.mouseClick(dock.list.viewport(), LEFT, pos=picture.center())
    settle()
    assert not document.edits_mask


def test_locks_are_steps_and_their_buttons_follow(dock: LayersDock, document: Document) -> None:
    QTest.mouseClick(dock.locks["alpha"], LEFT)
    settle()
    assert document.layers[-1].locks.alpha
    document.history.undo()
    settle()
    assert not dock.locks["alpha"].isChecked()


def test_merging_and_flattening_wait_for_the_background(
    window: Window, dock: LayersDock, document: Document, qtbot: QtBot
) -> None:
    window.program.shell.trigger("layer.merge_down")
    qtbot.waitUntil(lambda: len(document.layers) == 2, timeout=60_000)
    window.program.shell.trigger("layer.flatten")
    qtbot.waitUntil(lambda: len(document.layers) == 1, timeout=60_000)
    document.history.undo()
    document.history.undo()
    assert len(document.layers) == 3


def test_the_menu_of_a_row_says_why_not(dock: LayersDock) -> None:
    menu = dock.menu()
    ungroup = next(action for action in menu.actions() if action.text() == "Ungroup")
    assert not ungroup.isEnabled()
    assert ungroup.toolTip() == "Choose a group."
    menu.deleteLater()
