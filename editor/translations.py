"""Writes down every word that the window shows, for translators: `python -m editor.translations`.

It drives the real program through its docks, tools, tasks and dialogs, and adds what the source
gives to `tr`. Words that are there already keep their translation; run `pyside6-lrelease` on the
file it writes to make what the program loads.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from editor.language import CONTEXT
from editor.platform.references import keep_constants_alive
from editor.screenshots import SCENES, Studio
from resources import index

SOURCES = ("editor", "plugins")
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


def said_in(source: str) -> Iterator[str]:
    """The texts that a source file gives to `tr`."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id == "tr" and node.args:
            text = node.args[0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


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
    known: dict[str, str] = {}
    if path.is_file():
        for message in ElementTree.parse(path).iter("message"):
            known[message.findtext("source", "")] = message.findtext("translation", "")
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


def main() -> int:
    """Write the texts of one language."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("language", nargs="?", default="de", help="its code, such as de")
    given = words.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    keep_constants_alive()
    application = QApplication([])
    listener = Listener()
    application.installTranslator(listener)
    with tempfile.TemporaryDirectory() as home:
        studio = Studio(Path(home), Path(home), theme="dark")
        texts = set(shown_by(studio, listener))
        studio.program.close()
    for folder in SOURCES:
        for path in sorted((index.ROOT.parent / folder).rglob("*.py")):
            texts.update(said_in(path.read_text(encoding="utf-8")))
    target = index.translation(given.language).with_suffix(".ts")
    target.parent.mkdir(parents=True, exist_ok=True)
    tree = merged(target, given.language, {text for text in texts if is_language(text)})
    tree.write(target, encoding="utf-8", xml_declaration=True)
    application.quit()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
