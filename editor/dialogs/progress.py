"""How far long work is, with the button that stops it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from editor.document.progress import Progress
from editor.widgets.buttons import text_button

PARTS = 1000
LOOK_MS = 80


class ProgressDialog(QDialog):
    """Window-modal, so that the picture stays as the work found it; Esc and the button stop it."""

    def __init__(self, title: str, progress: Progress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress = progress
        self.setWindowTitle(title)
        self.setMinimumWidth(320)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(QLabel(f"{title}\u2026", self))
        self.bar = QProgressBar(self)
        self.bar.setRange(0, PARTS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(title)
        layout.addWidget(self.bar)
        row = QHBoxLayout()
        self.stop = text_button("Cancel", parent=self)
        self.stop.setMinimumHeight(32)
        self.stop.clicked.connect(self.reject)
        row.addStretch(1)
        row.addWidget(self.stop)
        layout.addLayout(row)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def reject(self) -> None:
        """The work ends at its next step; who asked for it closes this."""
        self._progress.cancel()
        self.stop.setEnabled(False)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        self._timer.stop()
        event.accept()

    def _look(self) -> None:
        self.bar.setValue(round(PARTS * self._progress.fraction))
