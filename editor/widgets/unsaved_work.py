"""Offers back what a crash left behind: one line for each picture, two buttons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from editor.widgets.buttons import text_button

SHOWN = 4


class Work(Protocol):
    """What is told of unsaved work."""

    @property
    def name(self) -> str: ...

    @property
    def changed_at(self) -> float: ...

    @property
    def steps(self) -> int: ...


class UnsavedWork(QFrame):
    """Hidden while there is nothing to bring back."""

    restore_asked = Signal(object)
    discard_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(14, 10, 10, 10)
        self._rows.setSpacing(6)
        title = QLabel("The last session ended without warning. Your work is still here.", self)
        title.setWordWrap(True)
        self._rows.addWidget(title)
        self._shown: list[QWidget] = []
        self.hide()

    def show_work(self, found: Sequence[Work]) -> None:
        """One line for each, the newest first."""
        for row in self._shown:
            self._rows.removeWidget(row)
            row.deleteLater()
        self._shown = [self._row(work) for work in found[:SHOWN]]
        for row in self._shown:
            self._rows.addWidget(row)
        self.setVisible(bool(found))

    def _row(self, work: Work) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        name = QLabel(work.name, row)
        facts = QLabel(work_words(work), row)
        facts.setObjectName("small")
        back = text_button("Bring it back", parent=row)
        back.setAccessibleName(f"Bring back {work.name}")
        away = text_button("Discard", kind="flat", parent=row)
        away.setAccessibleName(f"Discard the unsaved work on {work.name}")
        back.clicked.connect(lambda: self.restore_asked.emit(work))
        away.clicked.connect(lambda: self.discard_asked.emit(work))
        layout.addWidget(name)
        layout.addWidget(facts, 1)
        layout.addWidget(away)
        layout.addWidget(back)
        return row


def work_words(work: Work) -> str:
    """How much and from when: `12 steps, 21 November 14:05`."""
    steps = "1 step" if work.steps == 1 else f"{work.steps} steps"
    when = datetime.fromtimestamp(work.changed_at)
    return f"{steps}, {when.day} {when:%B %H:%M}"
