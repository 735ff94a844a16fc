"""The line at the bottom: what the picture is, what runs and how long, on which device."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QWidget

from editor.language import tr
from editor.widgets.buttons import icon_button
from editor.widgets.icons import Icons
from editor.widgets.theme import tabular

HEIGHT_PX = 26
PROGRESS_PARTS = 1000


@dataclass(frozen=True)
class JobLine:
    """What runs: `fraction` is None while it waits or has not said how far it is."""

    title: str
    fraction: float | None = None
    left_s: float | None = None
    stage: str = ""

    @property
    def words(self) -> str:
        """Name, then time left, like `Remove · 3 s left`."""
        return f"{self.title} · {self.time_words}"

    @property
    def time_words(self) -> str:
        if self.left_s is None:
            percent = f"{round(100 * self.fraction)} %" if self.fraction is not None else ""
            return percent or self.stage or "starting"
        return f"{time_words(self.left_s)} left"


class _Pressable(QWidget):
    """Tells of a press on anything in it that has no use for one itself."""

    pressed = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()


class StatusBar(QFrame):
    """Facts left, the running job in the middle, the device right."""

    cancelled = Signal()
    job_pressed = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setMinimumHeight(HEIGHT_PX)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(16)
        self.facts = QLabel(self)
        self.zoom = QLabel(self)
        self.device = QLabel(tr("Getting ready"), self)
        for label in (self.facts, self.zoom, self.device):
            label.setFont(tabular(label.font()))
        self._job = _Pressable(self)
        self._job.pressed.connect(self.job_pressed)
        self._job.setToolTip(tr("Show all jobs"))
        row = QHBoxLayout(self._job)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.bar = QProgressBar(self._job)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(140)
        self.bar.setAccessibleName(tr("Progress of the running job"))
        self.words = QLabel(self._job)
        self.words.setFont(tabular(self.words.font()))
        self.stop = icon_button(icons.icon("cancel"), "Stop the running job", tip="Stop (Esc)")
        self.stop.setFixedSize(22, 22)
        self.stop.clicked.connect(self.cancelled)
        for widget in (self.bar, self.words, self.stop):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.facts)
        layout.addWidget(self.zoom)
        layout.addStretch(1)
        layout.addWidget(self._job)
        layout.addStretch(1)
        layout.addWidget(self.device)
        self.show_job(None)

    def show_job(self, job: JobLine | None) -> None:
        """What runs now, or nothing."""
        self._job.setVisible(job is not None)
        if job is None:
            return
        show_progress(self.bar, job)
        self.words.setText(job.words)

    def show_device(self, title: str, memory_bytes: int = 0) -> None:
        """The device's name and what the backend holds of it."""
        used = f" · {memory_words(memory_bytes)}" if memory_bytes else ""
        self.device.setText(f"{title}{used}")


def show_progress(bar: QProgressBar, job: JobLine) -> None:
    """Set a bar to how far the job is; before anything is known it stands at nothing."""
    bar.setRange(0, PROGRESS_PARTS)
    bar.setValue(round(PROGRESS_PARTS * (job.fraction or 0.0)))
    bar.setAccessibleDescription(job.words)


def time_words(seconds: float) -> str:
    """A time as one says it: `3 s`, `2 min`."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min"


def memory_words(size_bytes: int) -> str:
    """A size as one says it: `310 MB`, `3.1 GB`."""
    if size_bytes < 1_000_000_000:
        return f"{round(size_bytes / 1_000_000)} MB"
    return f"{size_bytes / 1_000_000_000:.1f} GB"
