"""The Selections dock: selections kept under a name, to be loaded, joined and let go."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QMenu, QVBoxLayout, QWidget

from editor.action_button import ActionButton
from editor.actions import ActionBook
from editor.actions_channels import ChannelWork
from editor.docks.history_rows import HistoryDelegate, HistoryModel, HistoryRow
from editor.docks.selections_pictures import picture_of
from editor.document.document import Channel, Document
from editor.document.mask_operations import Combine
from editor.language import tr
from editor.widgets.buttons import icon_button
from editor.widgets.icons import Icons

NOTHING = "Selections that you save stay here with the picture."
JOINS = (
    ("combine_replace", Combine.REPLACE, "Load the selection"),
    ("combine_add", Combine.ADD, "Add it to what is selected"),
    ("combine_subtract", Combine.SUBTRACT, "Subtract it from what is selected"),
    ("combine_intersect", Combine.INTERSECT, "Keep only what both select"),
)


class SelectionsDock(QWidget):
    """Lists the channels of one document; a double click loads one as the selection."""

    def __init__(self, book: ActionBook, icons: Icons, work: ChannelWork) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._book = book
        self._icons = icons
        self._work = work
        self._document: Document | None = None
        self.list = self._make_list()
        self.empty = QLabel(tr(NOTHING), self)
        self.empty.setObjectName("small")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setContentsMargins(16, 16, 16, 16)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 8)
        layout.setSpacing(4)
        layout.addLayout(self._head())
        layout.addWidget(self.list, 1)
        layout.addWidget(self.empty, 1)
        self.refresh()

    def set_document(self, document: Document | None) -> None:
        """Show another document."""
        if self._document is not None:
            self._document.channels_changed.disconnect(self.refresh)
            self._document.selection_changed.disconnect(self._refresh_buttons)
        self._document = document
        if document is not None:
            document.channels_changed.connect(self.refresh)
            document.selection_changed.connect(self._refresh_buttons)
        self.refresh()

    def refresh(self) -> None:
        """Follow the channels."""
        document = self._document
        channels = document.channels if document is not None else ()
        self.model.show(
            [
                HistoryRow(one.name, picture_of(document, one), "channel")
                for one in channels
                if document is not None
            ]
        )
        if channels and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0, 0))
        self.list.setVisible(bool(channels))
        self.empty.setVisible(not channels)
        self._refresh_buttons()

    # ---- what the artist does

    def chosen(self) -> Channel | None:
        """The one that is marked in the list."""
        found: tuple[Channel, ...] = self._document.channels if self._document is not None else ()
        row = self.list.currentIndex().row()
        return found[row] if 0 <= row < len(found) else None

    def load(self, how: Combine = Combine.REPLACE) -> None:
        """Join the marked one with the selection."""
        channel = self.chosen()
        if channel is not None:
            self._work.load(how, channel.name)

    def delete(self) -> None:
        channel = self.chosen()
        if channel is not None:
            self._work.delete(channel.name)

    def rename(self) -> None:
        channel = self.chosen()
        if channel is not None:
            self._work.rename(channel.name)

    def menu(self) -> QMenu:
        """What can be done with the marked one."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for _, how, title in JOINS:
            menu.addAction(tr(title), lambda how=how: self.load(how))
        menu.addSeparator()
        menu.addAction(tr("Rename\u2026"), self.rename)
        menu.addAction(tr("Delete"), self.delete)
        return menu

    # ---- inside

    def _show_menu(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.menu().popup(self.list.viewport().mapToGlobal(place))

    def _refresh_buttons(self, *_box: object) -> None:
        self._save.refresh()
        reason = "" if self.model.rowCount() else "No selection was saved yet."
        for button, title in self._others:
            button.setEnabled(not reason)
            button.setToolTip(tr(reason or title))

    def _make_list(self) -> QListView:
        self.model = HistoryModel(self)
        made = QListView(self)
        made.setModel(self.model)
        made.setItemDelegate(HistoryDelegate(self._icons, made))
        made.setAccessibleName(tr("Kept selections"))
        made.setToolTip(tr("Double-click to load a selection"))
        made.setMouseTracking(True)
        made.setUniformItemSizes(True)
        made.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        made.customContextMenuRequested.connect(self._show_menu)
        made.activated.connect(lambda _: self.load())
        return made

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        action = self._book.find("select.save")
        save = self._button("plus", action.title)
        self._save = ActionButton(save, action, self._press, self._book)
        self._others: list[tuple[QWidget, str]] = []
        row.addWidget(save)
        row.addStretch(1)
        for icon, how, title in JOINS:
            button = self._button(icon, title)
            button.clicked.connect(lambda _=False, how=how: self.load(how))
            self._others.append((button, title))
            row.addWidget(button)
        button = self._button("delete", "Delete the kept selection")
        button.clicked.connect(self.delete)
        self._others.append((button, "Delete the kept selection"))
        row.addSpacing(6)
        row.addWidget(button)
        return row

    def _button(self, icon: str, title: str):  # noqa: ANN202 - a QToolButton
        made = icon_button(self._icons.icon(icon, "secondary"), title, parent=self)
        made.setFixedSize(26, 26)
        return made

    def _press(self, name: str) -> None:
        if not self._book.find(name).why_not():
            self._book.trigger(name)
