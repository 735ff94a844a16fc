"""Holds back what can wait until a widget was really painted, however slow the machine is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class AfterFirstPaint(QObject):
    """Calls `then` once, `delay_ms` after `widget` was painted for the first time.

    A timer that starts when the window is shown may end before anything is painted.
    """

    def __init__(self, widget: QWidget, then: Callable[[], None], delay_ms: int = 0) -> None:
        super().__init__(widget)
        self._then = then
        self._delay_ms = delay_ms
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(self._delay_ms, self, self._call)
        return False

    def _call(self) -> None:
        self._then()
        self.deleteLater()
