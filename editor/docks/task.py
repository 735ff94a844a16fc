"""One task of the Generate dock: its line, and in place below it the few controls it needs."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QProgressBar, QVBoxLayout, QWidget

from editor.docks.result_card import ResultCard, ResultFacts
from editor.widgets.buttons import text_button
from editor.widgets.choice import ChoiceRow
from editor.widgets.icons import ICON_PX, Icons
from editor.widgets.params_form import ParamsForm
from editor.widgets.status_bar import JobLine, show_progress
from ml.api.params import Params, Scalar
from plugins.api import Panel

INPUTS = ("active_layer", "all_visible")


@dataclass(frozen=True)
class PanelFace:
    """A panel as a plug-in declares it, with the parameters of its generator."""

    panel: Panel
    params: type[Params]


class Task(QWidget):
    """Opens in place; its button runs, and becomes the way to stop while it runs."""

    toggled = Signal(bool)
    run_asked = Signal()
    stop_asked = Signal()
    source_toggled = Signal(bool)
    after_stroke_toggled = Signal(bool)
    input_changed = Signal(bool)
    values_changed = Signal()

    def __init__(self, face: PanelFace, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        panel = face.panel
        self.panel = panel
        self._is_running = False
        self._has_result = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.line = text_button(panel.title, kind="task", parent=self)
        self.line.setIcon(icons.icon(panel.icon or "run"))
        self.line.setIconSize(QSize(ICON_PX, ICON_PX))
        self.line.setCheckable(True)
        self.line.setToolTip(panel.hint)
        self.line.toggled.connect(self._show_body)
        layout.addWidget(self.line)
        self.body = QWidget(self)
        self._inside = QVBoxLayout(self.body)
        self._inside.setContentsMargins(4, 0, 4, 10)
        self._inside.setSpacing(6)
        self.body.hide()
        layout.addWidget(self.body)
        self._add_hint(panel)
        self.own = self._add_own(panel, icons)
        self.form = ParamsForm(face.params, icons, only=panel.fields, parent=self.body)
        self.form.changed.connect(self.values_changed)
        self._inside.addWidget(self.form)
        self._add_switches(panel)
        self._add_run(panel)
        self.result = ResultCard(icons, self.body)
        self._inside.addWidget(self.result)

    def values(self) -> tuple[dict[str, Scalar], dict[str, Scalar]]:
        """The generator's parameters, and the panel's own."""
        return self.form.values(), self.own.values() if self.own else {}

    def write(self, values: dict[str, Scalar]) -> None:
        """Show remembered values; what does not fit any more is left at its default."""
        for form in (self.form, self.own):
            if form is not None:
                form.write(values)

    def show_reason(self, reason: str) -> None:
        """Why the button cannot be pressed now, or "" where it can."""
        self.button.setEnabled(not reason)
        self.button.setToolTip(reason or f"{self.panel.button} (Ctrl+Enter)")
        self.reason.setText(reason)
        self._show_parts()

    def show_result(self, facts: ResultFacts | None) -> None:
        """A result takes the place of the button until it is kept or dropped."""
        self.result.show_facts(facts)
        self._has_result = facts is not None
        self._show_parts()

    def show_job(self, job: JobLine | None) -> None:
        """How far the run of this task is, or nothing."""
        self._is_running = job is not None
        self._show_parts()
        if job is not None:
            show_progress(self.bar, job)
            stage = f"{job.stage.capitalize()} · " if job.stage else ""
            self.words.setText(f"{stage}{job.time_words}")

    def _show_parts(self) -> None:
        self.progress.setVisible(self._is_running)
        self.result.setVisible(self._has_result and not self._is_running)
        waits = not self._is_running and not self._has_result
        self.button.setVisible(waits)
        self.reason.setVisible(waits and bool(self.reason.text()))

    def _show_body(self, is_open: bool) -> None:  # noqa: FBT001 - a Qt slot
        self.body.setVisible(is_open)
        self.toggled.emit(is_open)

    def _add_hint(self, panel: Panel) -> None:
        hint = QLabel(panel.hint, self.body)
        hint.setObjectName("small")
        hint.setWordWrap(True)
        hint.setContentsMargins(8, 0, 8, 2)
        self._inside.addWidget(hint)

    def _add_own(self, panel: Panel, icons: Icons) -> ParamsForm | None:
        if panel.own is None:
            return None
        form = ParamsForm(panel.own, icons, parent=self.body)
        form.changed.connect(self.values_changed)
        self._inside.addWidget(form)
        return form

    def _add_switches(self, panel: Panel) -> None:
        self.input = ChoiceRow("Look at", INPUTS, INPUTS[0], self.body)
        self.input.setToolTip("What the generator sees: the chosen layer alone, or the picture")
        self.input.value_changed.connect(lambda value: self.input_changed.emit(value == INPUTS[1]))
        self._inside.addWidget(self.input)
        self.source = QCheckBox("Paint the source", self.body)
        self.source.setToolTip("Brush green where the new pixels may come from")
        self.source.toggled.connect(self.source_toggled)
        self.after_stroke = QCheckBox("Run after each stroke", self.body)
        self.after_stroke.toggled.connect(self.after_stroke_toggled)
        for box, wanted in (
            (self.source, panel.paints_source),
            (self.after_stroke, panel.paints_mask),
        ):
            box.setContentsMargins(9, 0, 0, 0)
            box.setVisible(wanted)
            box.setStyleSheet("margin-left: 9px;")
            self._inside.addWidget(box)

    def _add_run(self, panel: Panel) -> None:
        self.button = text_button(panel.button, kind="primary", parent=self.body)
        self.button.clicked.connect(self.run_asked)
        self.reason = QLabel(self.body)
        self.reason.setObjectName("small")
        self.reason.setWordWrap(True)
        self.reason.setContentsMargins(8, 0, 8, 0)
        self.progress = QWidget(self.body)
        inside = QVBoxLayout(self.progress)
        inside.setContentsMargins(0, 4, 0, 0)
        inside.setSpacing(6)
        self.bar = QProgressBar(self.progress)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(f"Progress of {panel.title}")
        self.words = QLabel(self.progress)
        self.words.setObjectName("small")
        self.stop = text_button("Stop", parent=self.progress)
        self.stop.setToolTip("Stop (Esc)")
        self.stop.clicked.connect(self.stop_asked)
        inside.addWidget(self.bar)
        inside.addWidget(self.words, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.stop)
        self.progress.hide()
        self._inside.addSpacing(2)
        for widget in (self.button, self.reason, self.progress):
            self._inside.addWidget(widget)
