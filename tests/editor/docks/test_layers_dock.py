"""The layers dock shows the stack as it is and changes it by single steps."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from window_program import Window, open_window, settle

from editor.docks.layer_list import EYE_PX
from editor.docks.layers import LayersDock
from editor.document.blending import BlendMode
from editor.document.document import Document

LEFT = Qt.MouseButton.LeftButton


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


def test_another_picture_shows_its_own_layers(window: Window, dock: LayersDock) -> None:
    window.open(64, 64)
    assert names(dock) == ["Photo"]
    window.program.shell.trigger("file.close")
    settle()
    assert names(dock) == ["Layer 3", "Layer 2", "Photo"]
