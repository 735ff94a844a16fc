"""A slider does what its row promises: drag, fine drag, typing, reset, wheel only with focus."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from editor.widgets.slider import Scale, SliderRow

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def row(qtbot: QtBot) -> SliderRow:
    made = SliderRow("Grow", Scale(0, 100, 1, "px"), 4)
    qtbot.addWidget(made)
    made.resize(200, 28)
    made.show()
    made.setFocus()
    return made


def drag(row: SliderRow, start: int, end: int, modifier: Qt.KeyboardModifier | None = None) -> None:
    held = modifier or Qt.KeyboardModifier.NoModifier
    QTest.mousePress(row, LEFT, held, QPoint(start, 14))
    from_, to = QPointF(start, 14), QPointF(end, 14)
    for place in (from_ + (to - from_) / 2, to):
        event = _move(row, place, held)
        row.mouseMoveEvent(event)
    QTest.mouseRelease(row, LEFT, held, QPoint(end, 14))


def test_a_drag_sets_the_value_under_the_pointer(row: SliderRow) -> None:
    drag(row, 20, 100)
    assert row.number == 50


def test_shift_makes_a_drag_ten_times_finer(row: SliderRow) -> None:
    drag(row, 20, 120, SHIFT)
    assert row.number == 4 + 5


def test_a_double_click_resets(row: SliderRow) -> None:
    row.set_number(77)
    QTest.mouseDClick(row, LEFT, pos=QPoint(20, 14))
    assert row.number == 4


def test_a_click_on_the_number_lets_one_type(row: SliderRow) -> None:
    QTest.mouseClick(row, LEFT, pos=QPoint(185, 14))
    editor = row.findChild(QLineEdit)
    assert editor is not None
    editor.setText("63 px")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert row.number == 63


def test_escape_leaves_the_number_as_it_was(row: SliderRow) -> None:
    QTest.keyClick(row, Qt.Key.Key_9)
    editor = row.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "9"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert row.number == 4


@pytest.mark.parametrize(("typed", "number"), [("1e9", 100), ("-5", 0), ("nonsense", 4)])
def test_what_is_typed_is_kept_in_range(row: SliderRow, typed: str, number: float) -> None:
    row.type_value()
    editor = row.findChild(QLineEdit)
    assert editor is not None
    editor.setText(typed)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert row.number == number


def test_the_wheel_turns_only_with_focus(row: SliderRow, qtbot: QtBot) -> None:
    turn(row)
    assert row.number == 5
    other = QLineEdit()
    qtbot.addWidget(other)
    row.clearFocus()
    turn(row)
    assert row.number == 5


def test_arrows_step_and_screen_readers_hear_the_value(row: SliderRow) -> None:
    QTest.keyClick(row, Qt.Key.Key_Right)
    assert row.number == 5
    assert row.accessibleName() == "Grow"
    assert row.accessibleDescription() == "5 px"


def test_a_settled_value_is_told_once_for_a_drag(row: SliderRow, qtbot: QtBot) -> None:
    told: list[float] = []
    row.settled.connect(told.append)
    drag(row, 20, 150)
    assert told == [75.0]


@given(
    low=st.sampled_from([0.0, 0.01, 1.0, -5.0]),
    span=st.sampled_from([1.0, 0.99, 100.0, 1999.0]),
    step=st.sampled_from([0.05, 0.1, 1.0, 0.5]),
    fraction=st.floats(0, 1),
)
def test_every_position_is_a_value_in_range_and_comes_back(
    low: float, span: float, step: float, fraction: float
) -> None:
    scale = Scale(low, low + span, step)
    position = scale.position_at(fraction)
    value = scale.value(position)
    assert low <= value <= low + span
    assert scale.position(value) == position
    assert 0.0 <= scale.fraction(position) <= 1.0
    assert scale.value(scale.count) == pytest.approx(low + span)


def turn(row: SliderRow) -> None:
    event = QWheelEvent(
        QPointF(10, 10),
        row.mapToGlobal(QPointF(10, 10)),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's signature
    )
    row.wheelEvent(event)


def _move(row: SliderRow, place: QPointF, held: Qt.KeyboardModifier):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    return QMouseEvent(
        QEvent.Type.MouseMove, place, row.mapToGlobal(place), Qt.MouseButton.NoButton, LEFT, held
    )
