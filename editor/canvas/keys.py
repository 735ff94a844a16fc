"""The keys that the canvas itself listens to: those that are held, and those of a preview."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from editor.canvas import writing_keys
from editor.document.document import Document
from editor.tools.outline_move import Nudging
from editor.tools.standing import StandingTool
from editor.tools.tool import LastingTool, Tool
from editor.tools.writing import WritingTool

_BRUSH_STEP = 1.2
_CTRL = Qt.KeyboardModifier.ControlModifier
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ACCEPT = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEP_BACK = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class KeyStage(Protocol):
    """What the keys need of the view."""

    @property
    def tool(self) -> Tool | None: ...

    @property
    def document(self) -> Document | None: ...

    @property
    def writer(self) -> WritingTool | None: ...

    @property
    def has_preview(self) -> bool: ...

    def hold_space(self, held: bool) -> None: ...

    def show_before(self, shown: bool) -> None: ...

    def cancel_gesture(self) -> bool: ...

    def repaint_overlays(self) -> None: ...

    def keep_preview(self) -> None: ...

    def drop_preview(self) -> None: ...

    def step_preview(self, step: int) -> None: ...

    def resize_brush(self, size_px: float) -> None: ...

    def zoom_to_fit(self) -> None: ...

    def zoom_to_actual(self) -> None: ...

    def zoom_in(self) -> None: ...

    def zoom_out(self) -> None: ...


class CanvasKeys:
    """Answers whether a key was meant for the canvas; other keys go on to the window."""

    def __init__(self, stage: KeyStage) -> None:
        self._stage = stage
        self._plain = {
            Qt.Key.Key_BracketLeft: lambda: self._resize(1 / _BRUSH_STEP),
            Qt.Key.Key_BracketRight: lambda: self._resize(_BRUSH_STEP),
            Qt.Key.Key_1: stage.zoom_to_actual,
            Qt.Key.Key_2: stage.zoom_to_fit,
            Qt.Key.Key_Plus: stage.zoom_in,
            Qt.Key.Key_Minus: stage.zoom_out,
        }
        self._with_preview = {
            Qt.Key.Key_Return: stage.keep_preview,
            Qt.Key.Key_Enter: stage.keep_preview,
            Qt.Key.Key_Escape: stage.drop_preview,
            Qt.Key.Key_Left: lambda: stage.step_preview(-1),
            Qt.Key.Key_Right: lambda: stage.step_preview(1),
        }

    def press(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        writer = self._stage.writer
        if writer is not None and writing_keys.write(writer, event):
            return True
        if self._takes_back(event):
            tool = self._stage.tool
            return isinstance(tool, StandingTool) and tool.step_back()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return key == Qt.Key.Key_Space and self._hold(event, held=True)
        if self._hold(event, held=True):
            return True
        if key == Qt.Key.Key_Escape and self._stage.cancel_gesture():
            return True
        if self._lasting(key):
            return True
        if self._nudge(key, event):
            return True
        action = self._with_preview.get(key) if self._stage.has_preview else None
        action = action or self._plain.get(key)
        if action is None:
            return False
        action()
        return True

    def keeps(self, event: QKeyEvent) -> bool:
        """Whether the key ends or shortens a running gesture, whatever it means elsewhere."""
        tool = self._stage.tool
        if self._takes_back(event):
            return True
        if self._stage.writer is not None and writing_keys.means_writing(event):
            return True
        if event.modifiers() or not isinstance(tool, LastingTool) or not tool.is_active:
            return False
        return event.key() in (*_ACCEPT, *_STEP_BACK, Qt.Key.Key_Escape)

    def release(self, event: QKeyEvent) -> bool:
        return self._hold(event, held=False)

    def let_go(self) -> None:
        """Nothing is held any more: the window lost the keyboard."""
        self._stage.hold_space(False)
        self._stage.show_before(False)

    def _hold(self, event: QKeyEvent, *, held: bool) -> bool:
        key = event.key()
        if key not in (Qt.Key.Key_Space, Qt.Key.Key_Backslash):
            return False
        if not event.isAutoRepeat():
            if key == Qt.Key.Key_Space:
                self._stage.hold_space(held)
            else:
                self._stage.show_before(held)
        return True

    def _lasting(self, key: Qt.Key) -> bool:
        """Enter and Backspace belong to a gesture that goes on over many presses."""
        tool = self._stage.tool
        if not isinstance(tool, LastingTool) or not tool.is_active:
            return False
        if key in _ACCEPT:
            done = tool.accept()
        else:
            done = key in _STEP_BACK and tool.step_back()
        if done:
            self._stage.repaint_overlays()
        return done

    def _takes_back(self, event: QKeyEvent) -> bool:
        """Whether undo belongs to what a standing tool has begun."""
        tool = self._stage.tool
        is_undo = event.key() == Qt.Key.Key_Z and event.modifiers() == _CTRL
        return is_undo and isinstance(tool, StandingTool) and tool.is_active

    def _nudge(self, key: Qt.Key, event: QKeyEvent) -> bool:
        """The arrow keys move what a tool holds, or the selection; with Shift ten times as far."""
        tool, document = self._stage.tool, self._stage.document
        if key not in _ARROWS or self._stage.has_preview:
            return False
        far = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        dx, dy = (step * far for step in _ARROWS[key])
        if isinstance(tool, StandingTool):
            return tool.nudge(dx, dy)
        if document is None or not isinstance(tool, Nudging):
            return False
        return tool.nudge_outline(document, dx, dy)

    def _resize(self, factor: float) -> None:
        tool = self._stage.tool
        if tool is not None and tool.cursor_radius_px is not None:
            size = 2 * tool.cursor_radius_px
            larger = round(size * factor)
            # Small brushes still change by a whole pixel.
            if larger == round(size):
                larger += 1 if factor > 1 else -1
            self._stage.resize_brush(larger)
