"""Which pictures are open, which one is in front, and what of them is not saved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from psygnal import Signal

from editor.document.document import Document
from editor.document.history import Command

NATIVE_ENDING = ".ora"


@dataclass(frozen=True)
class SaveMark:
    """Which step was the last one when a save began."""

    step: Command | None


class Sheet:
    """One open picture: its document, where it is saved, and its number in this session."""

    def __init__(self, number: int, document: Document, name: str) -> None:
        self.number = number
        self.document = document
        self.name = name
        self.native: Path | None = None
        self.stamp: object = None
        self._said: set[str] = set()
        self._is_behind = False
        if document.path is not None and document.path.suffix.lower() == NATIVE_ENDING:
            self.native = document.path

    @property
    def id(self) -> str:
        return f"document-{self.number}"

    @property
    def is_dirty(self) -> bool:
        return self._is_behind or not self.document.history.is_clean

    @property
    def title(self) -> str:
        """The name as a tab shows it."""
        return f"{self.name} \u2022" if self.is_dirty else self.name

    def suggested(self, ending: str) -> Path:
        """Where a save or an export would go if nobody said otherwise."""
        folder = self.document.path.parent if self.document.path else Path.home()
        return folder / f"{Path(self.name).stem or 'Untitled'}{ending}"

    def new_losses(self, losses: Sequence[str]) -> tuple[str, ...]:
        """What of `losses` was not said before about this picture."""
        fresh = tuple(loss for loss in losses if loss not in self._said)
        self._said.update(fresh)
        return fresh

    def stand_in_for(self, path: Path, stamp: object) -> None:
        """An earlier version of `path`: saving puts it in the place of what is there now."""
        self.native, self.stamp = path, stamp
        self._is_behind = True

    def begin_save(self) -> SaveMark:
        """Remember what the picture is while a snapshot of it is written."""
        return SaveMark(_last_step(self.document))

    def end_save(self, mark: SaveMark, path: Path, stamp: object = None) -> None:
        """It is written: clean, unless something was done meanwhile.

        `stamp` tells the file's state, so that the next save sees whether others wrote it.
        """
        self.stamp = stamp
        self.native = path
        self.name = path.name
        self.document.path = path
        # The history's clean mark is another state than the file where something was done since.
        self._is_behind = _last_step(self.document) is not mark.step
        if not self._is_behind:
            self.document.history.mark_clean()


class Session:
    """The open pictures in the order of their tabs; one of them is in front if there is any."""

    opened = Signal(object)
    closed = Signal(object)
    current_changed = Signal()
    titles_changed = Signal()

    def __init__(self) -> None:
        self._sheets: list[Sheet] = []
        self._current: Sheet | None = None
        self._numbers = count(1)

    def __iter__(self) -> Iterator[Sheet]:
        return iter(tuple(self._sheets))

    def __len__(self) -> int:
        return len(self._sheets)

    @property
    def current(self) -> Sheet | None:
        return self._current

    @property
    def document(self) -> Document | None:
        """The document in front."""
        return self._current.document if self._current else None

    @property
    def dirty(self) -> tuple[Sheet, ...]:
        return tuple(sheet for sheet in self._sheets if sheet.is_dirty)

    def add(self, document: Document, name: str) -> Sheet:
        """Take a document in and put it in front."""
        sheet = Sheet(next(self._numbers), document, name)
        self._sheets.append(sheet)
        document.history.changed.connect(self._tell_titles)
        self.opened.emit(sheet)
        self.bring(sheet)
        return sheet

    def bring(self, sheet: Sheet) -> None:
        """Put a picture in front."""
        if sheet is not self._current:
            self._current = sheet
            self.current_changed.emit()

    def step(self, steps: int) -> None:
        """Put the next picture of the tabs in front, round and round."""
        if self._current is not None:
            place = self._sheets.index(self._current) + steps
            self.bring(self._sheets[place % len(self._sheets)])

    def reorder(self, sheet: Sheet, place: int) -> None:
        """Move a picture to another place among the tabs; whoever asks shows it there already."""
        self._sheets.remove(sheet)
        self._sheets.insert(max(0, min(place, len(self._sheets))), sheet)

    def close(self, sheet: Sheet) -> None:
        """Let a picture go, saved or not; its neighbour comes in front."""
        place = self._sheets.index(sheet)
        self._sheets.remove(sheet)
        sheet.document.history.changed.disconnect(self._tell_titles)
        if sheet is self._current:
            place = min(place, len(self._sheets) - 1)
            self._current = self._sheets[place] if self._sheets else None
            self.current_changed.emit()
        self.closed.emit(sheet)

    def find(self, sheet_id: str) -> Sheet | None:
        return next((sheet for sheet in self._sheets if sheet.id == sheet_id), None)

    def with_path(self, path: Path) -> Sheet | None:
        """The picture that is open from this file already."""
        return next((sheet for sheet in self._sheets if sheet.document.path == path), None)

    def _tell_titles(self) -> None:
        self.titles_changed.emit()


def _last_step(document: Document) -> Command | None:
    history = document.history
    return history.entries[history.position - 1] if history.position else None
