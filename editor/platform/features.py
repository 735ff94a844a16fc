"""Keeps the Qt binding from reading the source of every module that is imported after it.

PySide looks there for the word "PySide6", to serve its switch `from __feature__ import ...`. This
program never uses that switch, and reading some three hundred files costs a part of each start.
"""

from __future__ import annotations

import importlib
from types import ModuleType

_READER = "feature_imported"


def never_read_sources() -> None:
    """Call it right after the binding is imported; without effect where it works otherwise."""
    try:
        feature: object = importlib.import_module("PySide6.support.feature")
    except ImportError:
        return
    if hasattr(feature, _READER):
        setattr(feature, _READER, _read_nothing)


def _read_nothing(_module: ModuleType) -> None:
    pass
