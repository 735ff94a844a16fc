"""Docks of the real window: added in one line, torn off, closed, remembered, put back in order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTabBar
from pytestqt.qtbot import QtBot
from window_program import Window, open_window, settle, wait_until

from editor.wiring import remember

pytestmark = pytest.mark.journey


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        yield opened


def tab_of(window: Window, title: str) -> tuple[QTabBar, QPoint]:
    """The tab bar that has a dock, and the middle of its tab."""
    for bar in window.program.docks.findChildren(QTabBar):
        for at in range(bar.count()):
            if bar.isVisible() and bar.tabToolTip(at) == title:
                return bar, bar.tabRect(at).center()
    raise AssertionError(f"no tab says {title}")


def test_docks_stand_beside_a_picture_only(window: Window) -> None:
    assert not window.program.layers.isVisible()
    window.open()
    assert window.program.layers.isVisible()
    assert window.program.generate.isVisible()
    for name in ("generate", "layers"):
        assert 280 <= window.program.docks.dock(name).width() <= 360


def test_a_dock_that_is_given_as_a_function_is_made_when_it_is_first_seen(window: Window) -> None:
    made: list[QLabel] = []

    def make() -> QLabel:
        made.append(QLabel("Late"))
        return made[-1]

    window.program.add_dock("late", "Late", make, tab_with="layers")
    window.open()
    assert made == []
    bar, place = tab_of(window, "Late")
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place)
    settle()
    assert len(made) == 1
    assert window.program.docks.is_seen("late")


def test_a_double_click_on_a_tab_tears_its_dock_off_and_its_title_puts_it_back(
    window: Window,
) -> None:
    window.open()
    bar, place = tab_of(window, "History")
    QTest.mouseDClick(bar, Qt.MouseButton.LeftButton, pos=place)
    settle()
    dock = window.program.docks.dock("history")
    assert dock.isFloating()
    assert window.program.history.made.isVisible()
    title = dock.titleBarWidget()
    assert title.height() > 20
    QTest.mouseDClick(title, Qt.MouseButton.LeftButton)
    settle()
    assert not dock.isFloating()


def test_the_view_menu_lists_every_dock_and_closes_and_opens_it(window: Window) -> None:
    window.open()
    listed = [one.id for one in window.program.desk.book if one.submenu == "Docks"]
    assert listed == [f"dock.{name}" for name in window.program.docks.ids]
    window.program.shell.trigger("dock.generate")
    settle()
    assert not window.program.generate.isVisible()
    assert not window.program.menus.actions["dock.generate"].isChecked()
    window.program.shell.trigger("dock.generate")
    settle()
    assert window.program.generate.isVisible()
    assert window.program.menus.actions["dock.generate"].isChecked()


def test_places_are_remembered_in_the_settings_and_can_be_put_back(window: Window) -> None:
    window.open()
    window.program.docks.open("history")
    window.program.docks.dock("generate").close()
    window.key(Qt.Key.Key_F9)
    settle()
    remember(window.program)
    with open_window() as second:
        second.open()
        assert not second.program.generate.isVisible()
        assert second.program.docks.is_seen("history")
        assert not second.program.docks.is_seen("layers")
        second.program.shell.trigger("view.reset_docks")
        settle()
        assert second.program.generate.isVisible()
        wait_until(lambda: second.program.docks.is_seen("layers"), "the layers in front")


def test_a_dock_unknown_to_the_remembered_places_still_appears(window: Window) -> None:
    window.open()
    words = window.program.docks.layout_words()
    with open_window() as second:
        second.program.add_dock("fresh", "Fresh", QLabel("Fresh"))
        second.program.docks.restore_layout(words)
        second.open()
        assert second.program.docks.dock("fresh").isVisible()


def test_broken_places_are_left_alone(window: Window) -> None:
    window.program.docks.restore_layout("layers|layers|nonsense")
    window.open()
    assert window.program.layers.isVisible()


def test_what_was_in_front_is_in_front_again_after_the_picture_was_alone(window: Window) -> None:
    window.open()
    for name in ("history", "layers"):
        window.program.docks.open(name)
        settle()
        window.program.shell.trigger("view.panels")
        settle()
        window.program.shell.trigger("view.panels")
        wait_until(lambda name=name: window.program.docks.is_seen(name), name)
    count = len(window.program.docks.findChildren(QTabBar))
    width = window.program.docks.dock("layers").width()
    for _ in range(6):
        window.program.shell.trigger("view.panels")
        settle()
    assert len(window.program.docks.findChildren(QTabBar)) == count
    assert window.program.docks.dock("layers").width() == width


def test_every_tab_is_in_reach_where_the_column_is_narrowest(window: Window) -> None:
    window.open()
    docks = window.program.docks
    docks.resizeDocks([docks.dock("generate")], [280], Qt.Orientation.Horizontal)
    settle()
    for names in (("generate", "navigator", "colours", "properties"), ("layers", "history")):
        for name in names:
            docks.open(name)
            settle()
            title = docks.dock(name).accessibleName()
            bar, place = tab_of(window, title)
            assert not bar.usesScrollButtons()
            for at in range(bar.count()):
                assert bar.tabToolTip(at)
                assert bar.accessibleTabName(at) == bar.tabToolTip(at)
                assert bar.rect().contains(bar.tabRect(at)), bar.tabToolTip(at)
                assert bar.tabText(at) or not bar.tabIcon(at).isNull()
            assert bar.tabText(bar.tabAt(place)) == title, "the front one says its name"


def test_a_dock_without_words_in_its_tab_gets_them_back_alone(window: Window) -> None:
    window.open()
    docks = window.program.docks
    bar, place = tab_of(window, "Colours")
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place)
    settle()
    assert docks.is_seen("colours")
    docks.dock("navigator").setFloating(True)
    wait_until(lambda: docks.dock("navigator").windowTitle() == "Navigator", "the name")
