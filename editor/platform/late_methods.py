"""Lets dataclasses compile their comparing, hashing, printing and freezing when first called.

Python 3.11 and 3.12 compile six functions, one by one, for every frozen dataclass. A start makes
some two hundred such classes, and most of these functions are never called: `__init__` alone is
made at once, the others at their first call, with the same text and the same effect.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

_MAKER = "_create_fn"
_LATE = frozenset(
    {"__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__", "__lt__", "__le__"}
    | {"__gt__", "__ge__"}
)
_Method = Callable[..., Any]


def make_methods_late() -> None:
    """For all dataclasses made from now on; without effect where Python has another way."""
    make: _Method | None = getattr(dataclasses, _MAKER, None)
    if make is None or getattr(make, "is_late", False):
        return

    def make_late(name: str, *given: object, **named: object) -> _Method:
        if name not in _LATE:
            return make(name, *given, **named)
        return _stand_in(name, lambda: make(name, *given, **named))

    make_late.is_late = True  # type: ignore[attr-defined]
    setattr(dataclasses, _MAKER, make_late)


def _stand_in(name: str, make: Callable[[], _Method]) -> _Method:
    made: _Method | None = None

    def call(self: object, *given: object) -> object:
        nonlocal made
        if made is None:
            made = make()
            made.__qualname__ = call.__qualname__
            _put_in_place(type(self), call, made)
        return made(self, *given)

    call.__name__ = name
    return call


def _put_in_place(kind: type, stand_in: _Method, method: _Method) -> None:
    """From the next call on the class answers without the stand-in."""
    for owner in kind.__mro__:
        if owner.__dict__.get(method.__name__) is stand_in:
            setattr(owner, method.__name__, method)
            return
