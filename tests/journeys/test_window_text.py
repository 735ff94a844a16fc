"""The real window: words are written on the canvas with a real mouse and real keys."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_program import Window, open_window, settle, wait_until

from editor.document.composite import flatten
from editor.document.kinds.text.layer import TextLayer

pytestmark = pytest.mark.journey
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        opened.program.window.activateWindow()
        yield opened


def begin(window: Window, x: float = 60, y: float = 120) -> None:
    """The text tool in the hand and the caret in the picture."""
    window.key(Qt.Key.Key_T, SHIFT)
    assert window.program.desk.toolbox.current.id == "text"
    window.drag((x, y), (x, y))
    wait_until(window.program.canvas.hasFocus, "the canvas")


def words(window: Window) -> str:
    layer = window.program.canvas.document.active
    return layer.params.text if isinstance(layer, TextLayer) else ""


def test_words_are_typed_onto_the_picture_and_no_letter_is_a_shortcut(window: Window) -> None:
    document = window.open()
    before = flatten(document)
    begin(window)
    canvas = window.program.canvas
    assert canvas.writer is not None
    # Each of these takes a tool, zooms, swaps or pans when nobody writes.
    scale = canvas.viewport.scale
    QTest.keyClicks(canvas, "Bexl 12[]+\\ T")
    settle()
    assert words(window) == "Bexl 12[]+\\ T"
    assert window.program.desk.toolbox.current.id == "text"
    assert canvas.viewport.scale == scale
    assert [entry.title for entry in document.history.entries] == ["Write text"]
    assert not np.array_equal(flatten(document), before)
    window.key(Qt.Key.Key_Escape)
    assert canvas.writer is None
    window.key(Qt.Key.Key_B)
    assert window.program.desk.toolbox.current.id == "paint"
    assert words(window) == "Bexl 12[]+\\ T"


def test_keys_edit_mark_copy_and_undo(window: Window) -> None:
    document = window.open()
    begin(window)
    canvas = window.program.canvas
    QTest.keyClicks(canvas, "one")
    window.key(Qt.Key.Key_Return)
    QTest.keyClicks(canvas, "two three")
    window.key(Qt.Key.Key_Left, CTRL | SHIFT)
    window.key(Qt.Key.Key_X, CTRL)
    assert words(window) == "one\ntwo "
    assert QGuiApplication.clipboard().text() == "three"
    window.key(Qt.Key.Key_Home, CTRL)
    window.key(Qt.Key.Key_V, CTRL)
    window.key(Qt.Key.Key_Delete)
    assert words(window) == "threene\ntwo "
    window.key(Qt.Key.Key_A, CTRL)
    window.key(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "threene\ntwo "
    window.key(Qt.Key.Key_End)
    window.key(Qt.Key.Key_Backspace, CTRL)
    assert words(window) == "threene\n"
    window.key(Qt.Key.Key_Z, CTRL)
    assert document.history.position == 0
    assert canvas.writer is None
    window.key(Qt.Key.Key_Z, CTRL | SHIFT)
    assert words(window) == "threene\n"


def test_what_an_input_method_composes_is_written(window: Window) -> None:
    window.open()
    canvas = window.program.canvas
    composes = Qt.WidgetAttribute.WA_InputMethodEnabled
    assert not canvas.testAttribute(composes)
    begin(window)
    assert canvas.testAttribute(composes)
    event = QInputMethodEvent("", [])
    event.setCommitString("\u00e9\u5b57")
    QApplication.sendEvent(canvas, event)
    assert words(window) == "\u00e9\u5b57"
    place = canvas.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    ends = [canvas.viewport.to_view(*end) for end in canvas.writer.caret]
    assert place.left() == pytest.approx(ends[0][0])
    window.program.desk.toolbox.choose("hand")
    assert not canvas.testAttribute(composes)


def test_another_tool_and_the_bar_reach_the_text(window: Window) -> None:
    document = window.open()
    begin(window)
    QTest.keyClicks(window.program.canvas, "bar")
    form = window.program.options._form("text")
    form.row("size_px").widget.set_number(40)
    settle()
    assert document.active.params.size_px == 40
    form.row("align").widget._group.button(2).click()
    settle()
    assert document.active.params.align.value == "right"
    assert window.program.canvas.writer is not None, "options end nothing"
    window.program.desk.toolbox.choose("move")
    assert window.program.canvas.writer is None
    assert words(window) == "bar"


def test_the_caret_is_painted_and_blinks(window: Window) -> None:
    window.open()
    begin(window)
    canvas = window.program.canvas
    QTest.keyClicks(canvas, "in")
    window.key(Qt.Key.Key_Left)
    (x, y), (_, to_y) = (canvas.viewport.to_view(*end) for end in canvas.writer.caret)
    figure = canvas.overlays.figure
    ratio = canvas.devicePixelRatioF()
    place = QPoint(round(x * ratio), round((y + to_y) / 2 * ratio))

    def seen(*, shown: bool) -> int:
        figure.caret_shown = shown
        return canvas.grab().toImage().pixel(place)

    assert seen(shown=True) != seen(shown=False)
    figure.caret_shown = True
    wait_until(lambda: not figure.caret_shown, "the caret to blink")
