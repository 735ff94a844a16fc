"""What sorts of picture the subject finder tells apart; free of everything heavy."""

from __future__ import annotations

from enum import Enum


class Kind(Enum):
    """What sort of picture it is."""

    ANYTHING = "anything"
    PORTRAIT = "portrait"
