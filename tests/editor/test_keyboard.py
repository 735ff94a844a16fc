"""The artist's keys: sets, own keys, whoever loses one, and keys by their place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from editor.actions import Action, ActionBook
from editor.keyboard import Keyboard
from editor.keymaps.key_set import key_set_names, load_key_set
from editor.keymaps.places import sign_at
from editor.keys import PlacedKeys
from editor.settings import SettingsFile

CODES = {sign_at(code, code): code for code in range(1, 70)}
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def book_of(**keys: tuple[str, ...]) -> ActionBook:
    book = ActionBook()
    book.add(*(Action(name, name.title(), lambda: None, keys=held) for name, held in keys.items()))
    return book


@pytest.fixture
def settings(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "settings.toml")


def test_a_key_that_is_given_away_is_lost_to_who_had_it(settings: SettingsFile) -> None:
    book = book_of(paint=("B",), erase=("E", "Shift+E"))
    keyboard = Keyboard(book, settings)
    seen: list[bool] = []
    keyboard.changed.connect(lambda: seen.append(True))
    assert keyboard.holder("e").id == "erase"
    keyboard.give("paint", "E")
    assert book.find("paint").keys == ("E",)
    assert book.find("erase").keys == ("Shift+E",)
    assert keyboard.holder("E").id == "paint"
    assert keyboard.is_own("paint")
    assert seen == [True]


def test_a_key_taken_twice_belongs_to_the_last_who_took_it(settings: SettingsFile) -> None:
    book = book_of(a=("A",), b=("B",), c=())
    keyboard = Keyboard(book, settings)
    keyboard.give("b", "A")
    keyboard.give("c", "A")
    assert [book.find(name).keys for name in "abc"] == [(), (), ("A",)]


def test_own_keys_are_remembered_and_reset(settings: SettingsFile, tmp_path: Path) -> None:
    Keyboard(book_of(a=("A",), b=("B",)), settings).give("a", "Ctrl+1")
    again = SettingsFile(tmp_path / "settings.toml")
    book = book_of(a=("A",), b=("B",))
    keyboard = Keyboard(book, again)
    keyboard.apply()
    assert book.find("a").keys == ("Ctrl+1",)
    keyboard.reset("a")
    assert book.find("a").keys == ("A",)
    keyboard.give("a", "B")
    keyboard.reset()
    assert [book.find(name).keys for name in "ab"] == [("A",), ("B",)]


def test_another_set_comes_at_once_and_an_unknown_one_is_the_default(
    settings: SettingsFile,
) -> None:
    book = ActionBook()
    book.add(Action("view.fit", "Fit", lambda: None, keys=("2",)))
    keyboard = Keyboard(book, settings)
    keyboard.use("photoshop")
    assert book.find("view.fit").keys == ("Ctrl+0",)
    keyboard.use("nobody")
    assert keyboard.key_set.name == "krita"
    assert book.find("view.fit").keys == ("2",)


@pytest.mark.parametrize("name", key_set_names())
def test_a_set_gives_no_key_to_two(name: str) -> None:
    key_set = load_key_set(name)
    every = [key for keys in key_set.keys.values() for key in keys]
    assert sorted(every) == sorted(set(every))
    assert key_set.title


def event(key: int, place: str, held: Qt.KeyboardModifier = NONE) -> QKeyEvent:
    code = CODES[place]
    return QKeyEvent(QEvent.Type.KeyPress, key, held, code, code, 0, "")


def placed(book: ActionBook, taken: list[str], *, wins: bool = False) -> PlacedKeys:
    return PlacedKeys(book, taken.append, lambda: wins)


def test_a_letter_that_no_action_has_means_its_place() -> None:
    taken: list[str] = []
    keys = placed(book_of(paint=("B",), larger=("]",), save=("Ctrl+S",)), taken)
    cyrillic_i = 0x418
    assert keys.take(event(cyrillic_i, "B"))
    assert keys.take(event(Qt.Key.Key_Plus, "]"))
    assert keys.take(event(0x42B, "S", CTRL))
    assert taken == ["paint", "larger", "save"]
    assert not keys.take(event(cyrillic_i, "N"))


def test_a_printed_sign_that_is_bound_comes_before_the_place() -> None:
    """Where others have Q, a French keyboard prints A."""
    taken: list[str] = []
    book = book_of(quick=("Q",), all=("A",))
    assert not placed(book, taken).take(event(Qt.Key.Key_A, "Q"))
    assert not placed(book, taken).claims(event(Qt.Key.Key_A, "Q"))
    assert placed(book, taken, wins=True).claims(event(Qt.Key.Key_A, "Q"))
    assert placed(book, taken, wins=True).take(event(Qt.Key.Key_A, "Q"))
    assert taken == ["quick"]
