"""The History dock: every step by its name; a press goes there."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QPalette
from PySide6.QtWidgets import QApplication, QListView, QVBoxLayout, QWidget

from editor.document.document import Document
from editor.widgets.icons import Icons

Index = QModelIndex | QPersistentModelIndex
FIRST = "Opened"


class HistoryModel(QAbstractListModel):
    """The first state, then the steps; those that were undone are greyed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._titles: list[str] = []

    def show(self, document: Document | None) -> None:
        self.beginResetModel()
        self._document = document
        steps = document.history.entries if document else ()
        self._titles = [FIRST, *(step.title for step in steps)] if document else []
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's shape
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | QBrush | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[index.row()]
        if role == Qt.ItemDataRole.ForegroundRole and self._is_undone(index.row()):
            disabled = QPalette.ColorGroup.Disabled
            return QApplication.palette().brush(disabled, QPalette.ColorRole.Text)
        return None

    def _is_undone(self, row: int) -> bool:
        return self._document is not None and row > self._document.history.position


class HistoryDock(QWidget):
    """Shows the steps of one document and walks them."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._document: Document | None = None
        self.model = HistoryModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setAccessibleName("History")
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.clicked.connect(lambda index: self._go(index.row()))
        self.list.activated.connect(lambda index: self._go(index.row()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 6)
        layout.setSpacing(2)
        layout.addWidget(self.list, 1)

    def set_document(self, document: Document | None) -> None:
        """Show another document."""
        if self._document is not None:
            self._document.history.changed.disconnect(self._refresh)
        self._document = document
        if document is not None:
            document.history.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        self.model.show(self._document)
        if self._document is not None:
            index = self.model.index(self._document.history.position, 0)
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def _go(self, position: int) -> None:
        if self._document is not None:
            self._document.history.jump(position)
