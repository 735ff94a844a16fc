"""A language that nobody speaks proves that every word of the window goes through translation."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QTabBar,
    QTreeWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot
from window_program import Window, open_window, settle

from editor.language import CONTEXT
from editor.widgets.text_rows import FontRow

pytestmark = pytest.mark.journey
MARK = "\u27e6"

# Sentences put together from facts while the program runs: not yet said through `tr`.
NOT_YET = re.compile(
    r"^\d+ \u00d7 \d+ "  # the facts of a picture, and what enlarging will make, editor/docks
    r"|\[\*\] \u2013 Pentimento$|^Scroll (Left|Right)$"  # a file's name; Qt's own words
)

# What is no word of ours: names that people gave, figures, keys, and the names of things.
PLAIN = re.compile(
    r"^[\W\d_]*$|^[\d .,:/\u00d7%+-]*(px|MB|GB|s|min|bit|ppi|cm|mm|in|\u00b0)?$"
    r"|^(Ctrl|Alt|Shift|Meta|F\d|Esc|Del|Ins|Tab|Return|Enter|PgUp|PgDown)\b"
)
NAMES = frozenset(
    {"Photo", "test.png", "test.png \u2022", "Pentimento", "Krita", "Photoshop", "GIMP"}
    | {"Boats", "Ladybird", "Moss", "Test device"}
)


class Pseudo(QTranslator):
    """Marks every text that is asked for in our context."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def translate(self, context: str, text: str, _about: str = "", _n: int = -1) -> str | None:
        if context != CONTEXT:
            return None
        if MARK in text:
            # Said by a part of the window that was translated before it was shown.
            return text
        self.asked.add(text)
        return f"{MARK}{text}\u27e7"


@pytest.fixture
def pseudo(qtbot: QtBot) -> Iterator[Pseudo]:
    translator = Pseudo()
    QApplication.installTranslator(translator)
    yield translator
    QApplication.removeTranslator(translator)


@pytest.fixture
def window(pseudo: Pseudo) -> Iterator[Window]:
    with open_window() as opened:
        yield opened


def texts_of(widget: QWidget) -> list[str]:
    """Everything that a widget says to eyes and ears."""
    said = [widget.toolTip(), widget.accessibleName(), widget.windowTitle()]
    if isinstance(widget, (QLabel, QAbstractButton)):
        said.append(widget.text())
    if isinstance(widget, QGroupBox):
        said.append(widget.title())
    if isinstance(widget, QLineEdit):
        said.append(widget.placeholderText())
    if isinstance(widget, QComboBox) and not isinstance(widget.parent(), FontRow):
        # Fonts have the names that their makers gave them.
        said += [widget.itemText(at) for at in range(widget.count())]
    if isinstance(widget, QTabBar):
        said += [widget.tabText(at) for at in range(widget.count())]
    if isinstance(widget, QListWidget):
        said += [widget.item(at).text() for at in range(widget.count())]
    if isinstance(widget, QTreeWidget):
        rows = [widget.topLevelItem(at) for at in range(widget.topLevelItemCount())]
        said += [row.text(0) for row in rows]
        said += [widget.headerItem().text(at) for at in range(widget.columnCount())]
    if isinstance(widget, QMenu):
        said += [entry.text() for entry in widget.actions()]
    return [text for text in said if text]


def untranslated(root: QWidget) -> set[str]:
    """Texts without the mark that are no figures, keys or names."""
    found: set[str] = set()
    for widget in (root, *root.findChildren(QWidget)):
        name = widget.objectName()
        if name.startswith("qt_") or widget.parent() is None and widget is not root:
            continue
        for text in texts_of(widget):
            if (
                MARK not in text
                and not PLAIN.match(text)
                and not (text in NAMES or NOT_YET.search(text))
            ):
                found.add(f"{type(widget).__name__}: {text}")
    return found


def test_every_word_of_the_empty_window_is_translated(window: Window) -> None:
    assert sorted(untranslated(window.program.window)) == []


def test_every_word_around_a_picture_is_translated(window: Window) -> None:
    window.open()
    for name in window.program.docks.ids:
        window.program.docks.open(name)
        settle()
    for name in window.program.desk.toolbox.names:
        window.program.desk.toolbox.choose(name)
        settle(2)
    for name in window.program.generate.names:
        window.program.generate.open(name)
        settle(2)
    assert sorted(untranslated(window.program.window)) == []


@pytest.mark.parametrize("action", ["edit.preferences", "help.keys", "help.palette", "help.log"])
def test_every_word_of_what_opens_over_the_window_is_translated(
    window: Window, action: str
) -> None:
    window.program.shell.trigger(action)
    settle()
    shell = window.program.shell
    opened = (shell.preferences, shell.keys, shell.palette, shell._viewer)
    shown = [one for one in opened if one is not None]
    assert len(shown) == 1
    assert untranslated(shown[0]) == set()


def test_every_action_asks_for_its_title(window: Window, pseudo: Pseudo) -> None:
    window.open()
    assert {action.title for action in window.program.desk.book} <= pseudo.asked
