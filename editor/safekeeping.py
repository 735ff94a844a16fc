"""Keeps a journal for every open picture, and brings back what a crash left behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from editor.lazy import late
from editor.session import Session, Sheet

if TYPE_CHECKING:
    # Not needed before a picture is open or the window stands.
    from editor.recovery.journal import Journal, SaveCut
    from editor.recovery.restore import Recovery, Restored

InBackground = Callable[..., None]
_journal = late("editor.recovery.journal:Journal")
_resume = late("editor.recovery.journal:Journal.resume")
_pending = late("editor.recovery.restore:pending")
_restore = late("editor.recovery.restore:restore")
_discard = late("editor.recovery.restore:discard")
_open_document = late("editor.files.open:open_document")


class Safekeeping:
    """A journal lives as long as its picture is open; what it holds is lost only on purpose."""

    def __init__(self, session: Session, home: Path, in_background: InBackground) -> None:
        self._session = session
        self._home = home
        self._in_background = in_background
        self._journals: dict[int, Journal] = {}
        self._resumed: Restored | None = None
        session.opened.connect(self._begin)
        session.closed.connect(self._end)

    # ---- around a save

    def begin_save(self, sheet: Sheet) -> SaveCut | None:
        """Call when the snapshot is taken that is going to be written."""
        journal = self._journals.get(sheet.number)
        return journal.begin_save() if journal else None

    def end_save(self, sheet: Sheet, cut: SaveCut | None, path: Path) -> None:
        """What was cut is in the file at `path` now."""
        journal = self._journals.get(sheet.number)
        if journal is not None and cut is not None:
            journal.end_save(cut, path)

    # ---- after a crash

    def found(self) -> Sequence[Recovery]:
        """Unsaved work whose program is gone, the newest first."""
        return _pending(self._home)

    def bring_back(
        self,
        recovery: Recovery,
        then: Callable[[bool], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        """Open it again with its history; `then` hears whether all of it could be understood."""

        def restored(back: Restored) -> None:
            self._resumed = back
            self._session.add(back.document, recovery.name)
            then(back.is_whole)

        self._in_background(lambda: _restore(recovery, _open_document), restored, on_error)

    def throw_away(self, recovery: Recovery) -> None:
        """The artist does not want it."""
        _discard(recovery)

    def close(self) -> None:
        """The program ends as it should: what is unsaved now was said to be unwanted."""
        for number in tuple(self._journals):
            self._journals.pop(number).discard()

    # ---- inside

    def _begin(self, sheet: Sheet) -> None:
        back, self._resumed = self._resumed, None
        if back is not None and back.document is sheet.document:
            self._journals[sheet.number] = _resume(back)
        else:
            is_in_file = sheet.document.path is not None
            self._journals[sheet.number] = _journal(
                sheet.document, self._home, is_in_file=is_in_file
            )

    def _end(self, sheet: Sheet) -> None:
        journal = self._journals.pop(sheet.number, None)
        if journal is not None:
            journal.discard()
