"""The artist's keys: a chosen set, with their own changes over it, remembered in the settings."""

from __future__ import annotations

from psygnal import Signal

from editor.actions import Action, ActionBook
from editor.keymaps.binding import ALWAYS, Keys
from editor.keymaps.key_set import KeySet, load_key_set
from editor.keymaps.keys import normal
from editor.settings import SettingsFile


class Keyboard:
    """Keeps the keys of the action book true to the settings; `changed` follows every change."""

    changed = Signal()

    def __init__(self, book: ActionBook, settings: SettingsFile) -> None:
        self._book = book
        self._settings = settings
        self._further: Keys = {}
        settings.changed.connect(self._follow)

    @property
    def key_set(self) -> KeySet:
        return load_key_set(self._settings.now.key_set)

    def apply(self) -> None:
        """Give all actions their keys; after actions were added too."""
        layers = (self.key_set.keys, self._settings.now.keys)
        self._book.bind(*layers)
        if self._further:
            held = {one.id: one.keys for one in self._book}
            more = {name: (*keys, *held.get(name, ())) for name, keys in self._further.items()}
            self._book.bind(*layers, more)
        self.changed.emit()

    def lend(self, keys: Keys) -> None:
        """Keys that actions have besides their own, stronger than all others, until the next call.

        For what is meant while one kind of layer is active.
        """
        if keys != self._further:
            self._further = keys
            self.apply()

    def use(self, name: str) -> None:
        """Take another set; the artist's own keys stay over it."""
        self._settings.change(key_set=name)

    def holder(self, key: str) -> Action | None:
        """Who has a key now."""
        return self._book.with_key(normal(key))

    def is_fixed(self, key: str) -> bool:
        """Whether a key can never be given away: both redo keys."""
        return any(normal(key) in keys for keys in ALWAYS.values())

    def is_own(self, action_id: str) -> bool:
        """Whether the artist changed the keys of an action."""
        return action_id in self._settings.now.keys

    def give(self, action_id: str, *keys: str) -> None:
        """Give an action exactly these keys; whoever had one of them loses it."""
        wanted = tuple(map(normal, keys))
        own = {
            name: tuple(key for key in held if key not in wanted)
            for name, held in self._settings.now.keys.items()
        }
        self._settings.change(keys={**own, action_id: wanted})

    def reset(self, action_id: str | None = None) -> None:
        """Back to the set, for one action or for all."""
        own = dict(self._settings.now.keys)
        if action_id is None:
            own.clear()
        else:
            own.pop(action_id, None)
        self._settings.change(keys=own)

    def _follow(self, names: frozenset[str]) -> None:
        if names & {"key_set", "keys"}:
            self.apply()
