"""Decides which action has which key, from what the program declares, a set, and the artist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from editor.keymaps.keys import normal

Keys = Mapping[str, tuple[str, ...]]
"""The keys of actions by their id; an action that is not named keeps what it had."""

ALWAYS: Keys = {"edit.redo": ("Ctrl+Shift+Z", "Ctrl+Y")}
"""Both redo keys work in every set, for hands that come from other programs."""


def bind(declared: Keys, *layers: Keys) -> dict[str, tuple[str, ...]]:
    """The keys of every declared action; each key belongs to exactly one of them.

    Later layers are stronger: where an action is named in several, the last one decides, and
    a key that a stronger layer gave away is lost to the others. Ids that nobody declares are
    passed over, for a plug-in may be away.
    """
    chosen: dict[str, tuple[str, ...]] = {}
    taken: dict[str, str] = {}
    strong_first: list[Keys] = [*reversed(layers), declared]
    for key, action in _always(declared).items():
        taken[key] = action
    for layer in strong_first:
        for action, keys in layer.items():
            if action in declared and action not in chosen:
                chosen[action] = _claimed(action, keys, taken)
    return {action: _with_always(action, chosen[action]) for action in declared}


def holder(bound: Keys, key: str) -> str | None:
    """The action that has a key, or None."""
    wanted = normal(key)
    return next((action for action, keys in bound.items() if wanted in keys), None)


def _claimed(action: str, keys: Sequence[str], taken: dict[str, str]) -> tuple[str, ...]:
    mine: list[str] = []
    for key in dict.fromkeys(map(normal, keys)):
        if taken.setdefault(key, action) == action:
            mine.append(key)
    return tuple(mine)


def _always(declared: Keys) -> dict[str, str]:
    return {key: action for action, keys in ALWAYS.items() if action in declared for key in keys}


def _with_always(action: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*keys, *ALWAYS.get(action, ()))))
