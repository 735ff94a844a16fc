"""One job in the Jobs dock: its name, how far it is, how long it takes, and how to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from editor.estimates import estimate_words
from editor.job_ledger import JobEntry, JobState
from editor.language import tr
from editor.widgets.buttons import icon_button
from editor.widgets.icons import Icons
from editor.widgets.status_bar import JobLine, memory_words, show_progress, time_words
from editor.widgets.theme import tabular
from ml.api.messages import Lane

LANES = {Lane.INTERACTIVE: "Interactive", Lane.PREVIEW: "Preview", Lane.BATCH: "Batch"}


class JobRow(QFrame):
    """A card while the job waits or runs; one quiet line once it ended."""

    stop_asked = Signal(int)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._whole = QVBoxLayout(self)
        self._whole.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.title = QLabel(self)
        self.lane = QLabel(self)
        self.lane.setObjectName("small")
        self.ended = QLabel(self)
        self.ended.setObjectName("small")
        self.ended.setFont(tabular(self.ended.font()))
        self.stop = icon_button(icons.icon("cancel", "secondary"), "Stop this job", parent=self)
        self.stop.setFixedSize(22, 22)
        self.stop.clicked.connect(lambda: self.stop_asked.emit(self._number))
        head.addWidget(self.title)
        head.addStretch(1)
        for widget in (self.lane, self.ended, self.stop):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.words = QLabel(self)
        self.words.setObjectName("small")
        self.words.setWordWrap(True)
        self.words.setFont(tabular(self.words.font()))
        self._whole.addLayout(head)
        self._whole.addWidget(self.bar)
        self._whole.addWidget(self.words)

    def show_entry(self, entry: JobEntry, now_s: float) -> None:
        """What is known of a job now."""
        self._number = entry.number
        self.setObjectName("card" if entry.is_open else "")
        self.style().polish(self)
        edge = (10, 8, 8, 8) if entry.is_open else (10, 2, 10, 2)
        self._whole.setContentsMargins(*edge)
        self.title.setText(tr(entry.title))
        self.title.setObjectName("" if entry.is_open else "small")
        self.title.style().polish(self.title)
        self.lane.setText(tr(LANES[entry.lane]))
        self.lane.setVisible(entry.is_open)
        self.stop.setVisible(entry.is_open)
        self.ended.setVisible(not entry.is_open)
        self.ended.setText(ended_words(entry))
        self._show_progress(entry, now_s)
        said = open_words(entry, now_s) if entry.is_open else tr(entry.words)
        self.words.setText(said)
        is_told = entry.is_open or entry.state is JobState.FAILED
        self.words.setVisible(is_told and bool(said))
        self.setAccessibleName(f"{entry.title}, {said or self.ended.text()}")

    def _show_progress(self, entry: JobEntry, now_s: float) -> None:
        runs = entry.state is JobState.RUNNING
        self.bar.setVisible(runs)
        if runs:
            line = JobLine(entry.title, entry.fraction, entry.left_at(now_s), entry.stage)
            show_progress(self.bar, line)
            self.bar.setAccessibleName(tr("Progress of {job}").format(job=entry.title))


def open_words(entry: JobEntry, now_s: float) -> str:
    """`Matching · 3 s left`; before it runs what it will take."""
    if entry.state is JobState.WAITING:
        said = estimate_words(entry.expected) if entry.expected else ""
        return " \u00b7 ".join(filter(None, (tr("Waiting"), said[:1].lower() + said[1:])))
    left = entry.left_at(now_s)
    line = JobLine(entry.title, entry.fraction, left)
    stage = entry.stage.capitalize() if entry.stage else tr("Running")
    return stage if left is None and entry.fraction is None else f"{stage} \u00b7 {line.time_words}"


def ended_words(entry: JobEntry) -> str:
    """`4.2 s · 0.4 GB`, or what else became of it."""
    if entry.state is JobState.STOPPED:
        return tr("Stopped")
    if entry.state is JobState.FAILED:
        return tr("Failed")
    took = f"{entry.seconds:.1f} s" if entry.seconds < 10 else time_words(entry.seconds)
    return f"{took} \u00b7 {memory_words(entry.size_bytes)}" if entry.size_bytes else took
