"""The one way into other languages: what is declared in plain English is translated when shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from editor.lazy import late
from resources import index

CONTEXT = "Pentimento"
SYSTEM = "system"
PROBE = "Undo"
"""A word that every other language has another one for."""
LANGUAGES = {"english": "en", "deutsch": "de"}
"""Each language by its own name, with its code; all but English have a file of translations."""

_parse = late("xml.etree.ElementTree:parse")


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


class Spoken(QTranslator):
    """Says our words in another language, from the file that translators write."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__()
        self._words = words

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return not self._words

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        del disambiguation, n
        return self._words.get(text) if context == CONTEXT else None


def read_words(path: Path) -> dict[str, str]:
    """What a file of translations says for each text; what is not translated is left out."""
    words: dict[str, str] = {}
    for message in _parse(path).iter("message"):
        said = message.findtext("translation", "")
        if said:
            words[message.findtext("source", "")] = said
    return words


def load_language(code: str) -> QTranslator | None:
    """What translates into a language; None where the words themselves are that language."""
    path = index.translation(code)
    return Spoken(read_words(path)) if path.is_file() else None


def load_toolkit(code: str) -> QTranslator | None:
    """The same for the words of the toolkit itself, as on the buttons of its file dialogs."""
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator()
    return translator if translator.load(f"qtbase_{code}", folder) else None


def speak(application: QCoreApplication, code: str) -> None:
    """From now on the program speaks this language, as far as it knows it."""
    for translator in (load_toolkit(code), load_language(code)):
        if translator is not None:
            translator.setParent(application)
            application.installTranslator(translator)
