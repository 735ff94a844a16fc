"""The keys of somebody who writes on the canvas: they go to the words, not to shortcuts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from editor.tools.writing import Go, WritingTool

_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_META = Qt.KeyboardModifier.MetaModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_PAD = Qt.KeyboardModifier.KeypadModifier

_GOES: dict[tuple[Qt.Key, bool], Go] = {
    (Qt.Key.Key_Left, False): Go.LEFT,
    (Qt.Key.Key_Right, False): Go.RIGHT,
    (Qt.Key.Key_Up, False): Go.UP,
    (Qt.Key.Key_Down, False): Go.DOWN,
    (Qt.Key.Key_Home, False): Go.LINE_START,
    (Qt.Key.Key_End, False): Go.LINE_END,
    (Qt.Key.Key_Left, True): Go.WORD_LEFT,
    (Qt.Key.Key_Right, True): Go.WORD_RIGHT,
    (Qt.Key.Key_Home, True): Go.TEXT_START,
    (Qt.Key.Key_End, True): Go.TEXT_END,
    (Qt.Key.Key_PageUp, False): Go.TEXT_START,
    (Qt.Key.Key_PageDown, False): Go.TEXT_END,
}
_ERASES: dict[tuple[Qt.Key, bool], Go] = {
    (Qt.Key.Key_Backspace, False): Go.LEFT,
    (Qt.Key.Key_Delete, False): Go.RIGHT,
    (Qt.Key.Key_Backspace, True): Go.WORD_LEFT,
    (Qt.Key.Key_Delete, True): Go.WORD_RIGHT,
}
_BREAKS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CLIPBOARD = (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_V)


def means_writing(event: QKeyEvent) -> bool:
    """Whether a key has a meaning for words, whatever shortcut has it otherwise."""
    key, ctrl = Qt.Key(event.key()), bool(event.modifiers() & _CTRL)
    if typed_by(event):
        return True
    if event.modifiers() & (_ALT | _META):
        return False
    if ctrl and key in _CLIPBOARD:
        return not event.modifiers() & _SHIFT
    known = (key, ctrl) in _GOES or (key, ctrl) in _ERASES
    return known or key in _BREAKS or key == Qt.Key.Key_Escape


def typed_by(event: QKeyEvent) -> str:
    """The sign that a key writes; "" for keys that do something else."""
    held = event.modifiers() & ~(_SHIFT | _PAD | Qt.KeyboardModifier.GroupSwitchModifier)
    # AltGr arrives as Ctrl and Alt together on some systems.
    if held not in (Qt.KeyboardModifier.NoModifier, _CTRL | _ALT):
        return ""
    text = event.text()
    return text if text and text.isprintable() else ""


def write(tool: WritingTool, event: QKeyEvent) -> bool:
    """Give a key to the words; whether it was one of theirs."""
    if not means_writing(event):
        return False
    key, ctrl = Qt.Key(event.key()), bool(event.modifiers() & _CTRL)
    text = typed_by(event)
    if text:
        tool.type(text)
    elif key in _BREAKS:
        _break(tool, ends=ctrl)
    elif key == Qt.Key.Key_Escape:
        tool.accept()
    elif (key, ctrl) in _ERASES:
        tool.erase(_ERASES[key, ctrl])
    elif (key, ctrl) in _GOES:
        tool.go(_GOES[key, ctrl], extends=bool(event.modifiers() & _SHIFT))
    else:
        _use_clipboard(tool, key)
    return True


def _break(tool: WritingTool, *, ends: bool) -> None:
    """Enter goes to the next line; with Ctrl it ends the writing."""
    if ends:
        tool.accept()
    else:
        tool.type("\n")


def _use_clipboard(tool: WritingTool, key: Qt.Key) -> None:
    board = QGuiApplication.clipboard()
    if key == Qt.Key.Key_A:
        tool.choose_all()
    elif key == Qt.Key.Key_V:
        tool.type(board.text())
    elif tool.chosen_text:
        board.setText(tool.chosen_text)
        if key == Qt.Key.Key_X:
            tool.erase(Go.LEFT)
