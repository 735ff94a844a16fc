"""The fonts of this machine by family and style, and one that is always there."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from editor.document.kinds.text.font_folders import font_folders

BUILT_IN = "Aileron"
"""Comes with the drawing library, so that text can be drawn on any machine."""
_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_PREFERRED = ("Inter", "Noto Sans", "Segoe UI", "Helvetica Neue", "DejaVu Sans", "Arial")
_PLAIN = ("Regular", "Book", "Roman", "Normal", "Medium")
_MOST_IN_FILE = 64
_SAMPLE_PX = 16


@dataclass(frozen=True, slots=True)
class Face:
    """One style of one family, and where it is; an empty path is the built-in one."""

    family: str
    style: str
    path: str
    index: int = 0

    @property
    def name(self) -> str:
        """What parameters carry, `family/style`."""
        return f"{self.family}/{self.style}"


def letters(module: str) -> Any:
    """A part of the library that draws letters, loaded when text is first drawn: not at start."""
    return importlib.import_module(f"PIL.{module}")


class FontBook:
    """The faces in some folders, read when first asked for."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._faces: dict[str, dict[str, Face]] | None = None
        self._reading = Lock()

    def families(self) -> tuple[str, ...]:
        return tuple(sorted(self._known(), key=str.casefold))

    def styles(self, family: str) -> tuple[str, ...]:
        """The plain style first; empty where the family is not there."""
        styles = self._known().get(family, {})
        return tuple(sorted(styles, key=lambda style: (_plainness(style), style)))

    def has(self, name: str) -> bool:
        family, _, style = name.partition("/")
        return style in self._known().get(family, {})

    def face(self, name: str) -> Face:
        """The face of that name; else the plainest of its family; else the usual one."""
        family, _, style = name.partition("/")
        styles = self._known().get(family)
        if styles is None:
            return self.usual()
        return styles.get(style) or styles[self.styles(family)[0]]

    def usual(self) -> Face:
        """What new text is written in."""
        known = self._known()
        family = next((family for family in _PREFERRED if family in known), BUILT_IN)
        return known[family][self.styles(family)[0]]

    def _known(self) -> dict[str, dict[str, Face]]:
        with self._reading:
            if self._faces is None:
                self._faces = {BUILT_IN: {"Regular": Face(BUILT_IN, "Regular", "")}}
                for face in _faces_in(self._folders):
                    self._faces.setdefault(face.family, {}).setdefault(face.style, face)
            return self._faces


def _faces_in(folders: Sequence[Path]) -> Iterator[Face]:
    for folder in folders:
        for place, _, names in os.walk(folder):
            for name in sorted(names):
                if name.lower().endswith(_SUFFIXES):
                    yield from _faces_of(os.path.join(place, name))


def _faces_of(path: str) -> Iterator[Face]:
    """The faces of one file; none where it cannot be read."""
    for index in range(_MOST_IN_FILE):
        try:
            family, style = letters("ImageFont").truetype(path, _SAMPLE_PX, index=index).getname()
        except (OSError, ValueError):
            return
        if not family or family.startswith("."):
            continue
        yield Face(family, style or "Regular", path, index)
        if not path.lower().endswith(("c",)):
            return


def _plainness(style: str) -> int:
    return _PLAIN.index(style) if style in _PLAIN else len(_PLAIN)


@lru_cache(maxsize=1)
def system_fonts() -> FontBook:
    """The fonts of this machine."""
    return FontBook(font_folders())
