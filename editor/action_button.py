"""Ties a button to an action: its press does it, its state and its words follow."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractButton

from editor.actions import Action, ActionBook
from editor.language import tr


class ActionButton:
    """A disabled button says why; with the `book` its tooltip follows another set of keys."""

    def __init__(
        self,
        button: QAbstractButton,
        action: Action,
        trigger: Callable[[str], None],
        book: ActionBook | None = None,
    ) -> None:
        self._button = button
        self._action = action
        self._book = book
        button.clicked.connect(lambda: trigger(action.id))
        self.refresh()

    def refresh(self) -> None:
        """Follow what can be done now."""
        if self._book is not None and self._action.id in self._book:
            self._action = self._book.find(self._action.id)
        reason = self._action.why_not()
        keys = f" ({self._action.keys[0]})" if self._action.keys else ""
        self._button.setEnabled(not reason)
        self._button.setToolTip(tr(reason) or f"{tr(self._action.title)}{keys}")
