"""The one loader of late imports: what is heavy is imported when it is first called."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from operator import attrgetter
from typing import Any


def late(entry: str) -> Callable[..., Any]:
    """Stands for "module:name" or "module:Class.name", and imports it on the first call."""
    module, _, name = entry.partition(":")

    def call(*given: object, **named: object) -> Any:
        return attrgetter(name)(importlib.import_module(module))(*given, **named)

    call.__name__ = name
    return call
