"""Every command of the program as data, from which menus, keys, palette and overlay are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from editor.keymaps.binding import Keys, bind

MENUS = ("File", "Edit", "Image", "Layer", "Select", "Generate", "View", "Help")


class DuplicateAction(Exception):
    """Two actions want the same name; the first keeps it."""


class ActionUnavailable(Exception):
    """The action cannot be done now; the message says why in one sentence."""


def _always() -> str:
    return ""


@dataclass(frozen=True)
class Action:
    """One command: `why_not` answers "" where it can be done, else the reason as a sentence.

    `menu` is one of MENUS, or "" for the palette alone; actions of one `group` stand together,
    those with the same `submenu` one level deeper.
    `is_checked` is given where the action switches something on and off.
    """

    id: str
    title: str
    run: Callable[[], None]
    keys: tuple[str, ...] = ()
    icon: str = ""
    menu: str = ""
    group: str = ""
    why_not: Callable[[], str] = _always
    is_checked: Callable[[], bool] | None = None
    submenu: str = ""


class ActionBook:
    """All actions by id, in the order in which they were added; ids and keys are unique.

    An action found here has the keys that the artist's key set gives it; what it declared itself
    is kept in `declared`.
    """

    def __init__(self) -> None:
        self._actions: dict[str, Action] = {}
        self._keys: dict[str, str] = {}
        self._declared: dict[str, tuple[str, ...]] = {}

    def __iter__(self) -> Iterator[Action]:
        return iter(tuple(self._actions.values()))

    def __contains__(self, action_id: str) -> bool:
        return action_id in self._actions

    def add(self, *actions: Action) -> None:
        """Take them in, up to the first whose id or key is taken: that raises DuplicateAction."""
        for action in actions:
            self._refuse_duplicate(action)
            self._actions[action.id] = action
            self._declared[action.id] = action.keys
            self._keys.update(dict.fromkeys(action.keys, action.id))

    def remove(self, action_id: str) -> None:
        """Forget an action and free its keys."""
        action = self._actions.pop(action_id)
        del self._declared[action_id]
        for key in action.keys:
            del self._keys[key]

    @property
    def declared(self) -> Keys:
        """The keys that the actions themselves ask for."""
        return dict(self._declared)

    def bind(self, *layers: Mapping[str, tuple[str, ...]]) -> None:
        """Give all actions the keys of a set and of the artist, the stronger layer last."""
        bound = bind(self._declared, *layers)
        for action_id, keys in bound.items():
            self._actions[action_id] = replace(self._actions[action_id], keys=keys)
        self._keys = {key: action_id for action_id, keys in bound.items() for key in keys}

    def with_key(self, key: str) -> Action | None:
        """The action that has a key, or None."""
        action_id = self._keys.get(key)
        return self._actions[action_id] if action_id else None

    def find(self, action_id: str) -> Action:
        return self._actions[action_id]

    def trigger(self, action_id: str) -> None:
        """Do it; raises ActionUnavailable with the reason where it cannot be done."""
        action = self._actions[action_id]
        reason = action.why_not()
        if reason:
            raise ActionUnavailable(reason)
        action.run()

    def _refuse_duplicate(self, action: Action) -> None:
        if action.id in self._actions:
            raise DuplicateAction(f"There is already an action called {action.id}.")
        for key in action.keys:
            if key in self._keys:
                raise DuplicateAction(f"{key} already belongs to {self._keys[key]}.")
