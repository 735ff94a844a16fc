"""The History dock: kept states, every step with its small picture, and what they hold."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from editor.action_button import ActionButton
from editor.actions import ActionBook
from editor.actions_history import SnapshotWork
from editor.docks.history_pictures import HistoryPictures
from editor.docks.history_rows import HistoryDelegate, HistoryModel, HistoryRow, spoken
from editor.document.document import Document
from editor.document.history import History
from editor.document.snapshots import Snapshot
from editor.language import tr
from editor.widgets.buttons import icon_button
from editor.widgets.icons import Icons
from editor.widgets.theme import tabular

FIRST = "Opened"
AFTER_DROPPED = "Earlier steps"
ONE_DROPPED = "The oldest step was let go."
SOME_DROPPED = "The {count} oldest steps were let go."
SNAPSHOTS_SEEN = 4
PARTS = 1000


class HistoryDock(QWidget):
    """Shows the steps of one document and walks them; a double click restores a snapshot."""

    def __init__(
        self, book: ActionBook, icons: Icons, pictures: HistoryPictures, work: SnapshotWork
    ) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._book = book
        self._icons = icons
        self._work = work
        self._pictures = pictures
        self._document: Document | None = None
        pictures.changed.connect(self._redraw)
        self.snapshots, self.kept = self._list("Snapshots")
        self.snapshots.activated.connect(lambda index: self._restore(index.row()))
        self.snapshots.setToolTip(tr("Double-click to restore a snapshot"))
        self.snapshots.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.snapshots.customContextMenuRequested.connect(self._show_menu)
        self.list, self.model = self._list("History")
        self.list.clicked.connect(lambda index: self._go(index.row()))
        self.list.activated.connect(lambda index: self._go(index.row()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self.snapshots)
        self._line = QFrame(self)
        self._line.setObjectName("foot")
        self._line.setFixedHeight(1)
        layout.addWidget(self._line)
        layout.addWidget(self.list, 1)
        layout.addLayout(self._foot())
        self.refresh()

    def set_document(self, document: Document | None) -> None:
        """Show another document."""
        if self._document is not None:
            self._document.history.changed.disconnect(self.refresh)
            self._document.snapshots.changed.disconnect(self.refresh)
        self._document = document
        if document is not None:
            document.history.changed.connect(self.refresh)
            document.snapshots.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Follow the history: rows, memory, buttons."""
        document = self._document
        self.kept.show(self._snapshot_rows(document) if document else ())
        self.model.show(self._step_rows(document.history) if document else ())
        count = min(len(self.kept.rows), SNAPSHOTS_SEEN)
        self.snapshots.setVisible(count > 0)
        self._line.setVisible(count > 0)
        self.snapshots.setFixedHeight(count * max(1, self.snapshots.sizeHintForRow(0)))
        self._show_memory(document.history if document else None)
        if document is not None:
            index = self.model.index(document.history.position, 0)
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)
        for button in self._buttons:
            button.refresh()

    # ---- rows

    def _snapshot_rows(self, document: Document) -> list[HistoryRow]:
        pictures = self._pictures
        return [
            HistoryRow(one.name, lambda one=one: pictures.of(one.state), "snapshot")
            for one in document.snapshots.all
        ]

    def _step_rows(self, history: History) -> list[HistoryRow]:
        pictures, position = self._pictures, history.position
        first = tr(AFTER_DROPPED if history.dropped else FIRST)
        look = (lambda: None) if history.dropped else (lambda: pictures.of(None))
        rows = [HistoryRow(first, look, "picture", is_current=position == 0)]
        for number, step in enumerate(history.entries, 1):
            rows.append(
                HistoryRow(
                    spoken(step.title),
                    lambda step=step: pictures.of(step),
                    is_undone=number > position,
                    is_current=number == position,
                )
            )
        return rows

    def _show_memory(self, history: History | None) -> None:
        self.bar.setVisible(history is not None)
        if history is None:
            self.memory.setText("")
            self.dropped.hide()
            return
        used, most = history.size_bytes, history.budget_bytes
        self.memory.setText(
            tr("{used} of {most} MB").format(used=_megabytes(used), most=_megabytes(most))
        )
        self.bar.setValue(round(PARTS * min(1.0, used / max(1, most))))
        self.bar.setAccessibleDescription(self.memory.text())
        count = history.dropped
        self.dropped.setVisible(count > 0)
        if count:
            words = ONE_DROPPED if count == 1 else SOME_DROPPED
            self.dropped.setText(tr(words).format(count=count))

    # ---- what the artist does

    def _go(self, position: int) -> None:
        if self._document is not None:
            self._document.history.jump(position)

    def _snapshot(self, row: int) -> Snapshot | None:
        found = self._document.snapshots.all if self._document is not None else ()
        return found[row] if 0 <= row < len(found) else None

    def _restore(self, row: int) -> None:
        snapshot = self._snapshot(row)
        if snapshot is not None:
            self._work.restore(snapshot)

    def _show_menu(self, place: QPoint) -> None:
        snapshot = self._snapshot(self.snapshots.indexAt(place).row())
        if snapshot is not None:
            menu = self.menu(snapshot)
            menu.popup(self.snapshots.viewport().mapToGlobal(place))

    def menu(self, snapshot: Snapshot) -> QMenu:
        """What can be done with a snapshot."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Restore"), lambda: self._work.restore(snapshot))
        menu.addAction(tr("Rename\u2026"), lambda: self._work.rename(snapshot))
        menu.addAction(tr("Delete"), lambda: self._work.delete(snapshot))
        return menu

    # ---- building

    def _redraw(self) -> None:
        self.list.viewport().update()
        self.snapshots.viewport().update()

    def _list(self, name: str) -> tuple[QListView, HistoryModel]:
        made, model = QListView(self), HistoryModel(self)
        made.setModel(model)
        made.setItemDelegate(HistoryDelegate(self._icons, made))
        made.setAccessibleName(tr(name))
        made.setMouseTracking(True)
        made.setUniformItemSizes(True)
        made.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        return made, model

    def _foot(self) -> QVBoxLayout:
        """What the steps hold in memory, and the two buttons."""
        foot, row = QVBoxLayout(), QHBoxLayout()
        foot.setSpacing(4)
        self.dropped = QLabel(self)
        self.dropped.setObjectName("small")
        self.dropped.setWordWrap(True)
        self.dropped.setToolTip(tr("Preferences > Performance says how much memory undo may take."))
        self.memory = QLabel(self)
        self.memory.setObjectName("small")
        self.memory.setFont(tabular(self.memory.font()))
        self.memory.setToolTip(tr("What the steps hold in memory, and the most they may"))
        self.bar = QProgressBar(self)
        self.bar.setRange(0, PARTS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Memory of the history"))
        self._buttons: list[ActionButton] = []
        row.addWidget(self.memory)
        row.addWidget(self.bar, 1)
        row.addSpacing(4)
        for name in ("history.snapshot", "history.clear"):
            action = self._book.find(name)
            icon = self._icons.icon(action.icon, "secondary")
            made = icon_button(icon, action.title, parent=self)
            made.setFixedSize(26, 26)
            self._buttons.append(ActionButton(made, action, self._press, self._book))
            row.addWidget(made)
        row.setSpacing(8)
        foot.addWidget(self.dropped)
        foot.addLayout(row)
        return foot

    def _press(self, name: str) -> None:
        if not self._book.find(name).why_not():
            self._book.trigger(name)


def _megabytes(size_bytes: int) -> str:
    """In the megabytes of the preference that sets the budget."""
    size = size_bytes / (1 << 20)
    return f"{size:.1f}" if 0.05 <= size < 9.95 else f"{round(size)}"
