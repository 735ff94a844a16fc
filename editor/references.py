"""The pictures that an artist keeps at hand for each document: their paths, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from psygnal import Signal

from editor.session import Session, Sheet

DOCUMENTS_KEPT = 60
MOST = 64
"""More on one shelf helps nobody."""

Remembered = Mapping[str, tuple[str, ...]]
Parts = Mapping[Path, NDArray[np.uint8]]
"""What of a reference may be used, white, at any size; all of those that are not there."""


class References:
    """Each open picture has a shelf; that of a saved one is remembered by its path.

    `changed` brings the sheet whose shelf is another one now.
    """

    changed = Signal(object)

    def __init__(
        self, session: Session, known: Remembered, remember: Callable[[Remembered], None]
    ) -> None:
        self._known = dict(known)
        self._remember = remember
        self._shelves: dict[int, tuple[Path, ...]] = {}
        self._parts: dict[Path, NDArray[np.uint8]] = {}
        session.opened.connect(self._open)
        session.closed.connect(self._close)

    def of(self, sheet: Sheet | None) -> tuple[Path, ...]:
        """The shelf of a picture, first to last."""
        return self._shelves.get(sheet.number, ()) if sheet is not None else ()

    def parts(self, sheet: Sheet | None) -> Parts:
        """Of which pictures on the shelf only a part may be used, and which; until the end."""
        return {path: self._parts[path] for path in self.of(sheet) if path in self._parts}

    def allow(self, sheet: Sheet, path: Path, parts: NDArray[np.uint8] | None) -> None:
        """Let only what is white in `parts` (rows x columns) be used, or all of it."""
        self._parts.pop(path, None)
        if parts is not None and parts.min() < 255:
            self._parts[path] = parts
        self.changed.emit(sheet)

    def add(self, sheet: Sheet, paths: Iterable[Path], place: int | None = None) -> None:
        """Put pictures on the shelf before `place`, or at its end; one that is there moves."""
        fresh = list(dict.fromkeys(paths))
        old = list(self.of(sheet))
        place = len(old) if place is None else place
        before = [each for each in old[:place] if each not in fresh]
        after = [each for each in old[place:] if each not in fresh]
        self._set(sheet, (*before, *fresh, *after)[:MOST])

    def remove(self, sheet: Sheet, path: Path) -> None:
        self._set(sheet, tuple(each for each in self.of(sheet) if each != path))

    def move(self, sheet: Sheet, path: Path, step: int) -> None:
        """Bring a picture nearer to the start or the end of the shelf."""
        shelf = list(self.of(sheet))
        if path not in shelf:
            return
        place = shelf.index(path)
        shelf.insert(min(max(place + step, 0), len(shelf) - 1), shelf.pop(place))
        self._set(sheet, tuple(shelf))

    def keep(self, sheet: Sheet) -> None:
        """Remember the shelf under the path that the picture has now."""
        if sheet.document.path is None:
            return
        name = str(sheet.document.path)
        rest = {key: value for key, value in self._known.items() if key != name}
        shelf = tuple(str(path) for path in self.of(sheet))
        fresh = {**rest, name: shelf} if shelf else rest
        if fresh != self._known:
            self._known = dict(list(fresh.items())[-DOCUMENTS_KEPT:])
            self._remember(self._known)

    def _set(self, sheet: Sheet, shelf: tuple[Path, ...]) -> None:
        if shelf != self.of(sheet):
            self._shelves[sheet.number] = shelf
            self.keep(sheet)
            self.changed.emit(sheet)

    def _open(self, sheet: Sheet) -> None:
        path = sheet.document.path
        names = self._known.get(str(path), ()) if path is not None else ()
        if names:
            self._shelves[sheet.number] = tuple(Path(name) for name in names)
            self.changed.emit(sheet)

    def _close(self, sheet: Sheet) -> None:
        # It may have been given its path after the last change of the shelf.
        self.keep(sheet)
        self._shelves.pop(sheet.number, None)
