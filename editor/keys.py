"""The keys of a result and of the held comparison, wherever the focus is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from editor.canvas.view import CanvasView
from editor.workbench import Workbench


class ResultKeys:
    """Takes what no control wanted; a text field never lets these through."""

    def __init__(self, canvas: CanvasView, bench: Workbench) -> None:
        self._canvas = canvas
        self._presses: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Return: bench.keep,
            Qt.Key.Key_Enter: bench.keep,
            Qt.Key.Key_Escape: bench.escape,
            Qt.Key.Key_Left: lambda: bench.walk(-1),
            Qt.Key.Key_Right: lambda: bench.walk(1),
        }

    def take(self, event: QKeyEvent) -> bool:
        """Whether the key meant something here."""
        if event.key() == Qt.Key.Key_Backslash:
            if not event.isAutoRepeat():
                self._canvas.show_before(event.type() == QEvent.Type.KeyPress)
            return True
        if event.type() != QEvent.Type.KeyPress or event.modifiers():
            return False
        act = self._presses.get(event.key())
        return bool(act()) if act is not None else False
