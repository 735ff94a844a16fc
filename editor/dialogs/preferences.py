"""The preferences: pages of choices that hold at once, or say when they will."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from editor.actions import ActionBook
from editor.dialogs.keys import KeysPage
from editor.dialogs.preference_pages import PAGES, Page
from editor.keyboard import Keyboard
from editor.language import tr
from editor.settings import SettingsFile
from editor.widgets.buttons import text_button
from editor.widgets.icons import Icons
from editor.widgets.params_form import ParamsForm

SIZE = QSize(760, 540)
LIST_PX = 168
KEYS = "Keys"


@dataclass(frozen=True)
class Preferable:
    """What the preferences change, and what they offer of this machine."""

    settings: SettingsFile
    book: ActionBook
    keyboard: Keyboard
    names_of: Callable[[str], tuple[str, ...]]


class PreferencesDialog(QDialog):
    """Every change is written at once; nothing waits for a button."""

    def __init__(self, given: Preferable, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Preferences"))
        self.resize(SIZE)
        self._given = given
        self._icons = icons
        self.forms: dict[str, ParamsForm] = {}
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Pages of the preferences"))
        self.list.setObjectName("pages")
        self.list.setFixedWidth(LIST_PX)
        self.stack = QStackedWidget(self)
        for page in PAGES:
            self._add(page.title, page.icon, self._page(page))
        self.keys = KeysPage(given.book, given.keyboard, given.settings, self)
        self._add(KEYS, "keyboard", _titled(KEYS, self.keys))
        self.list.currentRowChanged.connect(self.stack.setCurrentIndex)
        self.list.setCurrentRow(0)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list)
        layout.addLayout(self._right(), 1)

    def show_page(self, title: str) -> None:
        """Bring a page in front."""
        for item in self.list.findItems(tr(title), Qt.MatchFlag.MatchExactly):
            self.list.setCurrentItem(item)

    def _add(self, title: str, icon: str, page: QWidget) -> None:
        item = QListWidgetItem(self._icons.icon(icon, "secondary"), tr(title))
        item.setSizeHint(QSize(LIST_PX - 24, 34))
        self.list.addItem(item)
        self.stack.addWidget(page)

    def _page(self, page: Page) -> QWidget:
        form = ParamsForm(page.choices, self._icons, parent=self)
        form.names_of = self._given.names_of
        now = self._given.settings.now.model_dump()
        form.write({name: now[name] for name in form.names})
        form.changed.connect(lambda: self._given.settings.change(**form.values()))
        self.forms[page.title] = form
        note = QLabel(tr(page.note), self)
        note.setObjectName("small")
        note.setWordWrap(True)
        reset = text_button("Reset this page", kind="flat", parent=self)
        reset.clicked.connect(form.reset)
        holder = QWidget(self)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(form)
        layout.addWidget(note)
        layout.addStretch(1)
        layout.addWidget(reset, 0, Qt.AlignmentFlag.AlignLeft)
        return _titled(page.title, holder)

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.stack, 1)
        shut = text_button("Close", parent=self)
        shut.setMinimumHeight(32)
        shut.clicked.connect(self.accept)
        column.addWidget(shut, 0, Qt.AlignmentFlag.AlignRight)
        return column


def _titled(title: str, content: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    words = QLabel(tr(title), holder)
    words.setObjectName("subtitle")
    layout.addWidget(words)
    layout.addWidget(content, 1)
    return holder
