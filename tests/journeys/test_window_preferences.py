"""Preferences of the real window: theme at once, memory, keys with conflicts, all remembered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QPalette, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot
from window_program import Window, open_window, settle, wait_until

from editor.dialogs.preferences import PreferencesDialog
from editor.keymaps.key_set import key_set_names, load_key_set
from editor.settings import SettingsFile
from editor.widgets.theme import load_theme

pytestmark = pytest.mark.journey
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        opened.program.window.activateWindow()
        yield opened


def preferences(window: Window) -> PreferencesDialog:
    window.key(Qt.Key.Key_Comma, CTRL)
    dialog = window.program.shell.preferences
    assert isinstance(dialog, PreferencesDialog)
    assert dialog.isVisible()
    return dialog


def leave(window: Window) -> None:
    """Close the dialog, and wait until the window has the keyboard again."""
    window.program.shell.preferences.close()
    window.program.window.activateWindow()
    window.program.canvas.setFocus()
    wait_until(window.program.canvas.hasFocus, "the keyboard")


def press_key(dialog: PreferencesDialog, key: Qt.Key) -> None:
    dialog.keys.field.setKeySequence(QKeySequence(key))
    settle()


def test_the_theme_changes_at_once_and_is_remembered(window: Window) -> None:
    window.open()
    dialog = preferences(window)
    form = dialog.forms["Interface"]
    dark = window.program.window.grab().toImage().pixelColor(4, 60).lightness()
    form.row("theme").widget.box.setCurrentIndex(1)
    settle()
    light = load_theme("light")
    assert QApplication.palette().color(QPalette.ColorRole.Window).name() == light.panel
    assert window.program.window.grab().toImage().pixelColor(4, 60).lightness() > dark + 90
    assert window.program.canvas._colours.surround == light.surround
    assert SettingsFile().now.theme == "light"
    window.program.shell.trigger("view.theme")
    settle()
    assert (
        QApplication.palette().color(QPalette.ColorRole.Window).name() == load_theme("dark").panel
    )


def test_an_icon_that_was_given_out_follows_the_theme(window: Window) -> None:
    window.open()
    before = brightest(window)
    window.program.shell.trigger("view.theme")
    settle()
    after = brightest(window)
    window.program.shell.trigger("view.theme")
    assert before > 200
    assert after < before


def brightest(window: Window) -> int:
    """The lightest pixel of an unchecked icon."""
    picture = window.program.rail.button("hand").icon().pixmap(20, 20).toImage()
    seen = [picture.pixelColor(x, y) for x in range(20) for y in range(20)]
    return max(one.lightness() for one in seen if one.alpha() > 200)


def test_keeping_still_reaches_the_canvas(window: Window) -> None:
    dialog = preferences(window)
    dialog.forms["Interface"].write({"reduced_motion": True})
    assert window.program.canvas._motion.reduced
    dialog.forms["Interface"].write({"reduced_motion": False})
    assert not window.program.canvas._motion.reduced


def test_memory_for_undo_reaches_open_pictures(window: Window) -> None:
    document = window.open()
    dialog = preferences(window)
    dialog.show_page("Performance")
    dialog.forms["Performance"].write({"history_mb": 128})
    assert document.history._budget_bytes == 128 << 20
    assert SettingsFile().now.history_mb == 128


def test_the_device_that_the_worker_told_can_be_chosen(window: Window) -> None:
    window.program.jobs.start()
    settle()
    box = preferences(window).forms["Performance"].row("device").widget.box
    box.about_to_open.emit()
    assert [box.itemText(at) for at in range(box.count())] == ["Auto", "Cpu"]


def test_a_key_that_another_action_has_is_told_and_can_be_taken(window: Window) -> None:
    window.open()
    keys = preferences(window).keys
    QTest.keyClicks(keys.search, "hand tools")
    shown = [item for item in keys._items() if not item.isHidden()]
    assert [item.text(0) for item in shown] == ["Hand"]
    keys.choose("tool.hand")
    press_key(window.program.shell.preferences, Qt.Key.Key_E)
    assert "belongs to" in keys.words.text()
    assert keys.add.text() == "Take it"
    QTest.mouseClick(keys.add, LEFT)
    book = window.program.desk.book
    assert book.find("tool.hand").keys == ("H", "E")
    assert "E" not in book.find("tool.eraser").keys
    leave(window)
    window.key(Qt.Key.Key_E)
    assert window.program.desk.toolbox.current.id == "hand"
    assert "(H)" in window.program.rail.button("hand").toolTip()


def test_a_free_key_is_added_and_reset_takes_it_away(window: Window) -> None:
    keys = preferences(window).keys
    keys.choose("view.split")
    assert keys.back.toolTip() == "Nothing was changed here."
    press_key(window.program.shell.preferences, Qt.Key.Key_F7)
    assert keys.words.text() == "F7 is free."
    QTest.mouseClick(keys.add, LEFT)
    assert window.program.menus.actions["view.split"].shortcut().toString() == "F7"
    QTest.mouseClick(keys.back, LEFT)
    assert window.program.desk.book.find("view.split").keys == ()


def test_the_redo_keys_cannot_be_taken(window: Window) -> None:
    keys = preferences(window).keys
    keys.choose("tool.hand")
    press_key(window.program.shell.preferences, QKeySequence("Ctrl+Y")[0])
    assert not keys.add.isEnabled()
    assert keys.add.toolTip() == "Both redo keys always stay."


def test_another_set_of_keys_holds_at_once_and_is_shown_by_f1(window: Window) -> None:
    window.open()
    keys = preferences(window).keys
    keys.sets.setCurrentIndex(keys.sets.findText("Photoshop"))
    settle()
    leave(window)
    window.program.canvas.zoom_to_fit()
    window.key(Qt.Key.Key_1, CTRL)
    assert window.program.canvas.viewport.scale == 1.0
    with open_window() as again:
        assert again.program.desk.book.find("view.actual").keys == ("Ctrl+1",)


@pytest.mark.parametrize("page", ["Interface", "Performance", "Files", "Keys"])
def test_every_page_says_what_it_does(window: Window, page: str) -> None:
    dialog = preferences(window)
    dialog.show_page(page)
    settle()
    assert dialog.stack.currentWidget().isVisible()
    if page in dialog.forms:
        form = dialog.forms[page]
        for name in form.names:
            assert form.row(name).field.help
            assert hasattr(window.program.settings.now, name)


@pytest.mark.parametrize("name", key_set_names())
def test_a_set_names_only_actions_that_there_are_and_leaves_every_tool_its_place(
    window: Window, name: str
) -> None:
    book = window.program.desk.book
    key_set = load_key_set(name)
    assert [one for one in key_set.keys if one not in book] == []
    window.program.settings.change(key_set=name)
    for action, keys in key_set.keys.items():
        assert book.find(action).keys == keys
    assert {"Ctrl+Shift+Z", "Ctrl+Y"} <= set(book.find("edit.redo").keys)
    every = [key for action in book for key in action.keys]
    assert len(every) == len(set(every))


def test_the_wheel_over_what_has_no_focus_changes_nothing(window: Window) -> None:
    window.open()
    window.program.canvas.setFocus()
    dialog = preferences(window)
    for title in dialog.forms:
        dialog.show_page(title)
    dialog.list.setFocus()
    roots = (window.program.window, dialog)
    kinds = (QAbstractSlider, QAbstractSpinBox, QComboBox)
    seen = 0
    for widget in (one for root in roots for one in root.findChildren(QWidget)):
        if not isinstance(widget, kinds) or isinstance(widget, QScrollBar) or widget.hasFocus():
            continue
        seen += 1
        before = value_of(widget)
        turn_wheel(widget)
        assert value_of(widget) == before, f"{widget} {widget.accessibleName()}"
    assert seen > 20


def value_of(widget: QWidget) -> object:
    if isinstance(widget, QComboBox):
        return widget.currentIndex()
    return widget.value() if hasattr(widget, "value") else widget.property("value")


def turn_wheel(widget: QWidget) -> None:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        widget.mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
