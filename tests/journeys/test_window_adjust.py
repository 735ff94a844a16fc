"""The real window: adjustment, fill, text and live layers, and adjusting for good."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from window_program import GREY, Window, open_window, settle, wait_until

from editor.docks.live_card import FRESH, STALE
from editor.document.adjustments.catalog import ADJUSTMENTS
from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.kinds.generated.layer import GeneratedLayer
from editor.document.kinds.text.layer import TextLayer
from editor.document.mask import Mask
from ml.api.regions import Box

pytestmark = pytest.mark.journey
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        opened.program.window.activateWindow()
        yield opened


def busy(window: Window) -> None:
    """Wait for the dock's throttle and for the background."""
    settle()
    window.program.properties.flush()
    wait_until(lambda: window.program.desk.background.is_idle, "the background")
    settle()


def drag(widget: QWidget, *places: QPoint) -> None:
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(widget, place)
        settle()
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=places[-1])
    settle()


def steps(document: Document) -> list[str]:
    return [entry.title for entry in document.history.entries]


def select(document: Document, box: Box) -> None:
    document.selection.take(_tiles(Mask.of_box(box)))
    document.selection_changed.emit(box)
    settle()


def _tiles(mask: Mask) -> dict:
    return {key: mask.tile(*key) for key in mask.keys()}


def test_a_drag_of_a_row_is_live_and_one_step(window: Window) -> None:
    document = window.open()
    before = flatten(document)
    window.program.shell.trigger("layer.new_adjustment.exposure")
    settle()
    dock = window.program.properties
    row = dock.face.row("exposure").widget
    middle = row.height() // 2
    seen = []
    document.history.recorded.connect(lambda event: seen.append(event.act))
    start, end = row.width() // 2, row.width() * 3 // 4
    QTest.mousePress(row, Qt.MouseButton.LeftButton, pos=QPoint(start, middle))
    for x in range(start + 6, end, 10):
        QTest.mouseMove(row, QPoint(x, middle))
        wait_until(lambda: not dock._live.isActive(), "the throttle")
    assert document.active.params.exposure > 1
    assert len(seen) > 2, "live while it is dragged"
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton, pos=QPoint(end, middle))
    busy(window)
    assert steps(document) == ["New exposure", "Exposure: Exposure"]
    assert flatten(document).mean() > before.mean() + 20
    window.program.shell.trigger("edit.undo")
    assert row.number == 0, "the form follows an undo"
    np.testing.assert_array_equal(flatten(document), before)


def test_a_curve_is_bent_by_the_mouse(window: Window) -> None:
    document = window.open()
    window.program.shell.trigger("layer.new_adjustment.curves")
    settle()
    editor = window.program.properties.face.editor
    start = editor.place_of((0.5, 0.5)).toPoint()
    drag(editor, start, start + QPoint(0, -20), start + QPoint(0, -40))
    busy(window)
    points = editor.points
    assert len(points) == 3
    assert points[1][1] > points[1][0] + 0.1
    assert document.active.params.master == editor.value
    assert steps(document)[-1] == "Curves: RGB"
    drag(editor, editor.place_of(points[1]).toPoint(), QPoint(editor.width() // 2, -80))
    busy(window)
    assert len(editor.points) == 2
    assert document.active.params.master == "0 0, 1 1"
    window.program.properties.face.tabs.choose("blue")
    QTest.mouseClick(editor, Qt.MouseButton.LeftButton, pos=editor.place_of((0.25, 0.75)).toPoint())
    busy(window)
    assert document.active.params.blue.count(",") == 2
    assert document.active.params.master == "0 0, 1 1"


def test_levels_show_the_tones_and_their_marks_can_be_dragged(window: Window) -> None:
    document = window.open()
    window.program.shell.trigger("layer.new_adjustment.levels")
    face = window.program.properties.face
    wait_until(lambda: face.editor.counts is not None, "the histogram")
    assert face.editor.counts.sum() == 3 * 320 * 240
    marks = face.editor
    y = 108
    drag(marks, QPoint(int(marks.mark_x("black")), y), QPoint(60, y), QPoint(80, y))
    busy(window)
    assert document.active.params.master_black > 40
    assert face.rows["black"].number == document.active.params.master_black


def test_every_adjustment_can_be_added_from_the_dock_and_has_a_face(window: Window) -> None:
    document = window.open()
    dock = window.program.properties
    window.program.docks.open("properties")
    for adjustment in ADJUSTMENTS:
        document.set_active(document.layers[0])
        settle()
        button = dock.picker.buttons[f"layer.new_adjustment.{adjustment.id}"]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        settle()
        assert document.active.adjustment is adjustment
        assert dock.face is not None
        assert not dock.face.isHidden()
        assert dock.picker.isHidden()


def test_an_adjustment_counts_only_where_something_is_selected(window: Window) -> None:
    document = window.open()
    before = flatten(document)
    select(document, Box(10, 10, 60, 60))
    window.program.shell.trigger("layer.new_adjustment.invert")
    settle()
    after = flatten(document)
    assert (after[10:60, 10:60, :3] == 255 - before[10:60, 10:60, :3]).all()
    after[10:60, 10:60] = before[10:60, 10:60]
    np.testing.assert_array_equal(after, before)


def test_a_grey_is_picked_on_the_canvas(window: Window) -> None:
    document = window.open()
    window.program.shell.trigger("layer.new_adjustment.white_balance")
    settle()
    face = window.program.properties.face
    tool = window.program.canvas.tool.id
    QTest.mouseClick(face.pick, Qt.MouseButton.LeftButton)
    window.drag((150, 120), (150, 120))
    busy(window)
    assert document.active.params.temperature != 0 or document.active.params.tint != 0
    assert window.program.canvas.tool.id == tool, "the artist's own tool is back"


def test_a_text_is_written_at_once_and_edited_in_one_step(window: Window) -> None:
    document = window.open()
    before = flatten(document)
    window.program.shell.trigger("layer.new_text")
    settle()
    dock = window.program.properties
    field = dock.face.row("text").widget.field
    assert field.hasFocus()
    QTest.keyClicks(field, "Hello")
    busy(window)
    layer = document.active
    assert isinstance(layer, TextLayer)
    assert layer.params.text == "Hello"
    assert layer.name == "Hello"
    assert field.toPlainText() == "Hello"
    assert steps(document) == ["New text", "Text: Text"]
    assert not np.array_equal(flatten(document), before)
    dock.face.row("size_px").widget.set_number(60)
    busy(window)
    assert document.active.params.size_px == 60
    window.program.shell.trigger("layer.rasterise")
    assert document.active.kind == "pixel"


def test_a_gradient_gets_a_third_colour(window: Window) -> None:
    document = window.open()
    window.program.shell.trigger("layer.new_fill.gradient")
    settle()
    row = window.program.properties.face.row("stops").widget
    bar = row.bar
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() // 2, 28))
    row.colour.set_value("#ff0000")
    busy(window)
    assert document.active.params.stops.count(",") == 2
    middle = flatten(document)[120, 160]
    assert middle[0] > 230
    assert middle[1] < 30


@pytest.mark.parametrize(
    ("key", "modifier", "adjustment"),
    [
        (Qt.Key.Key_L, CTRL, "levels"),
        (Qt.Key.Key_M, CTRL, "curves"),
        (Qt.Key.Key_U, CTRL, "hue_saturation"),
        (Qt.Key.Key_U, CTRL | SHIFT, "black_and_white"),
    ],
)
def test_adjusting_for_good_asks_shows_and_is_one_step(
    window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier, adjustment: str
) -> None:
    document = window.open()
    before = flatten(document)
    select(document, Box(0, 0, 100, 240))
    window.program.canvas.setFocus()
    window.key(key, modifier)
    dialog = window.program.adjusting.dialog
    assert dialog is not None
    values = {
        "levels": {"master_black": 90.0},
        "curves": {"master": "0 1, 1 0"},
        "hue_saturation": {"hue": 120.0},
        "black_and_white": {},
    }
    dialog.write(values[adjustment])
    preview = window.program.canvas.tool
    wait_until(lambda: not dialog._live.isActive(), "the throttle")
    settle()
    shown = flatten(preview.stand_in)
    np.testing.assert_array_equal(flatten(document), before, "nothing is changed yet")
    QTest.mouseClick(dialog.apply, Qt.MouseButton.LeftButton)
    busy(window)
    after = flatten(document)
    np.testing.assert_array_equal(after, shown)
    assert not np.array_equal(after[:, :100], before[:, :100])
    np.testing.assert_array_equal(after[:, 100:], before[:, 100:])
    assert len(steps(document)) == 1
    assert window.program.canvas.tool.id == "brush"
    window.program.shell.trigger("edit.undo")
    np.testing.assert_array_equal(flatten(document), before)


def test_cancel_and_another_tool_leave_no_trace(window: Window) -> None:
    document = window.open()
    before = flatten(document)
    for leave in ("cancel", "tool", "picture"):
        window.program.shell.trigger("image.adjust.blur")
        settle()
        dialog = window.program.adjusting.dialog
        assert dialog is not None
        if leave == "cancel":
            QTest.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
        elif leave == "tool":
            window.program.desk.toolbox.choose("lasso")
        else:
            window.open(50, 40)
        busy(window)
        assert window.program.adjusting.dialog is None
        assert window.program.canvas.tool.id in ("brush", "lasso")
    assert steps(document) == []
    np.testing.assert_array_equal(flatten(document), before)


def test_invert_needs_no_question(window: Window) -> None:
    document = window.open()
    before = flatten(document)
    window.program.canvas.setFocus()
    window.key(Qt.Key.Key_I, CTRL)
    busy(window)
    assert window.program.adjusting.dialog is None
    np.testing.assert_array_equal(flatten(document)[..., :3], 255 - before[..., :3])
    assert steps(document) == ["Invert"]


@pytest.fixture
def live(window: Window) -> tuple[Window, Document]:
    """A picture with a live layer, fresh, and its card in front."""
    document = window.open()
    program = window.program
    window.drag((100, 100), (120, 100), (140, 120))
    program.bench.run()
    wait_until(lambda: program.runs.has_result, "the result")
    program.shell.trigger("generate.keep_live")
    settle()
    program.docks.open("properties")
    program.properties.live.look()
    return window, document


def test_a_result_stays_live_and_says_when_it_is_stale(live: tuple[Window, Document]) -> None:
    window, document = live
    card = window.program.properties.live
    assert isinstance(document.active, GeneratedLayer)
    assert document.active.recipe.generator == "inpaint"
    assert card.state.text() == FRESH
    made = len(window.client.jobs)
    dab = Box(100, 95, 110, 105)
    document.layers[0].pixels.write(dab, np.zeros((10, 10, 4), np.uint8))
    document.pixels_changed.emit(dab)
    card.look()
    assert card.state.text() == STALE
    settle()
    assert len(window.client.jobs) == made, "nothing runs by itself"


def test_a_live_layer_is_made_again_by_its_new_settings(live: tuple[Window, Document]) -> None:
    window, document = live
    program, layer = window.program, document.active
    card, made = program.properties.live, len(window.client.jobs)
    card.form.row("seed").write(5)
    settle()
    assert document.active.recipe.params["seed"] == 5
    QTest.mouseClick(card.again, Qt.MouseButton.LeftButton)
    wait_until(lambda: program.runs.has_result, "the second result")
    asked = window.client.jobs[made + 1]
    assert asked.params.seed == 5
    assert (np.asarray(asked.inputs["mask"][0]) > 0).any()
    assert program.bench.keep()
    settle()
    again = document.active
    assert isinstance(again, GeneratedLayer)
    assert again.id == layer.id
    assert len(document.layers) == 2
    assert GREY + 5 in again.render(again.bounds)[..., 0]
    card.look()
    assert card.state.text() == FRESH
    for _ in range(2):
        program.shell.trigger("edit.undo")
    assert document.active.recipe.params.get("seed") != 5
