"""What of a reference may be used is painted on a small picture, step by step."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.dialogs.reference_parts import ReferencePartsDialog
from editor.widgets.parts_painter import PartsPainter
from editor.widgets.shade import VEIL, shade_of


@pytest.fixture
def pixels() -> NDArray[np.uint8]:
    return np.full((120, 200, 3), (40, 90, 160), np.uint8)


def painter_of(dialog: ReferencePartsDialog) -> PartsPainter:
    dialog.resize(600, 560)
    dialog.show()
    return dialog.painter


def on_widget(painter: PartsPainter, x: float, y: float) -> QPoint:
    """Where a pixel of the picture lies."""
    body = painter._body()
    scale = body.width() / 200
    return QPoint(round(body.left() + x * scale), round(body.top() + y * scale))


def test_left_leaves_out_and_right_brings_back(qtbot: QtBot, pixels: NDArray[np.uint8]) -> None:
    dialog = ReferencePartsDialog("a.png", pixels, None)
    qtbot.addWidget(dialog)
    painter = painter_of(dialog)
    assert painter.parts().min() == 255
    painter.size_px = 20
    QTest.mouseClick(painter, Qt.MouseButton.LeftButton, pos=on_widget(painter, 50, 60))
    parts = painter.parts()
    assert parts[60, 50] == 0
    assert parts[60, 64] == 255
    QTest.mouseClick(painter, Qt.MouseButton.RightButton, pos=on_widget(painter, 50, 60))
    assert painter.parts().min() == 255
    painter.undo()
    np.testing.assert_array_equal(painter.parts(), parts)
    painter.undo()
    assert painter.parts().min() == 255
    assert not painter.can_undo


def test_nothing_at_all_cannot_be_chosen(qtbot: QtBot, pixels: NDArray[np.uint8]) -> None:
    dialog = ReferencePartsDialog("a.png", pixels, None)
    qtbot.addWidget(dialog)
    dialog.painter.fill(0)
    assert not dialog.go.isEnabled()
    assert "bring some of it back" in dialog.note.text()
    dialog.painter.invert()
    assert dialog.go.isEnabled()


def test_it_goes_on_from_what_was_chosen(qtbot: QtBot, pixels: NDArray[np.uint8]) -> None:
    before = np.full((120, 200), 255, np.uint8)
    before[:50] = 0
    dialog = ReferencePartsDialog("a.png", pixels, before)
    qtbot.addWidget(dialog)
    np.testing.assert_array_equal(dialog.parts(), before)


def test_the_veil_lies_where_nothing_is_used() -> None:
    parts = np.array([[0, 255], [255, 0]], np.uint8)
    image = shade_of(parts)
    alphas = [[image.pixelColor(x, y).alpha() for x in range(2)] for y in range(2)]
    assert alphas == [[VEIL, 0], [0, VEIL]]
