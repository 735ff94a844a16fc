"""The history dock lists the steps and goes where it is pressed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from window_program import Window, open_window, settle, wait_until

from editor.docks.history import HistoryDock
from editor.docks.history_pictures import LONGEST_PX
from editor.document.commands import SetProperty


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        yield opened


def titles(dock: HistoryDock) -> list[str]:
    return [str(dock.model.data(dock.model.index(row, 0))) for row in range(dock.model.rowCount())]


def is_grey(dock: HistoryDock, row: int) -> bool:
    return dock.model.rows[row].is_undone


def shown(window: Window) -> HistoryDock:
    window.program.docks.open("history")
    settle()
    return window.program.history.made


def test_steps_are_listed_and_a_press_goes_there(window: Window) -> None:
    document = window.open()
    dock = shown(window)
    assert titles(dock) == ["Opened"]
    first = document.digest()
    window.drag((50, 50), (80, 50))
    second = document.digest()
    window.program.shell.trigger("layer.add")
    third = document.digest()
    assert titles(dock) == ["Opened", "Paint mask", "Add layer"]
    assert dock.list.currentIndex().row() == 2
    for row, digest in ((0, first), (2, third), (1, second)):
        dock.list.clicked.emit(dock.model.index(row, 0))
        assert document.digest() == digest
        assert dock.list.currentIndex().row() == row
    assert not is_grey(dock, 1)
    assert is_grey(dock, 2)


def test_without_a_picture_there_are_no_steps(window: Window) -> None:
    window.open()
    window.program.shell.trigger("file.close")
    assert titles(window.program.history()) == []
    assert window.program.history().memory.text() == ""


def test_nothing_is_built_before_it_is_seen(window: Window) -> None:
    window.open()
    assert window.program.history.made is None
    assert titles(shown(window)) == ["Opened"]


def test_every_step_gets_a_small_picture_in_the_background(window: Window) -> None:
    document, pictures = window.open(400, 300), window.program.history_pictures
    wait_until(lambda: pictures.of(None) is not None, "the picture of the start")
    window.program.shell.trigger("tool.paint")
    window.drag((40, 150), (360, 150))
    step = document.history.entries[-1]
    wait_until(lambda: pictures.of(step) is not None, "the picture of the stroke")
    before, after = pictures.of(None), pictures.of(step)
    assert max(after.width(), after.height()) <= LONGEST_PX
    middle = after.width() // 2, after.height() // 2
    assert before.pixelColor(*middle) != after.pixelColor(*middle)
    dock = shown(window)
    assert dock.model.rows[1].look() is after


def test_pictures_of_steps_that_are_gone_are_let_go(window: Window) -> None:
    document, pictures = window.open(400, 300), window.program.history_pictures
    window.program.shell.trigger("layer.add")
    step = document.history.entries[-1]
    wait_until(lambda: pictures.of(step) is not None, "its picture")
    document.history.clear()
    assert pictures.of(step) is None


def test_pictures_come_back_with_their_document(window: Window) -> None:
    window.open(400, 300)
    pictures = window.program.history_pictures
    wait_until(lambda: pictures.of(None) is not None, "the first picture")
    first = pictures.of(None)
    window.open(300, 400)
    assert pictures.of(None) is not first
    wait_until(lambda: pictures.of(None) is not None, "the second picture")
    window.program.session.bring(next(iter(window.program.session)))
    settle()
    assert pictures.of(None) is first


def test_memory_its_budget_and_what_was_let_go_are_said(window: Window) -> None:
    document = window.open(600, 400)
    dock = shown(window)
    assert dock.memory.text() == "0 of 512 MB"
    assert dock.dropped.isHidden()
    document.history.set_budget(1)
    assert dock.memory.text().endswith(" of 0 MB")
    for _ in range(3):
        window.program.shell.trigger("layer.add")
    assert document.history.dropped == 2
    assert dock.dropped.text() == "The 2 oldest steps were let go."
    assert not dock.dropped.isHidden()
    assert titles(dock) == ["Earlier steps", "Add layer"]
    window.program.shell.trigger("history.clear")
    assert titles(dock) == ["Opened"]
    assert dock.dropped.isHidden()


def test_a_long_history_costs_no_widget_for_each_step(window: Window) -> None:
    document = window.open()
    dock = shown(window)
    count = len(dock.findChildren(QWidget))
    for number in range(60):
        document.apply(SetProperty.of(document, document.active.id, "name", f"Name {number}"))
        document.history.mark_clean()
    assert dock.model.rowCount() == 61
    assert len(dock.findChildren(QWidget)) == count
