"""The bundled key sets: what hands that know another program expect."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from editor.keymaps.binding import Keys
from editor.keymaps.keys import normal
from resources import index

DEFAULT = "krita"


@dataclass(frozen=True)
class KeySet:
    """A named set; it says only what differs from the keys that the actions declare."""

    name: str
    title: str
    keys: Keys


def load_key_set(name: str) -> KeySet:
    """Read a bundled set; an unknown name gives the default one."""
    if name not in key_set_names():
        name = DEFAULT
    given = tomllib.loads(index.keymap(name).read_text(encoding="utf-8"))
    keys = {action: tuple(normal(key) for key in keys) for action, keys in given["keys"].items()}
    return KeySet(name, given["title"], keys)


def key_set_names() -> tuple[str, ...]:
    """The default first, then by name."""
    names = sorted(index.keymap_names())
    return tuple(sorted(names, key=lambda name: name != DEFAULT))
