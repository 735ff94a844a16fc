"""Rows for colours, fonts and curves: what is typed, pressed and refused."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.document.kinds.text.fonts import BUILT_IN, FontBook
from editor.widgets.colour_row import ColourRow
from editor.widgets.curve_editor import CurveEditor
from editor.widgets.gradient_row import GradientRow
from editor.widgets.slider import Scale
from editor.widgets.text_rows import FontRow


@pytest.mark.parametrize(
    ("typed", "value"),
    [("#FF8000", "#ff8000"), ("102030", "#102030"), ("#01020380", "#01020380"), ("red", "#808080")],
)
def test_a_colour_can_be_typed(qtbot: QtBot, typed: str, value: str) -> None:
    row = ColourRow("Colour", "#808080")
    qtbot.addWidget(row)
    row.field.setText(typed)
    row.field.editingFinished.emit()
    assert row.value == value
    assert row.field.text() == value


def test_a_dismissed_dialog_brings_the_colour_back(qtbot: QtBot) -> None:
    row = ColourRow("Colour", "#808080")
    qtbot.addWidget(row)
    seen: list[str] = []
    row.value_changed.connect(seen.append)
    QTest.mouseClick(row.patch, Qt.MouseButton.LeftButton)
    assert row.dialog is not None
    row.dialog.setCurrentColor("#112233")
    assert row.value == "#112233", "live while the dialog is open"
    row.dialog.reject()
    assert row.value == "#808080"
    assert seen == ["#112233", "#808080"]


def test_a_font_that_is_not_there_is_still_named(qtbot: QtBot) -> None:
    row = FontRow("Font", "", fonts=FontBook(()))
    qtbot.addWidget(row)
    row.set_value("Rare Serif/Black")
    assert (row.family.currentText(), row.style_box.currentText()) == ("Rare Serif", "Black")
    assert row.value == "Rare Serif/Black"
    row.family.setCurrentText(BUILT_IN)
    assert row.value == f"{BUILT_IN}/Regular"


def test_a_curve_is_bent_by_keys_and_keeps_two_points(qtbot: QtBot) -> None:
    editor = CurveEditor("Curve")
    qtbot.addWidget(editor)
    editor.resize(240, 240)
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    assert editor.value == "0 0, 1 1"
    editor.add_point(0.5, 0.5)
    QTest.keyClick(editor, Qt.Key.Key_Up)
    assert editor.points[1][1] == pytest.approx(0.5 + 1 / 255)
    QTest.mouseClick(
        editor, Qt.MouseButton.RightButton, pos=editor.place_of(editor.points[1]).toPoint()
    )
    assert len(editor.points) == 2
    QTest.mouseDClick(editor, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    assert editor.value == "0 0, 1 1"


def test_points_stay_between_their_neighbours(qtbot: QtBot) -> None:
    editor = CurveEditor("Curve")
    qtbot.addWidget(editor)
    editor.add_point(0.4, 0.4)
    editor.add_point(0.6, 0.6)
    editor.move_point(0.1, 2.0)
    assert 0.4 < editor.points[2][0] < 0.41
    assert editor.points[2][1] == 1.0


def test_a_colour_of_a_gradient_is_pulled_away(qtbot: QtBot) -> None:
    row = GradientRow("Colours", "0 #000000, 0.5 #ff0000, 1 #ffffff")
    qtbot.addWidget(row)
    row.resize(240, 90)
    row.show()
    bar = row.bar
    middle = QPoint(bar.width() // 2, bar.height() - 4)
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=middle)
    assert row.colour.value == "#ff0000"
    QTest.mouseMove(bar, middle + QPoint(0, 60))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=middle + QPoint(0, 60))
    assert row.value == "0 #000000, 1 #ffffff"
    QTest.keyClick(bar, Qt.Key.Key_Delete)
    assert row.value == "0 #000000, 1 #ffffff"


def test_rows_around_zero_are_even_and_filled_from_zero() -> None:
    around = Scale(-180, 180, 1)
    assert around.fraction(around.position(0)) == 0.5
    assert around.start == 0.5
    assert Scale(0, 100, 1).start == 0.0
