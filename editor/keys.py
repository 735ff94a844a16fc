"""Keys that no control wanted: those of a result, the held comparison, and keys by their place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from editor.actions import ActionBook
from editor.canvas.view import CanvasView
from editor.keymaps.places import sign_at
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


class PlacedKeys:
    """Keys by their place on the keyboard, where the layout has no key for what is bound.

    `wins` tells whether the place decides even where the printed sign is bound too.
    """

    def __init__(
        self, book: ActionBook, trigger: Callable[[str], None], wins: Callable[[], bool]
    ) -> None:
        self._book = book
        self._trigger = trigger
        self._wins = wins

    def claims(self, event: QKeyEvent) -> bool:
        """Whether a press must not become a shortcut first: the place means something else."""
        wanted = self._action_at(event)
        return self._wins() and wanted is not None and wanted != self._action_of(event)

    def take(self, event: QKeyEvent) -> bool:
        """Whether the key meant something by its place."""
        if event.type() != QEvent.Type.KeyPress:
            return False
        wanted = self._action_at(event)
        if wanted is None or (self._action_of(event) is not None and not self._wins()):
            return False
        self._trigger(wanted)
        return True

    def _action_at(self, event: QKeyEvent) -> str | None:
        sign = sign_at(event.nativeScanCode(), event.nativeVirtualKey())
        return self._action_for(f"{_held(event)}{sign}") if sign else None

    def _action_of(self, event: QKeyEvent) -> str | None:
        return self._action_for(f"{_held(event)}{QKeySequence(event.key()).toString()}")

    def _action_for(self, key: str) -> str | None:
        action = self._book.with_key(key)
        return None if action is None else action.id


def _held(event: QKeyEvent) -> str:
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    words = QKeySequence(QKeyCombination(plain, Qt.Key.Key_A))
    return words.toString(QKeySequence.SequenceFormat.PortableText)[:-1]
