"""The command palette: type a few letters, press Enter, it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from editor.action_search import search
from editor.actions import Action, ActionBook
from editor.language import tr
from editor.widgets.icons import Icons
from editor.widgets.palette_row import ASIDE, ROW_PX, PaletteRow

WIDTH_PX = 520
ROWS_SHOWN = 10


class CommandPalette(QFrame):
    """Lists what can be done now, what was used last in front; what cannot says why, greyed."""

    chosen = Signal(str)

    def __init__(
        self, book: ActionBook, icons: Icons, parent: QWidget, recent: Callable[[], Sequence[str]]
    ) -> None:
        super().__init__(parent)
        self.setObjectName("overlay")
        self._book = book
        self._icons = icons
        self._recent = recent
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(6)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(tr("What would you like to do?"))
        self.field.setAccessibleName(tr("Search for a command"))
        self.field.setMinimumHeight(34)
        self.rows = QListWidget(self)
        self.rows.setAccessibleName(tr("Commands"))
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.setItemDelegate(PaletteRow(self.rows))
        self.rows.setUniformItemSizes(True)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout.addWidget(self.field)
        layout.addWidget(self.rows)
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.rows.itemClicked.connect(lambda _: self._choose())
        self.hide()

    def open(self) -> None:
        """Show it over the upper middle of the window."""
        window = self.parentWidget()
        width = min(WIDTH_PX, window.width() - 32)
        height = 34 + ROWS_SHOWN * ROW_PX + 40
        left = (window.width() - width) // 2
        self.setGeometry(left, 72, width, min(height, window.height() - 96))
        self.field.clear()
        self._fill("")
        self.show()
        self.raise_()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)
        if event.type() == QEvent.Type.FocusOut and watched is self.field:
            self.hide()
        return False

    def _take_key(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self.rows.setCurrentRow((self.rows.currentRow() + step) % max(1, self.rows.count()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def _fill(self, typed: str) -> None:
        self.rows.clear()
        possible: list[tuple[Action, str]] = [
            (one, one.why_not()) for one in search(self._book, typed, self._recent())
        ]
        for action, reason in sorted(possible, key=lambda pair: bool(pair[1])):
            self.rows.addItem(self._row(action, reason))
        self.rows.setCurrentRow(0)

    def _row(self, action: Action, reason: str) -> QListWidgetItem:
        keys = action.keys[0] if action.keys else ""
        item = QListWidgetItem(tr(action.title))
        item.setData(ASIDE, tr(reason) or keys)
        item.setIcon(self._icons.icon(action.icon or "chevron_right", "secondary"))
        item.setData(Qt.ItemDataRole.UserRole, action.id)
        if reason:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        return item

    def _choose(self) -> None:
        item = self.rows.currentItem()
        if item is None or not item.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        self.hide()
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
