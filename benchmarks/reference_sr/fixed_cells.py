"""The cells as they were fixed before anything was measured: a mark for each array."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from benchmarks.reference_sr.pairs import Bytes, Cell

PATH = Path(__file__).with_name("cells.json")


def mark(pixels: Bytes) -> str:
    return hashlib.sha256(pixels.tobytes()).hexdigest()[:16]


def key_of(collection: str, cell: Cell) -> str:
    return f"{collection}/{cell.name}/{cell.level}"


def write(cells: Iterable[tuple[str, Cell]]) -> None:
    """Truth and reference of every cell."""
    marks = {
        key_of(collection, cell): [mark(cell.truth), mark(cell.reference)]
        for collection, cell in cells
    }
    PATH.write_text(json.dumps(marks, indent=0) + "\n", encoding="utf-8")


def known() -> dict[str, list[str]]:
    return json.loads(PATH.read_text(encoding="utf-8")) if PATH.is_file() else {}


def is_as_fixed(collection: str, cell: Cell, marks: dict[str, list[str]]) -> bool:
    """References depend on the library that writes JPEG; truths must be the same everywhere."""
    return marks.get(key_of(collection, cell)) == [mark(cell.truth), mark(cell.reference)]
