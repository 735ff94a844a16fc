"""What a view does while words are written on it: a caret that blinks, and input methods."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QWidget

from editor.canvas.motion import Motion
from editor.canvas.overlays import Overlays
from editor.canvas.viewport import Viewport
from editor.tools.tool import Tool
from editor.tools.writing import WritingTool


class Writable:
    """Lets a view be written on; what an input method composes arrives as a whole."""

    overlays: Overlays
    _motion: Motion
    _blink: QTimer | None = None

    @property
    def tool(self) -> Tool | None:
        raise NotImplementedError

    @property
    def viewport(self) -> Viewport:
        raise NotImplementedError

    @property
    def writer(self) -> WritingTool | None:
        """The tool that takes what is typed now."""
        tool = self.tool
        return tool if isinstance(tool, WritingTool) and tool.is_writing else None

    def follow_writing(self) -> None:
        """The writing began, went on or ended."""
        is_on = self.writer is not None
        widget = cast(QWidget, self)
        composes = Qt.WidgetAttribute.WA_InputMethodEnabled
        if widget.testAttribute(composes) != is_on:
            # Else an input method would keep the keys of the tools for itself.
            widget.setAttribute(composes, is_on)
        if is_on:
            self.overlays.figure.caret_shown = True
            widget.updateMicroFocus()
        self._let_blink(is_on)

    def _let_blink(self, is_on: bool) -> None:  # noqa: FBT001 - inside
        flash_ms = QGuiApplication.styleHints().cursorFlashTime()
        if is_on and flash_ms > 0 and not self._motion.reduced:
            if self._blink is None:
                self._blink = QTimer(cast(QWidget, self))
                self._blink.timeout.connect(self._turn_caret)
            self._blink.start(flash_ms // 2)
        elif self._blink is not None:
            self._blink.stop()

    def _turn_caret(self) -> None:
        figure = self.overlays.figure
        figure.caret_shown = not figure.caret_shown
        cast(QWidget, self).update()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        writer = self.writer
        if writer is not None and event.commitString():
            writer.type(event.commitString())
        event.accept()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:  # noqa: ANN401, N802 - Qt's
        writer = self.writer
        if query == Qt.InputMethodQuery.ImEnabled:
            return writer is not None
        if query == Qt.InputMethodQuery.ImCursorRectangle and writer is not None:
            return self._caret_rect(writer)
        return QWidget.inputMethodQuery(cast(QWidget, self), query)

    def _caret_rect(self, writer: WritingTool) -> QRectF:
        """Where an input method may show what can be chosen."""
        ends = writer.caret
        if ends is None:
            return QRectF()
        (x, y), (to_x, to_y) = (self.viewport.to_view(*end) for end in ends)
        return QRectF(min(x, to_x), min(y, to_y), abs(to_x - x) + 1, abs(to_y - y) + 1)
