"""The overlay that lays all keys over the window (F1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from editor.actions import MENUS, ActionBook
from editor.language import tr
from editor.widgets.buttons import text_button
from editor.widgets.theme import tabular

COLUMN_PX = 316
COLUMNS_MOST = 4
MARGIN_PX = 16
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
Part = tuple[str, list[tuple[str, str]]]


class ShortcutsOverlay(QFrame):
    """Every key of the program by menu; any key or click outside its button closes it."""

    change_asked = Signal()

    def __init__(self, book: ActionBook, set_title: Callable[[], str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("overlay")
        self.setAccessibleName(tr("Keyboard shortcuts"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._book = book
        self._set_title = set_title
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 14, 12, 14)
        layout.setSpacing(8)
        layout.addLayout(self._head())
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout.addWidget(self._scroll, 1)
        self.hide()

    def open(self) -> None:
        """As many columns as the window is wide; what is still too long scrolls."""
        window = self.parentWidget()
        room_px = window.width() - 2 * MARGIN_PX
        columns = max(1, min(COLUMNS_MOST, (room_px - 36) // COLUMN_PX))
        self.title.setText(tr("Keys as in {set}").format(set=self._set_title()))
        content = self._fill(columns)
        width = min(room_px, columns * COLUMN_PX + 48)
        wanted = content.sizeHint().height() + 84
        height = min(wanted, window.height() - 2 * MARGIN_PX)
        left, top = (window.width() - width) // 2, (window.height() - height) // 2
        self.setGeometry(left, top, width, height)
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self.hide()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 12, 0)
        self.title = QLabel(self)
        self.title.setObjectName("subtitle")
        self.change = text_button("Change keys\u2026", kind="link", parent=self)
        self.change.clicked.connect(self._ask_change)
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(self.change)
        return row

    def _ask_change(self) -> None:
        self.hide()
        self.change_asked.emit()

    def _fill(self, columns: int) -> QWidget:
        parts: list[Part] = [("On the canvas", list(GESTURES))]
        for menu in (*MENUS, ""):
            found = [(one.title, spoken(one.keys)) for one in self._book if one.menu == menu]
            rows = [(title, keys) for title, keys in found if keys]
            if rows:
                parts.append((menu or "Tools", rows))
        content = QWidget()
        across = QHBoxLayout(content)
        across.setContentsMargins(0, 0, 12, 0)
        across.setSpacing(28)
        for column in balanced(parts, columns):
            across.addWidget(_column(column, content), 1)
        self._scroll.setWidget(content)
        return content


def spoken(keys: Iterable[str]) -> str:
    """Keys as the system and the language write them."""
    native = QKeySequence.SequenceFormat.NativeText
    return "  ".join(QKeySequence(key).toString(native) for key in keys)


def balanced(parts: list[Part], columns: int) -> list[list[Part]]:
    """The parts in their order, broken into columns of nearly the same height."""
    heights = [len(rows) + 2 for _, rows in parts]
    ideal = sum(heights) / columns
    made: list[list[Part]] = [[] for _ in range(columns)]
    passed = 0.0
    for part, height in zip(parts, heights, strict=True):
        # A part belongs where its middle lies.
        made[min(columns - 1, int((passed + height / 2) / ideal))].append(part)
        passed += height
    return [column for column in made if column]


def _column(parts: Iterable[Part], parent: QWidget) -> QWidget:
    holder = QWidget(parent)
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(14)
    for title, rows in parts:
        layout.addLayout(_table(title, rows, holder))
    layout.addStretch(1)
    return holder


def _table(title: str, rows: list[tuple[str, str]], parent: QWidget) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(2)
    heading = QLabel(tr(title), parent)
    heading.setObjectName("heading")
    grid.addWidget(heading, 0, 0, 1, 2)
    for number, (words, keys) in enumerate(rows, start=1):
        key = QLabel(tr(keys), parent)
        key.setObjectName("small")
        key.setFont(tabular(key.font()))
        said = QLabel(tr(words), parent)
        said.setWordWrap(True)
        grid.addWidget(said, number, 0)
        grid.addWidget(key, number, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(0, 1)
    return grid
