"""The keys page of the preferences: choose a set, find an action, give it another key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.actions import Action, ActionBook
from editor.keyboard import Keyboard
from editor.keymaps.key_set import key_set_names, load_key_set
from editor.language import tr
from editor.settings import SettingsFile
from editor.widgets.buttons import text_button
from editor.widgets.choice import CalmComboBox
from editor.widgets.theme import tabular

ID = Qt.ItemDataRole.UserRole
BETWEEN = "   "


class KeysPage(QWidget):
    """Every action with its keys; a key that another action has is told, and can be taken."""

    told = Signal(str)

    def __init__(
        self, book: ActionBook, keyboard: Keyboard, settings: SettingsFile, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._book = book
        self._keyboard = keyboard
        self._settings = settings
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._set_row())
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(tr("Find an action or a key"))
        self.search.setAccessibleName(tr("Find an action or a key"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        layout.addWidget(self.search)
        self.rows = self._make_rows()
        layout.addWidget(self.rows, 1)
        layout.addLayout(self._change_row())
        self.words = QLabel(self)
        self.words.setObjectName("small")
        self.words.setWordWrap(True)
        layout.addWidget(self.words)
        self.fill()
        self._follow()

    def fill(self) -> None:
        """All actions with the keys that they have now."""
        chosen = self.chosen
        self.rows.clear()
        for action in self._book:
            self.rows.addTopLevelItem(self._row(action))
        self._filter(self.search.text())
        if chosen is not None:
            self.choose(chosen.id)

    @property
    def chosen(self) -> Action | None:
        """The action whose key is being changed."""
        item = self.rows.currentItem()
        return None if item is None else self._book.find(item.data(0, ID))

    def choose(self, action_id: str) -> None:
        for item in self._items():
            if item.data(0, ID) == action_id:
                self.rows.setCurrentItem(item)

    # ---- parts

    def _set_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        label = QLabel(tr("Keys as in"), self)
        self.sets = CalmComboBox(self)
        self.sets.setAccessibleName(tr("Set of keys"))
        for name in key_set_names():
            self.sets.addItem(load_key_set(name).title, name)
        self.sets.setCurrentIndex(self.sets.findData(self._keyboard.key_set.name))
        self.sets.currentIndexChanged.connect(self._use_set)
        label.setBuddy(self.sets)
        self.by_place = QCheckBox(tr("By place on the keyboard"), self)
        self.by_place.setToolTip(
            "For layouts such as Dvorak: a key means where it is, not its sign"
        )
        self.by_place.setChecked(self._settings.now.keys_by_place)
        self.by_place.toggled.connect(lambda on: self._settings.change(keys_by_place=on))
        row.addWidget(label)
        row.addWidget(self.sets)
        row.addStretch(1)
        row.addWidget(self.by_place)
        return row

    def _make_rows(self) -> QTreeWidget:
        rows = QTreeWidget(self)
        rows.setAccessibleName(tr("Actions and their keys"))
        rows.setHeaderLabels([tr("Action"), tr("Menu"), tr("Keys")])
        rows.setObjectName("keyTable")
        rows.setRootIsDecorated(False)
        rows.setUniformRowHeights(True)
        rows.setAllColumnsShowFocus(True)
        header = rows.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width_px in ((1, 84), (2, 156)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            rows.setColumnWidth(column, width_px)
        rows.currentItemChanged.connect(self._follow)
        return rows

    def _change_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.field = QKeySequenceEdit(self)
        self.field.setMaximumSequenceLength(1)
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName(tr("New key"))
        line = self.field.findChild(QLineEdit)
        if line is not None:
            line.setPlaceholderText(tr("Press a key"))
            line.setAccessibleName(tr("New key"))
        self.field.keySequenceChanged.connect(self._follow)
        self.add = text_button("Add", kind="primary", parent=self)
        self.clear = text_button("Without key", parent=self)
        self.back = text_button("Reset", parent=self)
        self.all_back = text_button("Reset all", parent=self)
        self.add.clicked.connect(self._add)
        self.clear.clicked.connect(self._clear)
        self.back.clicked.connect(self._reset)
        self.all_back.clicked.connect(self._reset_all)
        row.addWidget(self.field, 1)
        for button in (self.add, self.clear, self.back, self.all_back):
            row.addWidget(button)
        return row

    def _row(self, action: Action) -> QTreeWidgetItem:
        item = QTreeWidgetItem(
            [tr(action.title), tr(action.menu or "Tools"), BETWEEN.join(action.keys)]
        )
        item.setData(0, ID, action.id)
        item.setFont(2, tabular(self.font()))
        if self._keyboard.is_own(action.id):
            font = item.font(0)
            font.setItalic(True)
            item.setFont(0, font)
            item.setToolTip(0, tr("Changed by you"))
        return item

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.rows.topLevelItem(at) for at in range(self.rows.topLevelItemCount()))
        return [item for item in found if item is not None]

    # ---- what is done

    @property
    def _pressed(self) -> str:
        keys = self.field.keySequence()
        return keys.toString(QKeySequence.SequenceFormat.PortableText)

    def _filter(self, typed: str) -> None:
        words = typed.lower().split()
        for item in self._items():
            said = " ".join(item.text(column) for column in range(3)).lower()
            item.setHidden(not all(word in said for word in words))

    def _follow(self) -> None:
        """Say what the pressed key would do, and whether it can be given."""
        action, key = self.chosen, self._pressed
        own = action is not None and self._keyboard.is_own(action.id)
        self.add.setText(tr("Add"))
        _say_why(self.field, "" if action else "Choose an action first.", "Press the new key here")
        _say_why(self.clear, self._why_not_clear(action), "Take all keys from this action")
        _say_why(self.back, "" if own else "Nothing was changed here.", "The keys of the set")
        any_own = bool(self._settings.now.keys)
        _say_why(self.all_back, "" if any_own else "Nothing was changed.", "The whole set as it is")
        _say_why(self.add, self._why_not_add(action, key), "Give the key to this action")
        self.words.setText(self._said(action, key))

    def _why_not_clear(self, action: Action | None) -> str:
        if action is None:
            return "Choose an action first."
        return "" if action.keys else "It has no key."

    def _why_not_add(self, action: Action | None, key: str) -> str:
        if action is None:
            return "Choose an action first."
        if not key:
            return "Press a key first."
        holder = self._keyboard.holder(key)
        if holder is not None and holder.id == action.id:
            return "It has this key already."
        return "Both redo keys always stay." if self._keyboard.is_fixed(key) else ""

    def _said(self, action: Action | None, key: str) -> str:
        if action is None:
            return tr("Choose an action to give it another key.")
        holder = self._keyboard.holder(key) if key else None
        if not key:
            return tr("Press the new key for \u201c{action}\u201d.").format(action=tr(action.title))
        reason = self._why_not_add(action, key)
        if reason:
            return tr(reason)
        if holder is None:
            return tr("{key} is free.").format(key=key)
        self.add.setText(tr("Take it"))
        loser = tr("{key} belongs to \u201c{action}\u201d, which would lose it.")
        return loser.format(key=key, action=tr(holder.title))

    def _add(self) -> None:
        action, key = self.chosen, self._pressed
        if action is not None and key:
            self._change(lambda: self._keyboard.give(action.id, *action.keys, key))

    def _clear(self) -> None:
        action = self.chosen
        if action is not None:
            self._change(lambda: self._keyboard.give(action.id))

    def _reset(self) -> None:
        action = self.chosen
        if action is not None:
            self._change(lambda: self._keyboard.reset(action.id))

    def _reset_all(self) -> None:
        self._change(self._keyboard.reset)

    def _use_set(self, place: int) -> None:
        self._change(lambda: self._keyboard.use(self.sets.itemData(place)))

    def _change(self, act: object) -> None:
        if callable(act):
            act()
        self.field.clear()
        self.fill()
        self._follow()


def _say_why(widget: QWidget, reason: str, otherwise: str) -> None:
    widget.setEnabled(not reason)
    widget.setToolTip(tr(reason or otherwise))
