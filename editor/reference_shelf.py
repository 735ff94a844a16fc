"""Joins shelf and dock: pictures are opened beside the window, colours go into the hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from editor.desk import Desk
from editor.docks.references import ReferencesDock
from editor.drops import DropTarget
from editor.lazy import late
from editor.pictures import Pictures
from editor.references import Parts, References, Remembered
from editor.session import Sheet

_reference_pixels = late("editor.reference_pictures:reference_pixels")
_in_profile = late("editor.reference_pictures:in_profile")
SHOWN_PX = 512
KEPT = 64


class ReferenceShelf(QObject):
    """The dock always shows the shelf of the picture in front."""

    def __init__(self, desk: Desk, dock: ReferencesDock, pictures: Pictures) -> None:
        super().__init__(dock)
        self._desk = desk
        self._dock = dock
        self._asker = pictures.asker
        self._made: dict[Path, NDArray[np.uint8]] = {}
        self.shelf = References(desk.session, desk.settings.now.references, self._remember)
        self.shelf.changed.connect(self.show)
        desk.session.current_changed.connect(self.show)
        dock.wanted.connect(self._open)
        dock.dropped.connect(self._add)
        dock.add_asked.connect(self.ask)
        dock.picked.connect(self._pick)
        dock.removed.connect(self._remove)
        dock.moved.connect(self._move)
        dock.opened.connect(lambda path: pictures.open([path]))
        dock.parts_asked.connect(self._ask_parts)
        self.show()

    def of(self, sheet: Sheet) -> tuple[Path, ...]:
        """What lies on the shelf of a picture."""
        return self.shelf.of(sheet)

    def parts(self, sheet: Sheet) -> Parts:
        """Of which of them only a part may be used."""
        return self.shelf.parts(sheet)

    def target(self) -> DropTarget:
        """Where pictures that are dropped on the window can go, beside the dock itself."""
        return DropTarget("reference", "Reference", "reference", self.take, self._desk.no_document)

    def take(self, paths: Sequence[Path]) -> None:
        """Put pictures at the end of the shelf of the picture in front."""
        self._add(list(paths), len(self._dock.cards()))

    def show(self, *_sheet: object) -> None:
        sheet = self._desk.session.current
        self._dock.show_shelf(self.shelf.of(sheet), has_picture=sheet is not None)
        self._dock.show_parts(self.shelf.parts(sheet))

    def _remember(self, known: Remembered) -> None:
        self._desk.settings.change(references=dict(known))

    def _open(self, path: Path) -> None:
        """Bring a small picture of a file to the dock; those made before are still there."""
        if path in self._made:
            self._dock.set_pixels(path, self._made[path])
            return

        def show(pixels: NDArray[np.uint8]) -> None:
            while len(self._made) >= KEPT:
                del self._made[next(iter(self._made))]
            self._made[path] = pixels
            self._dock.set_pixels(path, pixels)

        def refuse(error: Exception) -> None:
            sentence = str(getattr(error, "message", error))
            self._dock.set_trouble(path, sentence)

        self._desk.background.run(lambda: _reference_pixels(path, SHOWN_PX), show, refuse)

    def _add(self, paths: list[Path], place: int) -> None:
        sheet = self._desk.session.current
        if sheet is not None:
            self.shelf.add(sheet, paths, place)

    def ask(self) -> None:
        """Let the artist choose pictures, and put them on the shelf."""
        document = self._desk.document
        folder = document.path.parent if document and document.path else Path.home()
        self.take(self._asker.pictures_to_open(folder))

    def _pick(self, red: float, green: float, blue: float) -> None:
        """The colour into the hand, as the document in front means it."""
        document = self._desk.document
        profile = document.profile if document is not None else None
        self._desk.toolbox.colours.set_foreground(_in_profile((red, green, blue), profile))

    def _ask_parts(self, path: Path) -> None:
        """Let the artist paint over what of a picture is not to be used."""
        sheet, pixels = self._desk.session.current, self._made.get(path)
        if sheet is None or pixels is None:
            return
        answer = self._asker.reference_parts(path.name, pixels, self.parts(sheet).get(path))
        if answer is not None:
            self.shelf.allow(sheet, path, answer)

    def _remove(self, path: Path) -> None:
        sheet = self._desk.session.current
        if sheet is not None:
            self.shelf.remove(sheet, path)

    def _move(self, path: Path, step: int) -> None:
        sheet = self._desk.session.current
        if sheet is not None:
            self.shelf.move(sheet, path, step)
