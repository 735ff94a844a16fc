"""Finds out in the background which live layers no longer fit what they were made from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from editor.desk import Desk
from editor.document.document import Document
from editor.lazy import late

SETTLE_MS = 700
"""After the last change; what lies below a live layer is read whole."""

_is_stale = late("editor.document.kinds.generated.inputs:is_stale")


class Staleness(QObject):
    """Looks once a document has come to rest, and tells the ids of its stale layers."""

    def __init__(self, desk: Desk, show: Callable[[frozenset[str]], None]) -> None:
        # Its timer ends with the window, not when the last reference to the desk is gone.
        super().__init__(desk.canvas)
        self._desk = desk
        self._show = show
        self._document: Document | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._look)
        desk.session.current_changed.connect(self._follow)

    def _follow(self) -> None:
        if self._document is not None:
            self._document.pixels_changed.disconnect(self._soon)
            self._document.layers_changed.disconnect(self._soon)
        self._document = self._desk.document
        self._show(frozenset())
        if self._document is not None:
            self._document.pixels_changed.connect(self._soon)
            self._document.layers_changed.connect(self._soon)
            self._soon()

    def _soon(self, *_ignored: object) -> None:
        self._timer.start()

    def _look(self) -> None:
        document = self._document
        if document is None or not any(layer.kind == "generated" for layer in document.walk()):
            self._show(frozenset())
            return
        twin = document.snapshot()

        def show(found: frozenset[str]) -> None:
            if document is self._document:
                self._show(found)

        self._desk.background.run(lambda: stale_layers(twin), show, lambda _error: None)


def stale_layers(document: Document) -> frozenset[str]:
    """The ids of live layers that were made from other pixels or parameters than there are now."""
    live = [layer for layer in document.walk() if layer.kind == "generated"]
    return frozenset(layer.id for layer in live if _is_stale(document, layer))
