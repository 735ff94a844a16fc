"""Says once that a model would do better than what was used, and installs it where one is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from editor.desk import Desk
from editor.installs import Installs
from editor.selecting import Selecting
from editor.widgets.status_bar import JobLine

if TYPE_CHECKING:
    # Heavy, and not needed before a model is missing.
    from ml.store.card import ModelCard

CardOf = Callable[[str], "ModelCard"]


class MissingModels(QObject):
    """`progressed` comes when `line`, what an installation from here says, is another one."""

    progressed = Signal()

    def __init__(
        self, desk: Desk, selecting: Selecting, installs: Installs, card_of: CardOf
    ) -> None:
        super().__init__(desk)
        self._desk = desk
        self._installs = installs
        self._card_of = card_of
        self._said: set[str] = set()
        self._installing = ""
        self.line: JobLine | None = None
        selecting.missing.connect(self._tell)
        installs.progressed.connect(self._show_progress)
        installs.done.connect(self._done)
        installs.stopped.connect(lambda model: self._end(model))
        installs.failed.connect(self._fail)

    def stop(self) -> bool:
        """Stop an installation that was begun here; whether there was one."""
        if not self._installing:
            return False
        self._installs.stop()
        return True

    def _tell(self, model: str, is_needed: bool) -> None:  # noqa: FBT001 - a Qt slot
        if model in self._said and not is_needed:
            return
        self._said.add(model)
        card = self._card_of(model)
        name, size_mb = card.name or card.title, _megabytes(card)
        what = (
            f"That needs {name}, which is {size_mb} MB to fetch."
            if is_needed
            else f"Found by its colours alone; {name} sees more and is {size_mb} MB to fetch."
        )
        details = f"{card.title}. {card.note} Licence: {card.licence}. On the command line: "
        details += f"pentimento models install {model}"
        out = (f"Install {name}", lambda: self._install(model))
        self._desk.trouble(what, details=details, way_out=out)

    def _install(self, model: str) -> None:
        if not self._installs.install(model):
            self._desk.tell("Another model is being installed; try again when it is done.")
            return
        self._installing = model
        self._show(JobLine(f"Installing {self._card_of(model).name}"))

    def _show_progress(self, model: str, done_bytes: int, total_bytes: int | None) -> None:
        if model == self._installing and self.line is not None:
            total = total_bytes or self._card_of(model).download_bytes or 1
            self._show(JobLine(self.line.title, min(1.0, done_bytes / total)))

    def _done(self, model: str) -> None:
        if model == self._installing:
            self._end(model)
            self._desk.tell(f"{self._card_of(model).name} is installed: do it again.")

    def _fail(self, model: str, error: Exception) -> None:
        if model == self._installing:
            self._end(model)
            self._desk.trouble(str(error), way_out=("Try again", lambda: self._install(model)))

    def _end(self, model: str) -> None:
        if model == self._installing:
            self._installing = ""
            self._show(None)

    def _show(self, line: JobLine | None) -> None:
        self.line = line
        self.progressed.emit()


def _megabytes(card: ModelCard) -> int:
    return max(1, round((card.download_bytes or card.size_bytes) / 1e6))
