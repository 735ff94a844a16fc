"""Reads the small tables that lie beside pictures: manifests, labels, captions, palettes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ml.training.data.entries import Palette
from ml.training.data.failures import ManifestWrong
from ml.training.data.splits import ALIASES

Row = Mapping[str, str]
FILE_COLUMNS = ("file", "filename", "file_name", "image")
LICENCE_COLUMNS = ("licence", "license", "licence_of_package")


def read_table(path: Path) -> list[Row]:
    """Rows by lower-case column; raises `ManifestWrong` where it is no table of files."""
    text = _text(path)
    reader = csv.DictReader(io.StringIO(text))
    columns = [name.strip().lower() for name in reader.fieldnames or ()]
    if not set(columns) & set(FILE_COLUMNS):
        raise ManifestWrong(f"{path} has no column called file; its first line names the columns.")
    reader.fieldnames = columns
    rows = [{key: (value or "").strip() for key, value in row.items() if key} for row in reader]
    return [row for row in rows if file_of(row)]


def file_of(row: Row) -> str:
    """The file a row speaks of, with forward slashes."""
    return first_of(row, FILE_COLUMNS).replace("\\", "/")


def first_of(row: Row, columns: Sequence[str]) -> str:
    """The first of some columns that the row has; empty if none."""
    return next((row[name] for name in columns if row.get(name)), "")


def split_of(row: Row, path: Path) -> str:
    """`train`, `val` or `test`, or empty without such a column; raises `ManifestWrong`."""
    if "split" not in row:
        return ""
    split = ALIASES.get(row["split"].lower())
    if split is None:
        raise ManifestWrong(
            f"{path} says “{row['split']}” in the column split for {file_of(row)}; "
            "it must be train, val or test."
        )
    return split


def table_with(folder: Path, names: Iterable[str], columns: Iterable[str]) -> list[Row]:
    """The first table of these names in a folder that has one of these columns; else empty."""
    wanted = set(columns)
    for name in names:
        if not (folder / name).is_file():
            continue
        rows = read_table(folder / name)
        if rows and wanted & set(rows[0]):
            return rows
    return []


def read_palette(path: Path) -> Palette:
    """Lines of a name, or of a name and a colour: `road,128,64,128` or `128 64 128 road`.

    The order of the lines is the order of the numbers. Raises `ManifestWrong`.
    """
    lines = [line.strip() for line in _text(path).splitlines()]
    cells = [_cells(line) for line in lines if line and not line.startswith("#")]
    if cells and [cell.lower() for cell in cells[0]][:4] in (["name", "r", "g", "b"], ["name"]):
        cells = cells[1:]
    coloured = [_coloured(row) for row in cells]
    if not all(colour is not None for _, colour in coloured):
        if any(colour is not None for _, colour in coloured):
            raise ManifestWrong(f"{path} gives colours for some classes only.")
        return Palette(tuple(name for name, _ in coloured))
    colours = tuple(colour for _, colour in coloured if colour is not None)
    if len(set(colours)) < len(colours):
        raise ManifestWrong(f"{path} gives two classes the same colour.")
    return Palette(tuple(name for name, _ in coloured), colours)


def _cells(line: str) -> list[str]:
    if "," in line:
        return [cell.strip() for cell in line.split(",")]
    words = line.split()
    if len(words) >= 4 and all(word.isdigit() for word in words[:3]):
        return [*words[:3], " ".join(words[3:])]
    return [line]


def _coloured(cells: list[str]) -> tuple[str, tuple[int, int, int] | None]:
    for numbers, name in ((cells[1:4], cells[0]), (cells[:3], cells[-1])):
        if len(cells) >= 4 and all(c.isdigit() and int(c) <= 255 for c in numbers):
            red, green, blue = (int(cell) for cell in numbers)
            return name, (red, green, blue)
    return cells[0], None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as failure:
        raise ManifestWrong(f"{path} cannot be read as UTF-8 text.") from failure
