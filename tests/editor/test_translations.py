"""What translators get: every text once, what was translated kept, figures and keys left out."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from editor.declared_words import said_in, shown_in
from editor.language import (
    CONTEXT,
    LANGUAGES,
    language_code,
    language_names,
    load_language,
    load_toolkit,
    read_words,
    tr,
)
from editor.translations import declared, is_language, merged, read_sources
from resources import index

OTHERS = [code for code in LANGUAGES.values() if code != "en"]
HOLES = re.compile(r"\{\w*\}")
FEW = 0.02
"""The share of what the source declares that may wait for its translators."""


def test_what_the_source_says_is_found() -> None:
    source = 'a = tr("One")\nb = other("Two")\nc = tr(name)\nd = tr("Three {n}").format(n=3)\n'
    assert list(said_in(source)) == ["One", "Three {n}"]


def test_sentences_and_the_names_of_steps_are_found() -> None:
    source = """
class Step:
    title: str = "One step"
    other: str = "Not this"

def make(document, title="Two steps"):
    desk.tell("Three words here.")
    param(0, title="Not that")
    return Compound("Four steps", [Other("Five"), Reshape(way, title="Six steps")])
"""
    found = {"One step", "Two steps", "Three words here.", "Four steps", "Six steps"}
    assert set(shown_in(source)) == found


@pytest.mark.parametrize("text", ["", "100 %", "Ctrl+Alt+S", "1 to 3", "16 bit", "boats.jpg"])
def test_figures_keys_and_files_are_no_language(text: str) -> None:
    assert not is_language(text)


def test_words_are_language() -> None:
    assert is_language("Left button")
    assert is_language("Tear off {dock}")


def test_a_translation_is_kept_and_a_lost_text_goes(tmp_path: Path) -> None:
    path = tmp_path / "de.ts"
    merged(path, "de", {"Undo", "Redo"}).write(path, encoding="utf-8")
    tree = ElementTree.parse(path)
    message = next(one for one in tree.iter("message") if one.findtext("source") == "Undo")
    message.find("translation").text = "R\u00fcckg\u00e4ngig"
    tree.write(path, encoding="utf-8")
    again = merged(path, "de", {"Undo", "New"})
    said = {one.findtext("source"): one.find("translation") for one in again.iter("message")}
    assert set(said) == {"Undo", "New"}
    assert said["Undo"].text == "R\u00fcckg\u00e4ngig"
    assert said["New"].get("type") == "unfinished"


def test_an_unknown_language_is_the_words_themselves() -> None:
    assert load_language("xx") is None
    assert language_code("english") == "en"
    assert language_code("nobody's") == "en"
    assert isinstance(language_code("system"), str)
    assert QTranslator().isEmpty()


def test_german_is_one_of_the_languages() -> None:
    assert language_code("deutsch") == "de"
    assert "deutsch" in language_names()


@pytest.mark.parametrize("code", OTHERS)
def test_no_text_of_a_language_is_left_out_or_loses_its_holes(code: str) -> None:
    path = index.translation(code)
    said = read_words(path)
    assert len(said) > 800
    for text in read_sources(path):
        assert said.get(text), text
        assert sorted(HOLES.findall(said[text])) == sorted(HOLES.findall(text)), text
        assert said[text].endswith("\u2026") == text.endswith("\u2026"), text
        assert said[text] == said[text].strip(), text


@pytest.mark.parametrize("code", OTHERS)
def test_what_the_source_declares_has_a_translation(code: str, qapp: QApplication) -> None:
    """All but a few: what was written yesterday is English for a day, not for good."""
    texts = declared()
    missing = sorted(texts - set(read_words(index.translation(code))))
    assert len(missing) <= FEW * len(texts), missing


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_is_spoken_from_its_file(code: str, qapp: QApplication) -> None:
    translator = load_language(code)
    assert translator is not None
    qapp.installTranslator(translator)
    try:
        assert tr("Undo") == read_words(index.translation(code))["Undo"] != "Undo"
        assert tr("nobody says this") == "nobody says this"
        assert translator.translate("Another context", "Undo") is None
        assert CONTEXT == "Pentimento"
    finally:
        qapp.removeTranslator(translator)
    assert tr("Undo") == "Undo"


def test_the_words_of_the_toolkit_come_along() -> None:
    toolkit = load_toolkit("de")
    assert toolkit is not None
    assert toolkit.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    assert load_toolkit("xx") is None
