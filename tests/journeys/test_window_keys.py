"""Keys, palette, overlay, focus and sizes of the real window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QListView, QSlider, QWidget
from pytestqt.qtbot import QtBot
from window_program import Window, open_window, settle, wait_until

from editor.actions import MENUS

pytestmark = pytest.mark.journey
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        opened.program.window.activateWindow()
        yield opened


@pytest.mark.parametrize(
    ("key", "tool"), [("E", "paint_eraser"), ("L", "lasso"), ("R", "rectangle")]
)
def test_one_letter_takes_a_tool(window: Window, key: str, tool: str) -> None:
    window.open()
    window.key(getattr(Qt.Key, f"Key_{key}"))
    assert window.program.desk.toolbox.current.id == tool
    assert window.program.rail.button(tool).isChecked()
    assert window.program.canvas.tool.id == tool
    window.key(Qt.Key.Key_B)
    assert window.program.desk.toolbox.current.id == "paint"
    window.key(Qt.Key.Key_B, SHIFT)
    assert window.program.desk.toolbox.current.id == "brush"


def test_x_swaps_brush_and_eraser(window: Window) -> None:
    window.open()
    window.key(Qt.Key.Key_X)
    assert window.program.desk.toolbox.current.id == "eraser"
    window.key(Qt.Key.Key_X)
    assert window.program.desk.toolbox.current.id == "brush"


def test_brackets_change_the_brush_and_the_bar_follows(window: Window) -> None:
    window.open()
    before = window.program.options.values("brush")["size"]
    window.key(Qt.Key.Key_BracketRight)
    larger = window.program.desk.toolbox.tool("brush").options.size
    assert larger > before
    assert window.program.options.values("brush")["size"] == larger


def test_no_letter_acts_while_text_is_typed(window: Window) -> None:
    window.open()
    window.program.shell.trigger("help.palette")
    settle()
    field = window.program.window.findChild(QLineEdit, "")
    palette = window.program.shell._palette
    assert palette is not None
    assert palette.field.hasFocus()
    assert field is not None
    for letter in "elrx12":
        QTest.keyClick(palette.field, letter)
    assert palette.field.text() == "elrx12"
    assert window.program.desk.toolbox.current.id == "brush"


def test_a_digit_on_a_slider_types_and_does_not_zoom(window: Window) -> None:
    window.open()
    row = window.program.generate.task("remove.remove").form.row("grow").widget
    row.setFocus()
    scale = window.program.canvas.viewport.scale
    QTest.keyClick(row, Qt.Key.Key_1)
    settle()
    editor = row.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_2)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle()
    assert window.program.generate.task("remove.remove").form.values()["grow"] == 12
    assert window.program.canvas.viewport.scale == scale


def test_the_palette_finds_and_does(window: Window) -> None:
    document = window.open()
    window.key(Qt.Key.Key_K, CTRL)
    palette = window.program.shell._palette
    assert palette is not None
    QTest.keyClicks(palette.field, "select all")
    assert palette.rows.count() == 1
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    settle()
    assert not palette.isVisible()
    assert document.selection.coverage(document.canvas).all()


def test_the_palette_says_why_not(window: Window) -> None:
    window.program.shell.trigger("help.palette")
    palette = window.program.shell._palette
    assert palette is not None
    QTest.keyClicks(palette.field, "undo")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_f1_lays_the_keys_over_the_window_and_any_key_takes_them_away(window: Window) -> None:
    window.open()
    window.key(Qt.Key.Key_F1)
    overlay = window.program.shell._keys
    assert overlay is not None
    assert overlay.isVisible()
    assert window.program.window.rect().contains(overlay.geometry())
    QTest.keyClick(overlay, Qt.Key.Key_A)
    assert not overlay.isVisible()


def test_every_action_stands_in_a_menu_or_is_a_tool(window: Window) -> None:
    for action in window.program.desk.book:
        assert action.menu in MENUS or action.id.startswith("tool."), action.id
        assert action.title
        assert action.title[0].isupper() or action.title[0].isdigit()


def test_a_disabled_menu_entry_says_why(window: Window) -> None:
    entry = window.program.menus.actions["file.save"]
    assert not entry.isEnabled()
    assert entry.toolTip() == "Open a picture first."
    window.open()
    assert entry.isEnabled()
    assert not window.program.menus.actions["edit.undo"].isEnabled()
    window.drag((50, 50), (80, 50))
    assert window.program.menus.actions["edit.undo"].isEnabled()


def test_holding_the_backslash_shows_before_wherever_the_focus_is(window: Window) -> None:
    window.open()
    window.drag((100, 100), (140, 100))
    window.program.shell.trigger("generate.run")
    wait_until(lambda: window.program.runs.has_result, "the result")
    task = window.program.generate.task("remove.remove")
    for widget in (window.program.canvas, task.foot.result.keep):
        widget.setFocus()
        QTest.keyPress(widget, Qt.Key.Key_Backslash)
        assert window.program.canvas.overlays.is_before
        QTest.keyRelease(widget, Qt.Key.Key_Backslash)
        assert not window.program.canvas.overlays.is_before


@pytest.mark.parametrize("keys", ["Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y"])
def test_undo_and_both_redo_keys_are_there(window: Window, keys: str) -> None:
    assert any(keys in action.keys for action in window.program.desk.book)


def test_everything_that_can_be_pressed_has_a_name(window: Window) -> None:
    window.open()
    window.program.generate.task("remove.remove").form.more.set_open(True)
    settle()
    kinds = (QAbstractButton, QSlider, QComboBox, QLineEdit, QListView)
    for widget in window.program.window.findChildren(QWidget):
        if not isinstance(widget, kinds) or not widget.isVisible():
            continue
        said = widget.accessibleName() or getattr(widget, "text", lambda: "")()
        assert said, f"{widget} {widget.objectName()} {widget.parent()}"


def test_tab_reaches_the_controls_of_the_open_task(window: Window) -> None:
    window.open()
    task = window.program.generate.task("remove.remove")
    task.line.setFocus()
    reached: list[QWidget] = []
    for _ in range(30):
        QTest.keyClick(window.program.window.focusWidget(), Qt.Key.Key_Tab)
        reached.append(window.program.window.focusWidget())
    assert task.form.row("grow").widget in reached
    assert task.after_stroke in reached
    assert reached.index(task.form.row("grow").widget) < reached.index(task.after_stroke)


@pytest.mark.parametrize(("width", "height"), [(1024, 700), (1440, 900), (720, 480)])
def test_nothing_is_cut_off(window: Window, width: int, height: int) -> None:
    window.program.window.resize(width, height)
    window.open()
    window.drag((100, 100), (140, 100))
    settle()
    assert window.program.window.size().width() == width
    assert window.program.canvas.width() >= 240
    docks = window.program.docks
    for widget in docks.dock("generate").findChildren(QAbstractButton):
        if widget.isVisible() and widget.text() and not widget.icon().cacheKey():
            assert widget.width() >= widget.minimumSizeHint().width() - 2, widget.text()
            place = widget.mapTo(docks, widget.rect().topRight())
            assert place.x() <= docks.width(), widget.text()


def test_tab_leaves_only_the_picture(window: Window) -> None:
    window.open()
    window.program.canvas.setFocus()
    window.key(Qt.Key.Key_Tab)
    assert not window.program.rail.isVisible()
    assert not window.program.layers.isVisible()
    assert window.program.canvas.isVisible()
    window.key(Qt.Key.Key_Tab)
    assert window.program.rail.isVisible()
    assert window.program.layers.isVisible()


def test_f9_folds_the_column_away(window: Window) -> None:
    window.open()
    window.key(Qt.Key.Key_F9)
    assert window.program.rail.isVisible()
    assert not window.program.layers.isVisible()
    window.key(Qt.Key.Key_F9)
    assert window.program.layers.isVisible()


def test_the_log_viewer_shows_and_copies(window: Window) -> None:
    from PySide6.QtGui import QGuiApplication

    window.program.shell.trigger("help.log")
    viewer = window.program.shell._viewer
    assert viewer is not None
    assert viewer.text.toPlainText() == "Nothing has gone wrong."
    window.program.shell._log.path.write_text("WARNING the disk is full\n")
    viewer.refresh()
    assert "disk is full" in viewer.text.toPlainText()
    viewer.copy.click()
    assert "disk is full" in QGuiApplication.clipboard().text()
    viewer.close()


def test_invert_and_clear_are_in_reach(window: Window) -> None:
    document = window.open()
    invert, clear = (
        next(
            button
            for button in window.program.options.findChildren(QAbstractButton)
            if button.accessibleName() == name
        )
        for name in ("Invert selection", "Deselect")
    )
    assert not clear.isEnabled()
    assert clear.toolTip() == "Select something first."
    invert.click()
    settle()
    assert document.selection.coverage(document.canvas).all()
    assert clear.isEnabled()
    clear.click()
    assert document.selection.is_empty


@pytest.mark.parametrize(
    ("key_set", "expected"),
    [
        (
            "photoshop",
            {
                "select.none": "Ctrl+D",
                "select.again": "Ctrl+Shift+D",
                "select.invert": "Ctrl+Shift+I",
                "select.feather": "Shift+F6",
                "edit.clear": "Del",
                "edit.fill_foreground": "Alt+Backspace",
                "edit.preferences": "Ctrl+K",
                "help.palette": "Ctrl+F",
                "tool.text": "T",
                "tool.transform": "Ctrl+T",
            },
        ),
        (
            "gimp",
            {
                "select.none": "Ctrl+Shift+A",
                "select.invert": "Ctrl+I",
                "select.quick_mask": "Shift+Q",
                "select.feather": "",
                "edit.redo": "Ctrl+Y",
                "edit.fill_background": "Ctrl+.",
                "layer.cut_selection": "Ctrl+Shift+L",
                "tool.text": "T",
                "tool.transform": "Shift+T",
            },
        ),
    ],
)
def test_hands_from_another_program_find_their_keys(
    window: Window, key_set: str, expected: dict[str, str]
) -> None:
    window.program.keyboard.use(key_set)
    book = window.program.desk.book
    keys = {name: book.find(name).keys for name in expected}
    assert {name: held[0] if held else "" for name, held in keys.items()} == expected
    for name in window.program.keyboard.key_set.keys:
        assert name in book, f"{key_set} names an action that is not there"


def test_arrow_keys_move_the_selection_and_gather_into_one_step(window: Window) -> None:
    document = window.open()
    window.program.desk.toolbox.choose("rectangle")
    window.drag((40, 40), (120, 100))
    canvas = window.program.canvas
    canvas.setFocus()
    before = document.selection.bounds
    pixels = document.layers[0].digest()
    steps = document.history.position
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down):
        window.key(key)
    window.key(Qt.Key.Key_Left, SHIFT)
    assert document.selection.bounds == before.moved(1 - 10, 2)
    assert document.layers[0].digest() == pixels
    assert document.history.position == steps + 1
    window.key(Qt.Key.Key_Z, CTRL)
    assert document.selection.bounds == before
    window.program.desk.toolbox.choose("move")
    layer = document.layers[0]
    window.program.shell.trigger("select.none")
    settle()
    window.key(Qt.Key.Key_Right, SHIFT)
    assert layer.position == (10, 0)
