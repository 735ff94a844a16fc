"""A scene of labels in the real window: painted, filled, undone, saved and opened again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from window_program import Window, open_window, settle, wait_until

from editor.docks.label_rows import LabelPart
from editor.docks.labels import LabelsDock
from editor.document.document import Document
from editor.document.kinds.label.layer import LabelLayer
from editor.document.layers import PixelLayer
from editor.document.tiles import TilePlane
from editor.widgets.notice import Notice
from ml.api.labels import LANDSCAPE
from ml.api.palette_files import palette_path, read_palette

pytestmark = pytest.mark.journey

SKY, GRASS, WATER, NONE = 0, 9, 6, LANDSCAPE.unlabelled


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        opened.program.window.activateWindow()
        yield opened


def blank(window: Window, width: int = 320, height: int = 240) -> Document:
    document = Document(width, height)
    document.name = "scene"
    document.insert_layer(PixelLayer("Background", TilePlane(4)))
    document.history.mark_clean()
    window.program.session.add(document, "scene")
    settle()
    return document


def begin(window: Window) -> tuple[Document, LabelsDock]:
    document = blank(window)
    window.program.shell.trigger("layer.new_label")
    settle()
    window.program.docks.open("labels")
    settle()
    return document, window.program.labels()


def layer_of(document: Document) -> LabelLayer:
    assert isinstance(document.active, LabelLayer)
    return document.active


def press(dock: LabelsDock, index: int, part: LabelPart = LabelPart.REST) -> None:
    place = dock.list.place_of(index, part)
    QTest.mouseClick(dock.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle()


def tool(window: Window, name: str) -> None:
    window.program.desk.toolbox.choose(name)
    settle()


def test_a_scene_is_painted_filled_undone_saved_and_opened_again(
    window: Window, tmp_path: Path
) -> None:
    document, dock = begin(window)
    assert window.program.desk.toolbox.current.id == "label_brush"
    assert layer_of(document).opacity == 1.0
    press(dock, SKY)
    tool(window, "label_rectangle")
    window.drag((-20, -20), (200, 60), (400, 120))
    press(dock, GRASS)
    tool(window, "label_fill")
    window.drag((160, 200))
    wait_until(lambda: layer_of(document).index_at(160, 200) == GRASS, "the fill")
    press(dock, WATER)
    tool(window, "label_brush")
    window.drag((20, 180), (160, 190), (300, 180))
    found = layer_of(document).indices(document.canvas)
    assert set(np.unique(found)) == {SKY, GRASS, WATER}
    assert (found[:118] == SKY).all()
    assert found[188, 160] == WATER
    window.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not (layer_of(document).indices(document.canvas) == WATER).any()
    window.key(
        Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert np.array_equal(layer_of(document).indices(document.canvas), found)
    window.asker.place = tmp_path / "scene.ora"
    window.program.shell.trigger("file.save")
    wait_until(lambda: document.history.is_clean and (tmp_path / "scene.ora").exists(), "the save")
    again = window.program.open_now(tmp_path / "scene.ora")
    layer = again.layers[-1]
    assert isinstance(layer, LabelLayer)
    assert np.array_equal(layer.indices(again.canvas), found)
    assert again.digest() == document.digest()


def test_the_keys_of_napari_hold_while_the_layer_is_active_and_no_longer(window: Window) -> None:
    document, dock = begin(window)
    box, hand = window.program.desk.toolbox, window.program.works.labels.hand
    layer = layer_of(document)
    window.program.canvas.setFocus()
    for key, wanted in (
        (Qt.Key.Key_1, "label_eraser"),
        (Qt.Key.Key_2, "label_brush"),
        (Qt.Key.Key_E, "label_eraser"),
        (Qt.Key.Key_P, "label_brush"),
        (Qt.Key.Key_3, "label_polygon"),
        (Qt.Key.Key_4, "label_fill"),
        (Qt.Key.Key_5, "label_picker"),
        (Qt.Key.Key_F, "label_fill"),
        (Qt.Key.Key_L, "label_picker"),
        (Qt.Key.Key_6, "hand"),
    ):
        window.key(key)
        assert box.current.id == wanted
    hand.choose(layer, SKY)
    window.key(Qt.Key.Key_Equal)
    assert hand.current(layer) == 1
    window.key(Qt.Key.Key_Minus)
    assert hand.current(layer) == SKY
    window.key(Qt.Key.Key_X)
    assert hand.current(layer) == NONE
    window.key(Qt.Key.Key_B)
    assert hand.keeps_labels
    count = len(layer.palette.labels)
    window.key(Qt.Key.Key_M)
    assert len(layer.palette.labels) == count + 1
    assert hand.current(layer) == 20


def test_the_keys_belong_to_others_again_when_another_layer_is_active(window: Window) -> None:
    document, dock = begin(window)
    box = window.program.desk.toolbox
    document.set_active(document.layers[0])
    settle()
    window.program.canvas.setFocus()
    for key, wanted in (
        (Qt.Key.Key_E, "paint_eraser"),
        (Qt.Key.Key_P, "picker"),
        (Qt.Key.Key_B, "paint"),
    ):
        window.key(key)
        assert box.current.id == wanted
    window.program.canvas.look(window.program.canvas.viewport.zoomed(3.0))
    window.key(Qt.Key.Key_1)
    assert window.program.canvas.viewport.scale == 1.0
    assert dock.empty.isVisibleTo(dock)
    assert not dock.body.isVisibleTo(dock)


def test_the_dock_adds_renames_locks_hides_and_counts(window: Window) -> None:
    document, dock = begin(window)
    layer = layer_of(document)
    dock.search.setText("wat")
    assert [row.name for row in dock.list.model_.rows] == ["water"]
    QTest.keyClick(dock.search, Qt.Key.Key_Return)
    assert window.program.works.labels.hand.current(layer) == WATER
    dock.search.clear()
    press(dock, GRASS)
    tool(window, "label_rectangle")
    window.drag((0, 0), (160, 120), (320, 120))
    wait_until(
        lambda: any(row.index == GRASS and row.share > 0.4 for row in dock.list.model_.rows),
        "the share",
    )
    row = next(row for row in dock.list.model_.rows if row.index == GRASS)
    assert row.share == pytest.approx(0.5, abs=0.02)
    assert row.is_current
    press(dock, GRASS, LabelPart.LOCK)
    press(dock, GRASS, LabelPart.EYE)
    assert layer.facts.locked == layer.facts.hidden == {GRASS}
    before = document.digest()
    window.drag((0, 0), (160, 120), (320, 240))
    assert document.digest() == before
    dock.list.model_.setData(dock.list.model_.index(dock.list.model_.row_of(WATER), 0), "lake")
    settle()
    label = layer.palette.find(WATER)
    assert label is not None
    assert label.name == "lake"
    dock.contour.set_number(3)
    assert layer.facts.contour_px == 3
    dock.opacity.set_number(40)
    assert layer.opacity == pytest.approx(0.4)
    count = len(layer.palette.labels)
    dock.add()
    QTest.keyClick(dock.list, Qt.Key.Key_Escape)
    assert len(layer_of(document).palette.labels) == count + 1
    dock.remove()
    assert len(layer_of(document).palette.labels) == count


def test_a_label_becomes_the_selection_and_a_rule(window: Window) -> None:
    document, _ = begin(window)
    layer, labels = layer_of(document), window.program.works.labels
    tool(window, "label_rectangle")
    window.drag((40, 40), (100, 80), (120, 90))
    labels.select(SKY)
    wait_until(lambda: not document.selection.is_empty, "the selection")
    covered = document.selection.coverage(document.canvas) > 0
    assert np.array_equal(covered, layer.indices(document.canvas) == SKY)
    labels.only_over(SKY)
    assert window.program.labels().rule.isVisibleTo(window.program.labels())
    labels.only_over(None)
    assert not window.program.labels().rule.isVisibleTo(window.program.labels())


def test_label_maps_come_in_and_go_out_and_bad_ones_change_nothing(
    window: Window, tmp_path: Path
) -> None:
    document, _ = begin(window)
    tool(window, "label_rectangle")
    window.drag((40, 40), (100, 80), (120, 90))
    found = layer_of(document).indices(document.canvas)
    path = window.asker.place = tmp_path / "map.png"
    window.program.shell.trigger("labels.export")
    wait_until(lambda: path.exists() and window.program.desk.background.is_idle, "the file")
    assert read_palette(palette_path(path)) == layer_of(document).palette
    window.asker.labels = path
    window.program.shell.trigger("labels.import")
    wait_until(lambda: len(document.layers) == 3, "the layer")
    assert np.array_equal(layer_of(document).indices(document.canvas), found)
    other = blank(window, 64, 64)
    before = other.digest()
    window.program.shell.trigger("labels.import")
    wait_until(lambda: window.program.desk.background.is_idle, "the refusal")
    settle()
    assert other.digest() == before
    notice = window.program.stage.findChild(Notice)
    assert notice is not None
    assert "make them the same size" in notice.words.text()
