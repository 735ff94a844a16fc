"""A key as text, like `Ctrl+Shift+Z`, in one spelling, so that two of them can be compared."""

from __future__ import annotations

MODIFIERS = ("Meta", "Ctrl", "Alt", "Shift")
_SPELLED = {"control": "Ctrl", "option": "Alt", "cmd": "Ctrl", "win": "Meta"}
_NAMED = {"enter": "Enter", "return": "Return", "esc": "Esc", "escape": "Esc", "del": "Del"} | {
    "delete": "Del",
    "ins": "Ins",
    "insert": "Ins",
    "pageup": "PgUp",
    "pgup": "PgUp",
    "pagedown": "PgDown",
    "pgdn": "PgDown",
    "pgdown": "PgDown",
}


def normal(key: str) -> str:
    """The one spelling: modifiers in a fixed order, letters large. Raises ValueError for none."""
    parts = _parts(key.strip())
    if not parts or not parts[-1]:
        raise ValueError(f"{key!r} is no key.")
    *held, last = parts
    spelled = {_SPELLED.get(one.lower(), one.capitalize()) for one in held}
    unknown = spelled - set(MODIFIERS)
    if unknown:
        raise ValueError(f"{key!r} holds {', '.join(sorted(unknown))}, which is no modifier.")
    named = _NAMED.get(
        last.lower(), last.upper() if len(last) == 1 else last[:1].upper() + last[1:]
    )
    return "+".join([*(one for one in MODIFIERS if one in spelled), named])


def _parts(key: str) -> list[str]:
    """`Ctrl++` is Ctrl and the key +."""
    if key == "+":
        return ["+"]
    if key.endswith("++"):
        return [*key[:-2].split("+"), "+"]
    return key.split("+")


def is_plain(key: str) -> bool:
    """Whether the key is one character without Ctrl, Alt or Meta, as text would have it."""
    held = set(_parts(key)[:-1])
    return len(_parts(key)[-1]) == 1 and not held - {"Shift"}
