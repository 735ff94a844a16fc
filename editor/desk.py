"""What the window's parts share: the picture in front, the tools, and a way to tell the artist."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from editor.actions import ActionBook
from editor.background import Background
from editor.canvas.view import CanvasView
from editor.document.document import Document
from editor.session import Session
from editor.settings import SettingsFile
from editor.toolbox import Toolbox
from editor.widgets.notice import Sentence, WayOut

log = logging.getLogger(__name__)


class Teller(Protocol):
    """Shows a sentence."""

    def tell(self, sentence: Sentence) -> None: ...


class Desk(QObject):
    """Owns nothing; `changed` comes, gathered, after anything on which an action depends."""

    changed = Signal()

    def __init__(
        self, session: Session, settings: SettingsFile, *, canvas: CanvasView, teller: Teller
    ) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self.canvas = canvas
        self.book = ActionBook()
        self.background = Background(self)
        self.toolbox = Toolbox(settings.now.tools)
        self.toolbox.errands.lend(self._run_errand)
        self.mask_shown = True
        self._is_closed = False
        self._teller = teller
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(0)
        self._gather.timeout.connect(self.changed)

    @property
    def document(self) -> Document | None:
        """The document in front."""
        return self.session.document

    @property
    def paper(self) -> Document | None:
        """What the tools paint on: the document in front, or the twin that holds its source."""
        return self.canvas.document

    def close(self) -> None:
        """Nobody is there any more to follow what changes."""
        self._is_closed = True
        self._gather.stop()
        self.background.close()

    def show_mask(self, shown: bool) -> None:  # noqa: FBT001 - a setter in Qt's manner
        """Tint the mask, or leave the picture as it is."""
        self.mask_shown = shown
        self.canvas.set_mask_shown(shown)
        self.touch()

    def touch(self, *_ignored: object) -> None:
        """Something changed; all that depends on it follows before the next event."""
        if not self._is_closed and not self._gather.isActive():
            self._gather.start()

    def tell(self, text: str) -> None:
        """A quiet word that leaves by itself."""
        self._teller.tell(Sentence(text))

    def trouble(
        self, text: str, *, details: str = "", way_out: tuple[str, Callable[[], None]] | None = None
    ) -> None:
        """One sentence that stays, with one way out."""
        out = WayOut(*way_out) if way_out else None
        self._teller.tell(Sentence(text, details=details, way_out=out, is_trouble=True))

    def fail(self, error: Exception, way_out: tuple[str, Callable[[], None]] | None = None) -> None:
        """Say what an error says; its details stand behind "Copy details"."""
        details = str(getattr(error, "details", "")) or repr(error)
        log.warning("%s", error, exc_info=error)
        self.trouble(str(getattr(error, "message", error)), details=details, way_out=way_out)

    def _run_errand(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        failed: Callable[[], None],
    ) -> None:
        """A tool's heavy work: in the background, and what goes wrong with it is said."""

        def tell(error: Exception) -> None:
            failed()
            self.fail(error)

        self.background.run(work, then, tell)

    def no_document(self) -> str:
        """Why something that needs a picture cannot be done."""
        return "" if self.document is not None else "Open a picture first."
