"""Colour profile and depth through the real window and dialogs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_program import Window, open_window, wait_until

from editor.actions_colour import ColourWork, colour_actions
from editor.dialogs.asker import Asker
from editor.dialogs.colour import ColourDialog
from editor.document.composite import flatten

pytestmark = pytest.mark.journey


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        program = opened.program
        # The actions of the menu, with the real dialogs behind them.
        for action in colour_actions(
            program.desk, ColourWork(program.desk, program.pictures.asker)
        ):
            program.desk.book.remove(action.id)
        asker = Asker(program.icons, program.stage)
        program.desk.book.add(*colour_actions(program.desk, ColourWork(program.desk, asker)))
        yield opened


def choose(profile: str) -> None:
    """Type the profile's name into the open dialog and press its button."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ColourDialog):
            QTimer.singleShot(20, act)
            return
        QTest.keyClicks(dialog.form.row("profile").widget.box, profile)
        QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, act)


def test_converting_and_assigning_are_one_step_each(window: Window) -> None:
    document = window.open(64, 48)
    before = flatten(document)
    choose("Display P3")
    window.program.shell.trigger("colour.convert")
    wait_until(lambda: document.profile is not None, "the conversion")
    assert not np.array_equal(flatten(document), before)
    document.history.undo()
    assert document.profile is None
    np.testing.assert_array_equal(flatten(document), before)
    choose("Adobe RGB")
    window.program.shell.trigger("colour.assign")
    assert document.profile is not None
    np.testing.assert_array_equal(flatten(document), before)


def test_sixteen_bits_and_back_with_undo(window: Window) -> None:
    document = window.open(64, 48)
    before = flatten(document)
    window.program.shell.trigger("colour.sixteen")
    wait_until(lambda: document.depth == "uint16", "16 bits")
    window.program.shell.trigger("colour.eight")
    wait_until(lambda: document.depth == "uint8", "8 bits")
    np.testing.assert_array_equal(flatten(document), before)
    document.history.undo()
    assert document.depth == "uint16"
