"""What holds for every control of the real window: names, Tab order, wheel, and letters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from window_places import every_place, own_widgets, said, takes_tab
from window_program import Window, open_window, settle

from editor.keymaps.key_set import key_set_names
from editor.keymaps.keys import is_plain

pytestmark = pytest.mark.journey

SPOKEN = (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QAbstractItemView,
    QTabBar,
)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        opened.program.window.activateWindow()
        opened.open()
        yield opened


def is_inner(widget: QWidget) -> bool:
    """A part that Qt put into one of its own widgets, and the bars that only scroll."""
    if isinstance(widget, QScrollBar):
        return True
    parent = widget.parentWidget()
    holders = (QComboBox, QAbstractSpinBox, QTabBar)
    while parent is not None:
        if isinstance(parent, holders):
            return True
        parent = parent.parentWidget()
    return False


def test_every_control_of_every_place_has_a_name_to_be_read_aloud(window: Window) -> None:
    nameless: set[str] = set()
    count = 0
    for place, root in every_place(window):
        for widget in own_widgets(root):
            if is_inner(widget) or not (isinstance(widget, SPOKEN) or takes_tab(widget)):
                continue
            count += 1
            words = getattr(widget, "text", None)
            if not widget.accessibleName() and not (words is not None and words()):
                nameless.add(f"{place}: {said(widget)}")
    assert count > 500
    assert sorted(nameless) == []


def value_of(widget: QWidget) -> object:
    if isinstance(widget, QComboBox):
        return widget.currentIndex()
    if isinstance(widget, QAbstractSlider):
        return widget.value()
    if isinstance(widget, QAbstractSpinBox):
        return widget.text()
    raise TypeError(widget)


def turn_wheel(widget: QWidget) -> None:
    """Three notches up and one down, over the middle, without a press before."""
    middle = QPointF(widget.rect().center())
    where = QPointF(widget.mapToGlobal(widget.rect().center()))
    for notches in (3, -1):
        event = QWheelEvent(
            middle,
            where,
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,  # noqa: FBT003 - Qt's order
        )
        QApplication.sendEvent(widget, event)


def test_the_wheel_over_what_has_no_focus_sets_nothing(window: Window) -> None:
    moved: set[str] = set()
    count = 0
    kinds = (QComboBox, QAbstractSlider, QAbstractSpinBox)
    for place, root in every_place(window):
        for widget in own_widgets(root):
            if isinstance(widget, QScrollBar) or not isinstance(widget, kinds):
                continue
            if widget.hasFocus() or widget.isAncestorOf(QApplication.focusWidget() or root):
                widget.clearFocus()
                window.program.canvas.setFocus()
            if widget.hasFocus():
                continue
            count += 1
            before = value_of(widget)
            turn_wheel(widget)
            if value_of(widget) != before:
                moved.add(f"{place}: {said(widget)}")
    assert count > 100
    assert sorted(moved) == []


def in_reading_order(root: QWidget) -> list[str]:
    """Where the Tab key goes up to a control wholly above that begins no column further right."""
    steps: list[QWidget] = []
    at = root.nextInFocusChain()
    while at is not root and at is not None:
        inside = root.isAncestorOf(at) and at.isVisible() and takes_tab(at)
        if inside and not is_inner(at) and at.focusProxy() is None:
            steps.append(at)
        at = at.nextInFocusChain()
    if not steps:
        return []
    # The way is a circle: it is read from the control that stands highest.
    start = min(range(len(steps)), key=lambda at: steps[at].mapTo(root, QPoint(0, 0)).y())
    steps = steps[start:] + steps[:start]
    wrong: list[str] = []
    for one, other in pairwise(steps):
        first, second = (step.mapTo(root, QPoint(0, 0)) for step in (one, other))
        is_new_column = second.x() >= first.x() + one.width()
        if second.y() + other.height() <= first.y() and not is_new_column:
            wrong.append(f"{said(one)} -> {said(other)}")
    return wrong


def test_tab_goes_down_every_dock_and_dialog(window: Window) -> None:
    backward: set[str] = set()
    for place, root in every_place(window):
        if root is window.program.window:
            name = place.split()[1]
            root = window.program.docks.dock(name).widget()  # noqa: PLW2901
        backward |= {f"{place}: {step}" for step in in_reading_order(root)}
    assert sorted(backward) == []


def keys_of(window: Window) -> list[tuple[str, Qt.Key, bool]]:
    """Action, key and Shift of all that one sign alone does."""
    found = []
    for action in window.program.desk.book:
        for key in action.keys:
            sign = key.removeprefix("Shift+")
            if is_plain(key) and len(sign) == 1 and ord(sign) < 128:
                found.append((action.id, Qt.Key(ord(sign)), key.startswith("Shift+")))
    return found


@pytest.mark.parametrize("key_set", key_set_names())
def test_no_letter_acts_while_text_has_the_focus(window: Window, key_set: str) -> None:
    window.program.keyboard.use(key_set)
    settle()
    acted: list[str] = []
    for name, action in window.program.menus.actions.items():
        action.triggered.connect(lambda _=False, name=name: acted.append(name))
    keys = keys_of(window)
    assert len(keys) > 20
    typed: set[str] = set()
    fields = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
    for place, root in every_place(window):
        for widget in own_widgets(root):
            inside = isinstance(widget, QLineEdit) and is_inner(widget)
            if not isinstance(widget, fields) or inside or not widget.isEnabled():
                continue
            if getattr(widget, "isReadOnly", lambda: False)():
                continue
            acted.clear()
            widget.setFocus()
            if QApplication.focusWidget() is None:
                continue
            typed.add(said(widget))
            for action, key, shift in keys:
                modifier = Qt.KeyboardModifier
                held = modifier.ShiftModifier if shift else modifier.NoModifier
                QTest.keyClick(widget, key, held)
                assert not acted, f"{place}: {said(widget)}: {key} did {acted}, not only {action}"
    assert len(typed) > 3


@pytest.mark.parametrize("key_set", key_set_names())
def test_the_same_letters_act_on_the_canvas(window: Window, key_set: str) -> None:
    """Otherwise the test above could not fail."""
    window.program.keyboard.use(key_set)
    settle()
    acted: list[str] = []
    for name, action in window.program.menus.actions.items():
        action.triggered.connect(lambda _=False, name=name: acted.append(name))
    for action, key, shift in keys_of(window):
        if not action.startswith("tool."):
            continue
        window.program.canvas.setFocus()
        held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(window.program.canvas, key, held)
        assert acted == [action]
        acted.clear()
