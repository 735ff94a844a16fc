"""Lets the Tab key go through parts in the order in which they are seen."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def order_tabs(parts: Iterable[QWidget]) -> None:
    """One part after the other; inside a part, as its own controls follow each other."""
    chain = [
        one
        for part in parts
        for one in (part, *part.findChildren(QWidget))
        # The list that a combo box opens is a window of its own.
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.window() is part.window()
    ]
    for first, second in pairwise(chain):
        QWidget.setTabOrder(first, second)
