"""The history dock lists the steps and goes where it is pressed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_program import Window, open_window

from editor.docks.history import HistoryDock


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        yield opened


def titles(dock: HistoryDock) -> list[str]:
    return [str(dock.model.data(dock.model.index(row, 0))) for row in range(dock.model.rowCount())]


def is_grey(dock: HistoryDock, row: int) -> bool:
    index = dock.model.index(row, 0)
    return dock.model.data(index, Qt.ItemDataRole.ForegroundRole) is not None


def test_steps_are_listed_and_a_press_goes_there(window: Window) -> None:
    document = window.open()
    dock = window.program.history
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
    assert titles(window.program.history) == []
