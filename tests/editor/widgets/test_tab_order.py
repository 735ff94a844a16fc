"""Tab follows what is given, however the parts were made."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from editor.widgets.tab_order import order_tabs


def test_tab_goes_through_parts_as_they_are_given(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    last, first = QLineEdit(window), QLineEdit(window)
    holder = QWidget(window)
    inner = [QLineEdit(holder), QLineEdit(holder)]
    order_tabs((first, holder, last))
    window.show()
    first.setFocus()
    reached = []
    for _ in range(3):
        QTest.keyClick(window.focusWidget(), "\t")
        reached.append(window.focusWidget())
    assert reached == [*inner, last]
