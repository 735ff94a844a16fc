"""Small pictures of the steps of a history: made in the background, after each step, once."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from editor.background import Background
from editor.canvas.sources import ToDisplay, picture_image
from editor.document.composite import Compositor
from editor.document.document import Document
from editor.document.history import Command
from editor.document.snapshots import Snapshot
from ml.api.regions import Box

LONGEST_PX = 96
REST_MS = 250
"""So long strokes are left alone before the small picture is made."""
KEPT = 200
BUDGET_BYTES = 4 << 20

Shown = Callable[[Document], ToDisplay | None]
_Reel = dict[int, tuple[object, QImage]]
"""By the id of what is shown, which is held so that no other gets the id."""


class HistoryPictures(QObject):
    """Follows one document at a time; the pictures of others are kept while they are open.

    A picture is made at a display level from the canvas' own tiles, so that its cost does not grow
    with the picture. Steps that came faster than pictures can be made have none.
    """

    changed = Signal()

    def __init__(self, background: Background, shown: Shown, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._shown = shown
        self._document: Document | None = None
        self._compositor: Compositor | None = None
        self._reels: WeakKeyDictionary[Document, _Reel] = WeakKeyDictionary()
        self._is_drawing = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(REST_MS)
        self._soon.timeout.connect(self._draw)

    def set_document(self, document: Document | None) -> None:
        """Follow another document."""
        self.let_go()
        self._document = document
        if document is not None:
            self._compositor = Compositor(document, BUDGET_BYTES)
            document.history.changed.connect(self._follow)
            self._follow()

    def let_go(self) -> None:
        """Listen to no document any more."""
        self._soon.stop()
        if self._document is not None:
            self._document.history.changed.disconnect(self._follow)
        if self._compositor is not None:
            self._compositor.close()
        self._document = self._compositor = None

    def of(self, shown: Command | Document | None) -> QImage | None:
        """The picture after a step, of a kept state, or before all steps; None if not known."""
        if self._document is None:
            return None
        found = self._reel(self._document).get(id(shown))
        return found[1] if found is not None else None

    def keep(self, document: Document, snapshot: Snapshot) -> None:
        """A snapshot looks as the document does now; it is drawn where no step did that."""
        known = self._reel(document).get(id(_top(document)))
        if known is not None:
            self._put(document, snapshot.state, known[1])
            return
        state, (box, level) = snapshot.state, _small(snapshot.state)
        to_display = self._shown(document)

        def work() -> QImage:
            compositor = Compositor(state, BUDGET_BYTES)
            try:
                return _image(compositor, box, level, to_display)
            finally:
                compositor.close()

        self._background.run(work, lambda made: self._put(document, state, made), _ignore)

    # ---- inside

    def _reel(self, document: Document) -> _Reel:
        return self._reels.setdefault(document, {})

    def _follow(self) -> None:
        document = self._document
        if document is None:
            return
        reel = self._reel(document)
        known = {id(step) for step in document.history.entries} | {id(None)}
        known |= {id(snapshot.state) for snapshot in document.snapshots.all}
        for old in [name for name in reel if name not in known]:
            del reel[old]
        if id(_top(document)) not in reel and not self._soon.isActive():
            self._soon.start()

    def _draw(self) -> None:
        document, compositor = self._document, self._compositor
        if document is None or compositor is None:
            return
        if self._is_drawing:
            self._soon.start()
            return
        step, (box, level) = _top(document), _small(document)
        to_display = self._shown(document)
        self._is_drawing = True

        def drawn(image: QImage) -> None:
            self._is_drawing = False
            if document is self._document and _top(document) is step:
                self._put(document, step, image)
            else:
                self._follow()

        def failed(_error: Exception) -> None:
            # The canvas says what is wrong with a picture; here there is only none.
            self._is_drawing = False

        self._background.run(lambda: _image(compositor, box, level, to_display), drawn, failed)

    def _put(self, document: Document, shown: Command | Document | None, image: QImage) -> None:
        reel = self._reel(document)
        reel[id(shown)] = (shown, image)
        if len(reel) > KEPT:
            del reel[next(iter(reel))]
        self.changed.emit()


def _top(document: Document) -> Command | None:
    """The last step that is done; None before all of them."""
    history = document.history
    # Once the oldest steps are gone there is no state before all of them, but none is asked for.
    return history.entries[history.position - 1] if history.position else None


def _image(compositor: Compositor, box: Box, level: int, to_display: ToDisplay | None) -> QImage:
    pixels = compositor.render(box, level)
    return picture_image(to_display(pixels) if to_display else pixels).copy()


def _small(document: Document) -> tuple[Box, int]:
    """The whole picture at the first level that is small enough."""
    level = 0
    while max(document.width, document.height) >> level > LONGEST_PX:
        level += 1
    return Box(0, 0, max(1, document.width >> level), max(1, document.height >> level)), level


def _ignore(_error: Exception) -> None:
    """A small picture that cannot be made is left out."""
