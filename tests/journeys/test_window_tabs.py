"""Tabs of the real window: keys, the middle button, and an order that dragging changes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from window_program import Window, open_window, settle

pytestmark = pytest.mark.journey
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        opened.program.window.activateWindow()
        yield opened


def names(window: Window) -> list[str]:
    for sheet in window.program.session:
        sheet.name = f"{sheet.number}"
    return [sheet.name for sheet in window.program.session]


def tab(window: Window, place: int) -> QPoint:
    return window.program.window.tabs.tabRect(place).center()


def test_ctrl_tab_walks_round_the_pictures(window: Window) -> None:
    session = window.program.session
    for _ in range(3):
        window.open()
    numbers = [sheet.number for sheet in session]
    seen = []
    for _ in range(3):
        window.key(Qt.Key.Key_Tab, CTRL)
        seen.append(session.current.number)
    assert seen == numbers
    window.key(Qt.Key.Key_PageUp, CTRL)
    assert session.current.number == numbers[1]


def test_with_one_picture_there_is_no_next(window: Window) -> None:
    window.open()
    entry = window.program.menus.actions["view.next_picture"]
    assert not entry.isEnabled()
    assert entry.toolTip() == "There is no other picture open."


def test_the_middle_button_closes_the_tab_under_it(window: Window) -> None:
    window.open()
    window.open()
    assert names(window) == ["1", "2"]
    tabs = window.program.window.tabs
    QTest.mouseClick(tabs, Qt.MouseButton.MiddleButton, pos=tab(window, 0))
    settle()
    assert names(window) == ["2"]
    assert tabs.count() == 1


def test_dragging_a_tab_changes_the_order_for_keys_too(window: Window) -> None:
    for _ in range(3):
        window.open()
    assert names(window) == ["1", "2", "3"]
    tabs = window.program.window.tabs
    tabs.moveTab(2, 0)
    assert names(window) == ["3", "1", "2"]
    window.key(Qt.Key.Key_Tab, CTRL)
    assert window.program.session.current.name == "1"
    assert tabs.currentIndex() == 1
