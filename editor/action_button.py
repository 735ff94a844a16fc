"""Ties a button to an action: its press does it, its state and its words follow."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractButton

from editor.actions import Action


class ActionButton:
    """A disabled button says why."""

    def __init__(
        self, button: QAbstractButton, action: Action, trigger: Callable[[str], None]
    ) -> None:
        self._button = button
        self._action = action
        button.clicked.connect(lambda: trigger(action.id))
        self.refresh()

    def refresh(self) -> None:
        """Follow what can be done now."""
        reason = self._action.why_not()
        keys = f" ({self._action.keys[0]})" if self._action.keys else ""
        self._button.setEnabled(not reason)
        self._button.setToolTip(reason or f"{self._action.title}{keys}")
