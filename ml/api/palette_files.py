"""Palettes as JSON: our own file, and the bare lists of labels that other programs write."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from ml.api.labels import LabelError, Palette

FORMAT = "pentimento-palette"
VERSION = 1
LARGEST_FILE_BYTES = 16_000_000


class PaletteFileError(LabelError):
    """A file that is no palette."""


def palette_text(palette: Palette) -> str:
    """The palette as the text of its file."""
    labels = [
        {"index": label.index, "name": label.name, "colour": label.hex}
        | ({"family": label.family} if label.family else {})
        for label in palette.labels
    ]
    head = {"format": FORMAT, "version": VERSION, "name": palette.name}
    content = {**head, "unlabelled": palette.unlabelled, "labels": labels}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def palette_of_text(text: str, what: str = "The palette") -> Palette:
    """The palette in a text: our own format, or a bare list of labels as other programs write it.

    Such a list has `index` or `id`, `name`, and `colour` or `color` as #rrggbb or three numbers.
    Raises `PaletteFileError`.
    """
    try:
        content: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PaletteFileError(f"{what} is not JSON: {_first_line(error)}.") from error
    try:
        return Palette.model_validate(_fields(content, what))
    except ValidationError as error:
        raise PaletteFileError(f"{what} cannot be used: {_fault(error)}.") from error


def read_palette(path: Path) -> Palette:
    """The palette in a JSON file; raises `PaletteFileError` with one sentence."""
    what = f"The palette {path.name!r}"
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise PaletteFileError(f"{what} is far too large to be one.")
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PaletteFileError(f"{what} is not a text file: give the JSON file.") from error
    except OSError as error:
        raise PaletteFileError(f"{what} cannot be read: {error.strerror}.") from error
    return palette_of_text(text, what)


def write_palette(palette: Palette, path: Path) -> None:
    """Writes the file in one step: the old one stays until the new one is whole."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.write(palette_text(palette))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def palette_path(labels_path: Path) -> Path:
    """Where the palette of a label PNG lies: beside it, `map.png` with `map.palette.json`."""
    return labels_path.with_suffix(".palette.json")


def _fields(content: object, what: str) -> dict[str, Any]:
    if isinstance(content, list):
        return {"labels": _entries(cast("list[object]", content), what)}
    if not isinstance(content, dict):
        raise PaletteFileError(f"{what} has neither labels nor a list of them.")
    given = dict(cast("dict[str, Any]", content))
    if given.pop("format", FORMAT) != FORMAT or "labels" not in given:
        raise PaletteFileError(f"{what} is JSON of another kind: its list of labels is missing.")
    version = given.pop("version", VERSION)
    if version != VERSION:
        raise PaletteFileError(f"{what} has version {version!r}; only version {VERSION} is known.")
    if not isinstance(given["labels"], list):
        raise PaletteFileError(f"{what} has no list of labels.")
    return {**given, "labels": _entries(cast("list[object]", given["labels"]), what)}


def _entries(entries: Iterable[object], what: str) -> list[dict[str, Any]]:
    return [_entry(entry, what, number) for number, entry in enumerate(entries, start=1)]


def _entry(entry: object, what: str, number: int) -> dict[str, Any]:
    if not isinstance(entry, Mapping):
        raise PaletteFileError(f"{what}: label {number} is no group of index, name and colour.")
    given = cast("Mapping[str, Any]", entry)
    index, colour = given.get("index", given.get("id")), given.get("colour", given.get("color"))
    if index is None or "name" not in given or colour is None:
        raise PaletteFileError(f"{what}: label {number} needs an index, a name and a colour.")
    if isinstance(colour, str):
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
            raise PaletteFileError(f"{what}: the colour {colour!r} is not written as #rrggbb.")
        colour = tuple(bytes.fromhex(colour[1:]))
    family = given.get("family", "")
    return {"index": index, "name": given["name"], "colour": colour, "family": family}


def _fault(error: ValidationError) -> str:
    first = error.errors()[0]
    where = " ".join(str(part) for part in first["loc"])
    text = first["msg"].removeprefix("Value error, ")
    return f"{where}: {text[:1].lower()}{text[1:]}" if where else text


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0] or "it is nested too deeply"
