"""Selecting with the real window and a real mouse: every tool, the menu, and what paints inside."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QListWidget, QPushButton
from pytestqt.qtbot import QtBot
from window_program import Window, open_window, settle, wait_until

from editor.dialogs.names import ask_name, ask_one
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.document.tiles import Pixels
from ml.api.regions import Box

NONE = Qt.KeyboardModifier.NoModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
RED, GREY = (200, 10, 10), (90, 90, 90)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        yield opened


@pytest.fixture
def document(window: Window) -> Document:
    """Grey with two red squares."""
    made = Document(400, 300)
    made.name = "squares.png"
    made.insert_layer(PixelLayer.from_pixels("Photo", squares()))
    made.history.mark_clean()
    window.program.session.add(made, "squares.png")
    settle()
    return made


def squares() -> Pixels:
    pixels = np.full((300, 400, 3), GREY, np.uint8)
    pixels[50:150, 50:150] = RED
    pixels[200:240, 300:340] = RED
    return pixels


def take(window: Window, tool: str) -> None:
    window.program.shell.trigger(f"tool.{tool}")
    settle()


def place(window: Window, x: float, y: float) -> QPoint:
    return QPoint(*map(round, window.program.canvas.viewport.to_view(x, y)))


def drag(
    window: Window,
    start: tuple[float, float],
    end: tuple[float, float],
    *,
    at_press: Qt.KeyboardModifier = NONE,
    after: Qt.KeyboardModifier | None = None,
) -> None:
    """A drag with keys held at the press and others held after it."""
    canvas = window.program.canvas
    keys = at_press if after is None else after
    QTest.mousePress(canvas, LEFT, at_press, place(window, *start))
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    for x, y in (middle, end):
        QTest.mouseMove(canvas, place(window, x, y))
        settle()
    QTest.mouseRelease(canvas, LEFT, keys, place(window, *end))
    rest(window)


def click(window: Window, x: float, y: float, keys: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(window.program.canvas, LEFT, keys, place(window, x, y))
    rest(window)


def rest(window: Window) -> None:
    settle()
    wait_until(lambda: window.program.desk.background.is_idle, "the background")
    settle()


def at(document: Document, x: int, y: int) -> int:
    return int(document.selection.read(Box(x, y, x + 1, y + 1))[0, 0])


def near(box: Box, other: Box, reach: int = 2) -> bool:
    sides = zip(
        (box.left, box.top, box.right, box.bottom),
        (other.left, other.top, other.right, other.bottom),
        strict=True,
    )
    return all(abs(one - two) <= reach for one, two in sides)


# ---- tools


@pytest.mark.parametrize("tool", ["rectangle", "ellipse"])
def test_a_frame_is_drawn_joined_and_moved(window: Window, document: Document, tool: str) -> None:
    take(window, tool)
    drag(window, (100, 100), (200, 180))
    assert near(document.selection.bounds, Box(100, 100, 200, 180))
    drag(window, (220, 100), (300, 180), at_press=SHIFT)
    assert near(document.selection.bounds, Box(100, 100, 300, 180))
    drag(window, (150, 140), (170, 170))
    assert near(document.selection.bounds, Box(120, 130, 320, 210))
    drag(window, (100, 100), (250, 260), at_press=ALT)
    assert document.selection.bounds.left >= 180
    assert [step.title for step in document.history.entries][2] == "Move the selection"
    click(window, 20, 280)
    assert document.selection.is_empty


def test_the_lasso_goes_around_what_it_selects(window: Window, document: Document) -> None:
    take(window, "lasso")
    window.drag((100, 100), (200, 100), (200, 200), (100, 200), (100, 102))
    assert at(document, 150, 150) == 255
    assert at(document, 90, 150) == 0


def test_the_polygon_takes_clicks_keys_and_a_double_click(
    window: Window, document: Document
) -> None:
    canvas = window.program.canvas
    take(window, "polygon")
    for x, y in ((100, 100), (200, 100), (200, 200), (60, 260)):
        click(window, x, y)
    QTest.mouseMove(canvas, place(window, 150, 200))
    settle()
    assert canvas.overlays.sketch.sketch is not None
    window.key(Qt.Key.Key_Backspace)
    window.key(Qt.Key.Key_Return)
    assert at(document, 180, 120) == 255
    assert at(document, 100, 220) == 0
    for x, y in ((300, 20), (380, 20)):
        click(window, x, y)
    window.key(Qt.Key.Key_Escape)
    assert document.history.position == 1
    for x, y in ((300, 20), (380, 20), (380, 90)):
        QTest.mouseClick(canvas, LEFT, NONE, place(window, x, y))
    QTest.mouseDClick(canvas, LEFT, NONE, place(window, 380, 90))
    QTest.mouseRelease(canvas, LEFT, NONE, place(window, 380, 90))
    rest(window)
    assert at(document, 370, 30) == 255
    assert document.history.position == 2


def test_the_wand_selects_by_colour_and_the_bar_sets_it(window: Window, document: Document) -> None:
    take(window, "wand")
    click(window, 100, 100)
    assert near(document.selection.bounds, Box(50, 50, 150, 150), reach=1)
    form = window.program.options
    form.write("wand", {**form.values("wand"), "contiguous": False})
    window.program.desk.toolbox.set_option("wand", {"contiguous": False})
    click(window, 20, 20, SHIFT)
    assert at(document, 395, 295) == 255
    assert at(document, 320, 220) == 0
    click(window, 100, 100)
    assert at(document, 320, 220) == 255


def test_the_colour_range_follows_its_slider_live(window: Window, document: Document) -> None:
    take(window, "colour_range")
    click(window, 100, 100)
    assert at(document, 320, 220) == 255
    assert at(document, 20, 20) == 0
    box = window.program.desk.toolbox
    box.set_option("colour_range", {"fuzziness": 255})
    rest(window)
    assert at(document, 20, 20) > 0
    box.set_option("colour_range", {"fuzziness": 30})
    rest(window)
    assert at(document, 20, 20) == 0
    assert document.history.position == 1


def test_the_mode_buttons_in_the_bar_join_without_a_key(window: Window, document: Document) -> None:
    take(window, "rectangle")
    drag(window, (100, 100), (200, 180))
    buttons = window.program.options.findChildren(QAbstractButton)
    add = next(
        b for b in buttons if b.accessibleName() == "Add" and b.isVisibleTo(window.program.window)
    )
    QTest.mouseClick(add, LEFT)
    settle()
    drag(window, (220, 100), (300, 180))
    assert near(document.selection.bounds, Box(100, 100, 300, 180))


def test_selecting_shows_the_edge_and_the_mask_brush_the_tint(
    window: Window, document: Document
) -> None:
    canvas = window.program.canvas

    def colour() -> tuple[int, int, int]:
        wait_until(lambda: canvas.is_sharp, "the picture")
        shown = canvas.grab().toImage().pixelColor(place(window, 200, 160))
        return shown.red(), shown.green(), shown.blue()

    plain = colour()
    take(window, "rectangle")
    drag(window, (170, 120), (230, 190))
    window.program.generate.open("")
    settle()
    assert colour() == plain
    take(window, "brush")
    assert colour() != plain
    take(window, "wand")
    assert colour() == plain
    window.program.shell.trigger("select.quick_mask")
    settle()
    assert document.quick_mask
    assert colour() != plain


# ---- the menu and what is selected


def test_reselect_similar_and_luminosity(window: Window, document: Document) -> None:
    shell = window.program.shell
    take(window, "rectangle")
    drag(window, (80, 80), (100, 100))
    shell.trigger("select.grow_by_colour")
    rest(window)
    assert document.selection.bounds == Box(50, 50, 150, 150)
    shell.trigger("select.similar")
    rest(window)
    assert document.selection.bounds == Box(50, 50, 340, 240)
    window.key(Qt.Key.Key_A, CTRL | SHIFT)
    assert document.selection.is_empty
    shell.trigger("select.again")
    assert document.selection.bounds == Box(50, 50, 340, 240)
    shell.trigger("select.light")
    rest(window)
    assert at(document, 20, 20) == GREY[0]


def test_saved_selections_come_back_and_go(window: Window, document: Document) -> None:
    shell = window.program.shell
    take(window, "rectangle")
    drag(window, (80, 80), (140, 120))
    kept = document.selection.digest()
    shell.trigger("select.save")
    shell.trigger("select.none")
    shell.trigger("select.load")
    assert document.selection.digest() == kept
    shell.trigger("select.forget")
    assert not document.channels
    document.history.undo()
    assert [channel.name for channel in document.channels] == ["Selection 1"]


def test_copy_cut_and_clear_reach_as_far_as_the_selection(
    window: Window, document: Document
) -> None:
    take(window, "rectangle")
    drag(window, (40, 40), (100, 100))
    box = document.selection.bounds
    window.key(Qt.Key.Key_C, CTRL)
    rest(window)
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (box.width, box.height)
    assert image.pixelColor(2, 2).red() == GREY[0]
    assert image.pixelColor(box.width - 2, box.height - 2).red() == RED[0]
    window.key(Qt.Key.Key_Delete)
    rest(window)
    layer = document.layers[0]
    assert layer.render(Box(60, 60, 61, 61))[0, 0, 3] == 0
    assert layer.render(Box(120, 60, 121, 61))[0, 0, 3] == 255
    document.history.undo()
    window.program.shell.trigger("layer.cut_selection")
    rest(window)
    lower, upper = document.layers
    assert upper.bounds == box
    assert lower.render(Box(60, 60, 61, 61))[0, 0, 3] == 0
    assert tuple(upper.render(Box(60, 60, 61, 61))[0, 0]) == (*RED, 255)
    document.history.undo()
    assert len(document.layers) == 1
    assert np.array_equal(document.layers[0].render(document.canvas)[..., :3], squares())


def test_a_copied_layer_lies_above_and_changes_nothing_to_be_seen(
    window: Window, document: Document
) -> None:
    window.key(Qt.Key.Key_J, CTRL | ALT)
    rest(window)
    assert [layer.name for layer in document.layers] == ["Photo", "Photo selected"]
    assert document.layers[1].bounds == document.canvas


def test_a_picture_of_another_depth_goes_to_the_clipboard_too(window: Window) -> None:
    deep = Document(40, 30, "uint16")
    deep.insert_layer(PixelLayer.from_pixels("Deep", squares()[:30, :40].astype(np.uint16) * 257))
    window.program.session.add(deep, "deep.png")
    settle()
    window.program.shell.trigger("edit.copy")
    rest(window)
    image = QGuiApplication.clipboard().image().convertToFormat(QImage.Format.Format_RGBA8888)
    assert (image.width(), image.height()) == (40, 30)
    assert image.pixelColor(1, 1).red() == GREY[0]


# ---- dialogs


def answer(press: str) -> list[str]:
    """Press a button of the dialog that opens next; the words that it then shows."""
    seen: list[str] = []

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            raise AssertionError("no dialog")
        seen.append(dialog.windowTitle())
        for found in dialog.findChildren(QListWidget):
            found.setCurrentRow(found.count() - 1)
        button = next(b for b in dialog.findChildren(QPushButton) if b.text() == press)
        QTest.mouseClick(button, LEFT)

    QTimer.singleShot(0, act)
    return seen


def test_the_dialogs_for_saved_selections(window: Window) -> None:
    parent = window.program.window
    seen = answer("Save")
    assert ask_name("Save selection", "Selection 1", parent) == "Selection 1"
    assert seen == ["Save selection"]
    answer("Cancel")
    assert ask_name("Save selection", "Selection 1", parent) is None
    answer("Load")
    assert ask_one("Load selection", ["one", "two"], parent) == "two"
    answer("Cancel")
    assert ask_one("Load selection", ["one", "two"], parent) is None
