"""The overlay that lays all keys over the window (F1)."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from editor.actions import MENUS, ActionBook
from editor.widgets.theme import tabular

COLUMNS = 3
GESTURES = (
    ("Paint", "Left button"),
    ("Erase", "Right button"),
    ("Brush size", "[  ]  or Alt + wheel"),
    ("Pan", "Space drag, middle drag"),
    ("Zoom at the cursor", "Wheel"),
    ("Only the picture", "Tab"),
    ("See before", "Hold \\"),
    ("Keep the result, drop it", "Enter, Esc"),
    ("Walk the variations", "\u2190  \u2192"),
)


class ShortcutsOverlay(QFrame):
    """Every key of the program by menu; any key or click closes it."""

    def __init__(self, book: ActionBook, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("overlay")
        self.setAccessibleName("Keyboard shortcuts")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._book = book
        self._columns = QHBoxLayout(self)
        self._columns.setContentsMargins(24, 18, 24, 20)
        self._columns.setSpacing(32)
        self.hide()

    def open(self) -> None:
        self._fill()
        window = self.parentWidget()
        self.adjustSize()
        width = min(self.sizeHint().width(), window.width() - 32)
        height = min(self.sizeHint().height(), window.height() - 48)
        left, top = (window.width() - width) // 2, (window.height() - height) // 2
        self.setGeometry(left, top, width, height)
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self.hide()

    def _fill(self) -> None:
        while self._columns.count():
            taken = self._columns.takeAt(0).widget()
            if taken is not None:
                taken.deleteLater()
        parts: list[tuple[str, list[tuple[str, str]]]] = [("On the canvas", list(GESTURES))]
        for menu in (*MENUS, ""):
            found = [(one.title, "  ".join(one.keys)) for one in self._book if one.menu == menu]
            rows = [(title, keys) for title, keys in found if keys]
            if rows:
                parts.append((menu or "Tools", rows))
        for column in _balanced(parts):
            self._columns.addWidget(self._column(column))

    def _column(self, parts: Iterable[tuple[str, list[tuple[str, str]]]]) -> QWidget:
        holder = QWidget(self)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        for title, rows in parts:
            layout.addLayout(_table(title, rows, holder))
        layout.addStretch(1)
        return holder


def _table(title: str, rows: list[tuple[str, str]], parent: QWidget) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(3)
    heading = QLabel(title, parent)
    heading.setObjectName("heading")
    grid.addWidget(heading, 0, 0, 1, 2)
    for number, (words, keys) in enumerate(rows, start=1):
        key = QLabel(keys, parent)
        key.setObjectName("small")
        key.setFont(tabular(key.font()))
        grid.addWidget(QLabel(words, parent), number, 0)
        grid.addWidget(key, number, 1, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(0, 1)
    return grid


def _balanced(
    parts: list[tuple[str, list[tuple[str, str]]]],
) -> list[list[tuple[str, list[tuple[str, str]]]]]:
    columns: list[list[tuple[str, list[tuple[str, str]]]]] = [[] for _ in range(COLUMNS)]
    heights = [0] * COLUMNS
    for part in sorted(parts, key=lambda one: -len(one[1])):
        shortest = heights.index(min(heights))
        columns[shortest].append(part)
        heights[shortest] += len(part[1]) + 2
    return columns
