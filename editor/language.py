"""The one way into other languages: what is declared in plain English is translated when shown."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from resources import index

CONTEXT = "Pentimento"
SYSTEM = "system"
PROBE = "Undo"
"""A word that every other language has another one for."""
LANGUAGES = {"english": "en"}
"""Each language by its own name, with its code; one that has a file in resources/translations."""


def tr(text: str) -> str:
    """The text in the language that is spoken; for widgets, where they show declared words."""
    return QCoreApplication.translate(CONTEXT, text) if text else text


def is_translated() -> bool:
    """Whether another language than English is spoken."""
    return tr(PROBE) != PROBE


def language_names() -> tuple[str, ...]:
    """What can be chosen beside the system's language."""
    return tuple(LANGUAGES)


def language_code(chosen: str) -> str:
    """The code of the language to speak: the chosen one, or the system's."""
    if chosen == SYSTEM:
        return QLocale.system().name().partition("_")[0]
    return LANGUAGES.get(chosen, "en")


def load_language(code: str) -> QTranslator | None:
    """What translates into a language; None where the words themselves are that language."""
    path = index.translation(code)
    translator = QTranslator()
    if not path.is_file() or not translator.load(str(path)):
        return None
    return translator
