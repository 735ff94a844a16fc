"""The body that small dialogs share: a title, rows, and two buttons at the end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from editor.widgets.dialog_end import DialogEnd
from editor.widgets.tab_order import order_tabs


class SheetDialog(QDialog):
    """Opened over its window without stopping the program; `accepted` says that it was meant."""

    def __init__(self, title: str, go: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(380)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        heading = QLabel(title, self)
        heading.setObjectName("subtitle")
        self.note = QLabel(self)
        self.note.setObjectName("small")
        self.rows = QVBoxLayout()
        self.rows.setSpacing(8)
        for part in (heading, self.note):
            layout.addWidget(part)
        layout.addLayout(self.rows)
        layout.addSpacing(4)
        end = DialogEnd(go, self)
        self.go, self.stay = end.go, end.stay
        layout.addLayout(end)

    def say(self, sentence: str, *, can_go: bool) -> None:
        """What will be, or why it cannot be."""
        self.note.setText(sentence)
        self.go.setEnabled(can_go)
        self.go.setToolTip("" if can_go else sentence)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The buttons were made before the rows; Tab comes to them last."""
        children = self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        buttons = (self.stay, self.go)
        order_tabs([*(one for one in children if one not in buttons), *buttons])
        super().showEvent(event)


def flush(row: QWidget) -> None:
    """A row made for a dock, without the room that it leaves at its sides there."""
    layout = row.layout()
    if layout is not None:
        layout.setContentsMargins(0, 0, 0, 0)
