"""Writes down every word that the window shows, for translators: `python -m editor.translations`.

It drives the real program through its docks, tools, tasks and dialogs, and adds what the source
gives to `tr` and what parameters, actions and kinds of layers declare. Words that are there already
keep their translation; the program reads the file as it is. `--only-declared` leaves the drive out
and keeps all that is there: quick, for a few new words.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from editor.actions import MENUS
from editor.actions_tools import SPOTS
from editor.declared_words import shown_in
from editor.dialogs.colour import AssignChoice, ConvertChoice
from editor.dialogs.preference_pages import FileChoices, InterfaceChoices, PerformanceChoices
from editor.document.adjustments.catalog import ADJUSTMENTS
from editor.document.kinds.fill.layer import TITLES as FILL_TITLES
from editor.document.kinds.registry import KINDS
from editor.document.kinds.text.params import TextParams
from editor.language import CONTEXT, read_words
from editor.platform.references import keep_constants_alive
from editor.screenshots import SCENES, Studio
from editor.toolbox import Toolbox
from editor.widgets.choice import words
from ml import catalog
from ml.api.params import Params, describe
from resources import index

SOURCES = ("editor", "plugins")
PREFERENCES = (InterfaceChoices, PerformanceChoices, FileChoices, AssignChoice, ConvertChoice)
MARK = "\u2063"
"""Invisible: tells what was translated already from what was not."""


WORD = re.compile("[A-Za-z]{2}")
KEYS = re.compile(
    r"\b(Ctrl|Alt|Shift|Meta|Esc|Del|Ins|Tab|Return|Enter|Backspace|PgUp|PgDown|F\d+)\b"
    r"|^\d+ (to|bit|px)( \d+)?$|^.*\.(jpg|png)\b.*"
)


class Listener(QTranslator):
    """Remembers every text that is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        del disambiguation, n
        if context != CONTEXT:
            return None
        if not text.startswith(MARK):
            self.asked.add(text)
        return text if text.startswith(MARK) else f"{MARK}{text}"


def declared_by(params: type[Params]) -> Iterator[str]:
    """What a form made of parameters shows."""
    for field in describe(params):
        yield field.title
        yield field.help
        yield from (words(choice) for choice in field.choices)


def declared() -> set[str]:
    """The words of all that is declared as data: forms, adjustments, fills, layers, tools."""
    boxes = [type(tool.options) for tool in map(Toolbox().tool, Toolbox().names)]
    kinds = [*boxes, *(one.params for one in ADJUSTMENTS), *FILL_TITLES, TextParams, *PREFERENCES]
    kinds += [spec.params for spec in catalog.CATALOG]
    texts = {text for params in kinds for text in declared_by(params)}
    texts |= {text for one in ADJUSTMENTS for text in (one.title, one.help)}
    texts |= {f"New layer: {one.title.lower()}" for one in ADJUSTMENTS}
    texts |= {f"{one.title}…" for one in ADJUSTMENTS}
    texts |= {one.title for one in KINDS} | set(FILL_TITLES.values()) | set(MENUS)
    texts |= {spec.title for spec in catalog.CATALOG}
    texts |= {spot.title for spot in SPOTS}
    for folder in SOURCES:
        for path in sorted((index.ROOT.parent / folder).rglob("*.py")):
            texts.update(shown_in(path.read_text(encoding="utf-8")))
    return {text for text in texts if is_language(text)}


def is_language(text: str) -> bool:
    """Whether there is something to translate: no figures, keys, or names of files."""
    return bool(WORD.search(KEYS.sub("", text))) and "[*]" not in text


def shown_by(studio: Studio, listener: Listener) -> set[str]:
    """What the program asks for on a walk through all of its parts."""
    program = studio.program
    studio.open_sample("boats")
    for name in program.desk.toolbox.names:
        program.desk.toolbox.choose(name)
    for name in program.generate.names:
        program.generate.open(name)
    for name in program.docks.ids:
        program.docks.open(name)
        studio.serve(0.1)
    for scene in SCENES:
        scene.come(program)
        studio.serve(0.1)
        scene.go(program)
    return listener.asked


def merged(path: Path, code: str, texts: set[str]) -> ElementTree.ElementTree:
    """The file of a language with exactly these texts; what was translated stays translated."""
    known = read_words(path) if path.is_file() else {}
    root = ElementTree.Element("TS", version="2.1", language=code, sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    for text in sorted(texts):
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "source").text = text
        translation = ElementTree.SubElement(message, "translation")
        translation.text = known.get(text, "")
        if not translation.text:
            translation.set("type", "unfinished")
    ElementTree.indent(root)
    return ElementTree.ElementTree(root)


def driven() -> set[str]:
    """What the program shows on a drive through it."""
    keep_constants_alive()
    application = QApplication([])
    listener = Listener()
    application.installTranslator(listener)
    with tempfile.TemporaryDirectory() as home:
        studio = Studio(Path(home), Path(home), theme="dark")
        texts = set(shown_by(studio, listener))
        studio.program.close()
    application.quit()
    return {text for text in texts if is_language(text)}


def main() -> int:
    """Write the texts of one language."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("language", nargs="?", default="de", help="its code, such as de")
    given.add_argument("--only-declared", action="store_true", help="do not drive the program")
    wanted = given.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    target = index.translation(wanted.language)
    target.parent.mkdir(parents=True, exist_ok=True)
    if wanted.only_declared:
        texts = declared() | (set(read_sources(target)) if target.is_file() else set())
    else:
        texts = declared() | driven()
    tree = merged(target, wanted.language, texts)
    tree.write(target, encoding="utf-8", xml_declaration=True)
    return 0


def read_sources(path: Path) -> Iterator[str]:
    """Every text of a file of translations, translated or not."""
    return (message.findtext("source", "") for message in ElementTree.parse(path).iter("message"))


if __name__ == "__main__":
    raise SystemExit(main())
