"""The status line says what runs in words that an artist uses."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.widgets.icons import Icons
from editor.widgets.status_bar import JobLine, StatusBar, memory_words, time_words
from editor.widgets.theme import load_theme


@pytest.fixture
def bar(qtbot: QtBot) -> StatusBar:
    made = StatusBar(Icons(load_theme("dark")))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 s"), (3.4, "3 s"), (59.4, "59 s"), (150, "2 min")]
)
def test_times_are_said_as_people_say_them(seconds: float, words: str) -> None:
    assert time_words(seconds) == words


@pytest.mark.parametrize(("size", "words"), [(310_000_000, "310 MB"), (3_100_000_000, "3.1 GB")])
def test_sizes_are_said_as_people_say_them(size: int, words: str) -> None:
    assert memory_words(size) == words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (JobLine("Remove"), "Remove · starting"),
        (JobLine("Remove", 0.4), "Remove · 40 %"),
        (JobLine("Remove", 0.4, 3.0), "Remove · 3 s left"),
        (JobLine("Remove", None, None, "waiting"), "Remove · waiting"),
    ],
)
def test_a_job_always_has_a_number_or_a_word(line: JobLine, words: str) -> None:
    assert line.words == words


def test_progress_is_shown_and_goes(bar: StatusBar) -> None:
    bar.show_job(JobLine("Remove", 0.25, 8.0))
    assert bar.words.isVisible()
    assert bar.bar.value() == bar.bar.maximum() // 4
    assert bar.bar.accessibleDescription() == "Remove · 8 s left"
    bar.show_job(None)
    assert not bar.words.isVisible()


def test_the_cross_asks_to_stop(bar: StatusBar, qtbot: QtBot) -> None:
    bar.show_job(JobLine("Remove", 0.25))
    with qtbot.waitSignal(bar.cancelled, timeout=60_000):
        QTest.mouseClick(bar.stop, Qt.MouseButton.LeftButton)


def test_the_device_is_named_with_its_memory(bar: StatusBar) -> None:
    bar.show_device("RTX 4070", 3_100_000_000)
    assert bar.device.text() == "RTX 4070 · 3.1 GB"
