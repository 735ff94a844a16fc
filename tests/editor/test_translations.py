"""What translators get: every text once, what was translated kept, figures and keys left out."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QTranslator

from editor.language import language_code, load_language
from editor.translations import is_language, merged, said_in


def test_what_the_source_says_is_found() -> None:
    source = 'a = tr("One")\nb = other("Two")\nc = tr(name)\nd = tr("Three {n}").format(n=3)\n'
    assert list(said_in(source)) == ["One", "Three {n}"]


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
