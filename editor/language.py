"""Which languages the program speaks."""

from __future__ import annotations

LANGUAGES = {"english": "en"}
"""Each language by its own name, with its code."""


def language_names() -> tuple[str, ...]:
    return tuple(LANGUAGES)
