"""Trouble is one sentence with one way out; its details can be copied."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.widgets.icons import Icons
from editor.widgets.notice import Notice, Sentence, WayOut
from editor.widgets.theme import load_theme

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def notice(qtbot: QtBot) -> Notice:
    made = Notice(Icons(load_theme("dark")))
    qtbot.addWidget(made)
    return made


def test_nothing_is_shown_until_there_is_something_to_tell(notice: Notice) -> None:
    assert not notice.isVisible()
    notice.tell(Sentence("Saved."))
    assert notice.isVisible()
    assert notice.words.text() == "Saved."
    assert not notice.copy.isVisible()
    assert not notice.out.isVisible()


def test_the_way_out_is_taken_once(notice: Notice) -> None:
    taken: list[str] = []
    out = WayOut("Try again", lambda: taken.append("again"))
    notice.tell(Sentence("It failed.", way_out=out, is_trouble=True))
    QTest.mouseClick(notice.out, LEFT)
    assert taken == ["again"]
    assert not notice.isVisible()


def test_details_are_copied_with_the_sentence(notice: Notice) -> None:
    notice.tell(Sentence("It failed.", details="line 7", is_trouble=True))
    QTest.mouseClick(notice.copy, LEFT)
    assert QGuiApplication.clipboard().text() == "It failed.\n\nline 7"


def test_trouble_stays_and_quiet_words_leave(
    notice: Notice, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editor.widgets.notice.QUIET_MS", 1)
    notice.tell(Sentence("Trouble.", is_trouble=True))
    QTest.qWait(20)
    assert notice.isVisible()
    notice.tell(Sentence("Saved."))
    qtbot.waitUntil(lambda: not notice.isVisible(), timeout=60_000)
