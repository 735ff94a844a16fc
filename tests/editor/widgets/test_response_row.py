"""The row that bends the pen's curve: named answers, dragged points, the small picture."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.document.adjustments.curves import read_points
from editor.widgets.response_row import ResponseRow


@pytest.fixture
def row(qtbot: QtBot) -> ResponseRow:
    row = ResponseRow("Pressure to size", "even")
    qtbot.addWidget(row)
    row.show()
    return row


def test_a_dragged_point_bends_the_answer(row: ResponseRow) -> None:
    said: list[str] = []
    row.value_changed.connect(said.append)
    row.button.click()
    editor = row.popup.editor
    start, end = editor.place_of((0.5, 0.5)), editor.place_of((0.5, 0.8))
    QTest.mousePress(editor, Qt.MouseButton.LeftButton, pos=start.toPoint())
    QTest.mouseMove(editor, end.toPoint())
    QTest.mouseRelease(editor, Qt.MouseButton.LeftButton, pos=end.toPoint())
    assert said
    points = read_points(row.value)
    assert len(points) == 3
    assert points[1][1] == pytest.approx(0.8, abs=0.02)
    assert not any(button.isChecked() for button in row.popup.buttons.values())
    row.set_value(row.value)
    assert read_points(editor.value) == points


def test_a_named_answer_is_one_press_and_is_shown(row: ResponseRow) -> None:
    row.button.click()
    before = row.button.grab().toImage()
    row.popup.buttons["off"].click()
    assert row.value == "off"
    assert row.button.text() == "Off"
    assert row.button.grab().toImage() != before
    row.popup.buttons["firm"].click()
    assert row.value == "firm"
    assert row.button.accessibleName() == "Pressure to size"
    middle = row.popup.editor.place_of((0.5, 0.25))
    assert QPointF(middle).y() > row.popup.editor.height() / 2
    row.popup.hide()


def test_a_double_click_is_the_even_curve_again(row: ResponseRow) -> None:
    row.set_value("0 0.2, 1 0.5")
    row.button.click()
    editor = row.popup.editor
    place = editor.place_of((0.3, 0.9)).toPoint()
    QTest.mouseDClick(editor, Qt.MouseButton.LeftButton, pos=place)
    assert row.value == "even"
