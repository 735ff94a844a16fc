"""The Jobs dock: what the worker does now, what waits for it, and how long all that took."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from editor.docks.jobs_row import JobRow
from editor.job_ledger import JobLedger, JobState
from editor.language import tr
from editor.widgets.buttons import icon_button
from editor.widgets.icons import Icons

FOLLOW_MS = 500
STOP_ALL = "Stop all jobs"
FORGET = "Clear the list of what is done"
NOTHING = "Nothing is running. What generators do is listed here, with how long it took."


class JobsDock(QWidget):
    """Shows a ledger: cards for what runs and waits, quiet lines for what is done."""

    def __init__(
        self, ledger: JobLedger, icons: Icons, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._ledger = ledger
        self._icons = icons
        self._clock = clock
        self._rows: list[JobRow] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 8)
        layout.setSpacing(6)
        layout.addLayout(self._head())
        self.empty = QLabel(tr(NOTHING), self)
        self.empty.setObjectName("small")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self._room(), 1)
        # Times left go down also while nothing is said.
        self._follow = QTimer(self)
        self._follow.setInterval(FOLLOW_MS)
        self._follow.timeout.connect(self.refresh)
        ledger.changed.connect(self._on_changed)
        self.refresh()

    @property
    def rows(self) -> tuple[JobRow, ...]:
        """The rows that are shown, from the top."""
        return tuple(row for row in self._rows if not row.isHidden())

    def refresh(self) -> None:
        """Follow the ledger."""
        entries, now_s = self._ledger.entries, self._clock()
        while len(self._rows) < len(entries):
            self._add_row()
        for row, entry in zip(self._rows, entries, strict=False):
            row.show_entry(entry, now_s)
            row.show()
        for row in self._rows[len(entries) :]:
            row.hide()
        running = sum(entry.state is JobState.RUNNING for entry in entries)
        waiting = sum(entry.state is JobState.WAITING for entry in entries)
        ended = len(entries) - running - waiting
        self.words.setText(_count_words(running, waiting, ended))
        self._scroll.setVisible(bool(entries))
        self.empty.setVisible(not entries)
        self._allow(self.stop_all, "" if running + waiting else "Nothing is running.", STOP_ALL)
        self._allow(self.forget, "" if ended else "Nothing is done yet.", FORGET)
        if self.isVisible() and running:
            self._follow.start()
        elif not running:
            self._follow.stop()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        self.refresh()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        self._follow.stop()
        super().hideEvent(event)

    # ---- inside

    def _on_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    @staticmethod
    def _allow(button: QWidget, why_not: str, tip: str) -> None:
        button.setEnabled(not why_not)
        button.setToolTip(tr(why_not or tip))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        self.words = QLabel(self)
        self.words.setObjectName("small")
        self.stop_all = icon_button(self._icons.icon("cancel", "secondary"), STOP_ALL, parent=self)
        self.stop_all.clicked.connect(self._ledger.cancel_all)
        self.forget = icon_button(self._icons.icon("clear", "secondary"), FORGET, parent=self)
        self.forget.clicked.connect(self._ledger.forget_done)
        row.addWidget(self.words, 1)
        for button in (self.stop_all, self.forget):
            button.setFixedSize(26, 26)
            row.addWidget(button)
        return row

    def _room(self) -> QScrollArea:
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        self._inside = QVBoxLayout(holder)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(4)
        self._inside.addStretch(1)
        self._scroll.setWidget(holder)
        return self._scroll

    def _add_row(self) -> None:
        row = JobRow(self._icons, self)
        row.stop_asked.connect(self._ledger.cancel)
        self._inside.insertWidget(len(self._rows), row)
        self._rows.append(row)


def _count_words(running: int, waiting: int, ended: int) -> str:
    parts = []
    if running:
        parts.append(tr("{count} running").format(count=running))
    if waiting:
        parts.append(tr("{count} waiting").format(count=waiting))
    if ended and not parts:
        parts.append(tr("{count} done").format(count=ended))
    return " \u00b7 ".join(parts)
