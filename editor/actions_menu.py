"""Makes Qt's actions and menus from the action book, and keeps their state true."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from editor.actions import MENUS, Action, ActionBook
from editor.language import tr
from editor.widgets.icons import Icons

Recent = tuple[Callable[[], Sequence[str]], Callable[[list[Path]], None]]


class Menus:
    """One QAction for each action; a disabled one carries its reason."""

    def __init__(
        self, window: QMainWindow, book: ActionBook, icons: Icons, trigger: Callable[[str], None]
    ) -> None:
        self._window = window
        self._book = book
        self._icons = icons
        self._trigger = trigger
        self.actions: dict[str, QAction] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self._recent: Recent = (lambda: (), lambda _: None)

    def build(self) -> None:
        """Make all menus anew; after plug-ins came or went too."""
        bar = self._window.menuBar()
        bar.clear()
        for action in self.actions.values():
            self._window.removeAction(action)
            action.deleteLater()
        self.actions = {action.id: self._made(action) for action in self._book}
        for name in MENUS:
            found = [action for action in self._book if action.menu == name]
            if found:
                self._fill(bar.addMenu(tr(name)), found)
        self.refresh()

    def add_recent(
        self, recent: Callable[[], Sequence[str]], open_pictures: Callable[[list[Path]], None]
    ) -> None:
        """A list of the recent pictures in the File menu, made when it is opened."""
        self._recent = recent, open_pictures
        self.build()

    def _recent_menu(self) -> QMenu:
        menu = QMenu(tr("Open recent"), self._window)
        menu.setToolTipsVisible(True)

        def fill() -> None:
            menu.clear()
            recent, open_pictures = self._recent
            for name in recent():
                entry = menu.addAction(Path(name).name)
                entry.setToolTip(name)
                entry.triggered.connect(lambda _=False, name=name: open_pictures([Path(name)]))
            if menu.isEmpty():
                menu.addAction(tr("No picture was opened yet")).setEnabled(False)

        menu.aboutToShow.connect(fill)
        return menu

    def refresh(self) -> None:
        """Enable what can be done, check what is on, and say why not."""
        for action in self._book:
            shown = self.actions.get(action.id)
            if shown is None:
                continue
            reason = action.why_not()
            shown.setEnabled(not reason)
            shown.setToolTip(tr(reason or action.title))
            shown.setStatusTip(tr(reason))
            if action.is_checked is not None:
                shown.setChecked(action.is_checked())

    def refresh_keys(self) -> None:
        """Follow another set of keys."""
        for action in self._book:
            if action.id in self.actions and self._keys[action.id] != action.keys:
                self._give_keys(action, self.actions[action.id])

    def _give_keys(self, action: Action, made: QAction) -> None:
        self._keys[action.id] = action.keys
        made.setShortcuts([QKeySequence(key) for key in action.keys])

    def _made(self, action: Action) -> QAction:
        made = QAction(tr(action.title), self._window)
        self._give_keys(action, made)
        if action.is_checked is not None:
            made.setCheckable(True)
        made.triggered.connect(lambda _=False, name=action.id: self._trigger(name))
        self._window.addAction(made)
        return made

    def _fill(self, menu: QMenu, actions: list[Action]) -> None:
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(lambda: self._draw_icons(actions))
        group = actions[0].group
        deeper: dict[str, QMenu] = {}
        for action in actions:
            if action.group != group:
                menu.addSeparator()
                group = action.group
            self._place_for(action, menu, deeper).addAction(self.actions[action.id])
            if action.id == "file.open":
                menu.addMenu(self._recent_menu())

    def _draw_icons(self, actions: list[Action]) -> None:
        """Icons are drawn when their menu is opened."""
        for action in actions:
            made = self.actions.get(action.id)
            if made is not None and action.icon and made.icon().isNull():
                made.setIcon(self._icons.icon(action.icon, "secondary"))

    def _place_for(self, action: Action, menu: QMenu, deeper: dict[str, QMenu]) -> QMenu:
        """The menu itself, or the submenu that the action names."""
        if not action.submenu:
            return menu
        if action.submenu not in deeper:
            deeper[action.submenu] = menu.addMenu(tr(action.submenu))
            deeper[action.submenu].setToolTipsVisible(True)
        return deeper[action.submenu]
