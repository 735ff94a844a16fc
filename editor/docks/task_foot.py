"""The bottom of the Generate dock for the open task: its button, or what came of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QVBoxLayout, QWidget

from editor.docks.result_card import ResultCard, ResultFacts
from editor.language import tr
from editor.widgets.buttons import text_button
from editor.widgets.icons import Icons
from editor.widgets.install_offer import InstallOffer
from editor.widgets.status_bar import JobLine, show_progress
from editor.widgets.theme import tabular
from plugins.api import Panel

ESTIMATE_TIP = "As it took on this machine before; learned from every run"


class TaskFoot(QFrame):
    """One of three: the button with the reason why not, the progress, or the result.

    Above them stands `offer`, while a model is missing.
    """

    run_asked = Signal()
    stop_asked = Signal()

    def __init__(self, panel: Panel, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("foot")
        self._title = panel.button
        self._is_running = False
        self._has_result = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(6)
        self.button = text_button(panel.button, kind="primary", parent=self)
        self.button.clicked.connect(self.run_asked)
        self.reason = QLabel(self)
        self.reason.setObjectName("small")
        self.reason.setWordWrap(True)
        self.reason.setContentsMargins(8, 0, 8, 0)
        self.estimate = QLabel(self)
        self.estimate.setObjectName("small")
        self.estimate.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.estimate.setFont(tabular(self.estimate.font()))
        self.progress = self._make_progress(panel)
        self.result = ResultCard(icons, self)
        self.offer = InstallOffer(self)
        for widget in (self.offer, self.reason, self.button, self.estimate):
            layout.addWidget(widget)
        for widget in (self.progress, self.result):
            layout.addWidget(widget)

    def show_reason(self, reason: str) -> None:
        """Why the button cannot be pressed now, or "" where it can."""
        self.button.setEnabled(not reason)
        self.button.setToolTip(tr(reason) or f"{tr(self._title)} (Ctrl+Enter)")
        self.reason.setText(tr(reason))
        self._show_parts()

    def show_estimate(self, words: str) -> None:
        """How long it would take, and how much memory; "" where nothing can be run."""
        self.estimate.setText(tr(words))
        self.estimate.setToolTip(tr(ESTIMATE_TIP))
        self._show_parts()

    def show_result(self, facts: ResultFacts | None) -> None:
        """A result takes the place of the button until it is kept or dropped."""
        self.result.show_facts(facts)
        self._has_result = facts is not None
        self._show_parts()

    def show_job(self, job: JobLine | None) -> None:
        """How far the run is, or nothing."""
        self._is_running = job is not None
        self._show_parts()
        if job is not None:
            show_progress(self.bar, job)
            stage = f"{job.stage.capitalize()} \u00b7 " if job.stage else ""
            self.words.setText(f"{stage}{job.time_words}")

    def _show_parts(self) -> None:
        self.progress.setVisible(self._is_running)
        self.result.setVisible(self._has_result and not self._is_running)
        waits = not self._is_running and not self._has_result
        self.button.setVisible(waits)
        self.reason.setVisible(waits and bool(self.reason.text()))
        self.estimate.setVisible(waits and bool(self.estimate.text()))

    def _make_progress(self, panel: Panel) -> QWidget:
        holder = QWidget(self)
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 2, 0, 0)
        inside.setSpacing(6)
        self.bar = QProgressBar(holder)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(f"Progress of {panel.title}")
        self.words = QLabel(holder)
        self.words.setObjectName("small")
        self.stop = text_button("Stop", parent=holder)
        self.stop.setMinimumHeight(32)
        self.stop.setToolTip("Stop (Esc)")
        self.stop.clicked.connect(self.stop_asked)
        inside.addWidget(self.bar)
        inside.addWidget(self.words, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.stop)
        holder.hide()
        return holder
