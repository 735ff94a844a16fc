"""Leaving the program: every unsaved picture is asked about once, and saved before it goes."""

from __future__ import annotations

from collections.abc import Callable

from editor.dialogs.unsaved import Answer
from editor.pictures import Pictures
from editor.session import Session, Sheet


class Leaving:
    """`may_close` answers at once; where something is saved first, `close` is called again."""

    def __init__(self, session: Session, pictures: Pictures, close: Callable[[], object]) -> None:
        self._session = session
        self._pictures = pictures
        self._close = close
        self._is_decided = False

    def may_close(self) -> bool:
        """Whether the window may go now."""
        if self._is_decided:
            return True
        to_save: list[Sheet] = []
        for sheet in self._session.dirty:
            self._session.bring(sheet)
            answer = self._pictures.asker.unsaved(sheet.name)
            if answer is Answer.STAY:
                return False
            if answer is Answer.SAVE:
                to_save.append(sheet)
        self._is_decided = not to_save
        if to_save:
            self._save_next(to_save)
        return self._is_decided

    def _save_next(self, to_save: list[Sheet]) -> None:
        if not to_save:
            self._is_decided = True
            self._close()
            return
        sheet, *rest = to_save
        self._pictures.save(sheet, lambda: self._save_next(rest))
