"""`convert IN OUT`: any picture into another format; the shapes of an SVG stay shapes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from editor.cli.arguments import Parser
from editor.cli.studio import DRAWINGS, check_output, write
from editor.document.document import Document
from editor.files.drawing_file import document_of_drawing, is_drawing
from editor.files.open import open_document
from editor.files.problems import UnreadableFile


def main(words: Sequence[str]) -> int:
    """0 when it is written; raises what is one sentence."""
    found = _parser().read(words)
    check_output(found.output)
    document = opened(found.input, found.output)
    for notice in document.notices:
        _say(notice)
    write(document, found.output, _say)
    return 0


def opened(path: Path, output: Path) -> Document:
    """An SVG as layers of shapes; where it holds more than shapes, its pixels are taken instead.

    For an output that holds nothing but shapes, what cannot be a shape is left out and said.
    """
    if not is_drawing(path):
        return open_document(path)
    wants_shapes = output.suffix.lower() in DRAWINGS
    try:
        document = document_of_drawing(path)
    except UnreadableFile:
        if wants_shapes:
            raise
        return open_document(path)
    return document if wants_shapes or not document.notices else open_document(path)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _parser() -> Parser:
    parser = Parser("convert", "Write a picture in another format; an SVG becomes vector layers.")
    parser.add_argument("input", type=Path, help="the picture")
    parser.add_argument("output", type=Path, help="its ending says the format, such as .ora")
    return parser
