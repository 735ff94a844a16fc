"""The one loader of late imports: what is heavy is imported when it is first called."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any


def late(entry: str) -> Callable[..., Any]:
    """A function that stands for "module:name" and imports it on its first call."""
    module, _, name = entry.partition(":")

    def call(*given: object, **named: object) -> Any:
        return getattr(importlib.import_module(module), name)(*given, **named)

    call.__name__ = name
    return call
