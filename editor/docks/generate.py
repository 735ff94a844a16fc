"""The Generate dock: plain tasks that plug-ins declare, one of them open."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from editor.docks.result_card import ResultFacts
from editor.docks.task import INPUTS, PanelFace, Task
from editor.widgets.icons import Icons
from editor.widgets.status_bar import JobLine


class GenerateDock(QWidget):
    """Knows nothing of any generator: every task comes from its PanelFace."""

    opened = Signal(str)
    run_asked = Signal(str)
    stop_asked = Signal()
    source_toggled = Signal(bool)
    after_stroke_toggled = Signal(bool)
    input_changed = Signal(bool)
    values_changed = Signal(str)
    kept = Signal()
    dropped = Signal()
    walked = Signal(int)
    correct_asked = Signal()

    def __init__(
        self, faces: Iterable[PanelFace], icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._tasks: dict[str, Task] = {}
        self._icons = icons
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._layout = self._make_room()
        for face in faces:
            self.add(face)

    def add(self, face: PanelFace) -> None:
        """One more task at the end."""
        task = Task(face, self._icons, self)
        name = face.panel.id
        self._tasks[name] = task
        self._layout.insertWidget(self._layout.count() - 1, task)
        self._whole.addWidget(task.foot)
        task.foot.hide()
        task.toggled.connect(lambda is_open: self._one_open(name, is_open=is_open))
        task.run_asked.connect(lambda: self.run_asked.emit(name))
        task.values_changed.connect(lambda: self.values_changed.emit(name))
        task.stop_asked.connect(self.stop_asked)
        task.source_toggled.connect(self.source_toggled)
        task.after_stroke_toggled.connect(self.after_stroke_toggled)
        task.input_changed.connect(self.input_changed)
        task.foot.result.kept.connect(self.kept)
        task.foot.result.dropped.connect(self.dropped)
        task.foot.result.walked.connect(self.walked)
        task.foot.result.correct_asked.connect(self.correct_asked)

    def remove(self, name: str) -> None:
        """Take a task away: its plug-in failed."""
        task = self._tasks.pop(name)
        task.foot.deleteLater()
        task.deleteLater()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._tasks)

    @property
    def open_task(self) -> str:
        """The id of the open task, or ""."""
        return next((name for name, task in self._tasks.items() if task.line.isChecked()), "")

    def task(self, name: str) -> Task:
        return self._tasks[name]

    def task_or_none(self, name: str) -> Task | None:
        return self._tasks.get(name)

    def open(self, name: str) -> None:
        """Open a task and close the others; a name that nobody has is left alone."""
        if name in self._tasks:
            self._tasks[name].line.setChecked(True)

    def show_job(self, name: str, job: JobLine | None) -> None:
        """Show the running job in its own task, and in no other."""
        for one, task in self._tasks.items():
            task.foot.show_job(job if one == name else None)

    def show_result(self, name: str, facts: ResultFacts | None) -> None:
        for one, task in self._tasks.items():
            task.foot.show_result(facts if one == name else None)

    def show_input(self, *, all_visible: bool) -> None:
        """The same choice in every task."""
        for task in self._tasks.values():
            task.input.set_value(INPUTS[int(all_visible)])

    def show_switches(self, *, after_stroke: bool, source: bool) -> None:
        for task in self._tasks.values():
            task.after_stroke.setChecked(after_stroke)
            task.source.setChecked(source)

    def _make_room(self) -> QVBoxLayout:
        """Where the tasks stand; it scrolls, while the open task's foot stays in sight."""
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(8, 0, 8, 6)
        layout.setSpacing(2)
        layout.addStretch(1)
        scroll.setWidget(holder)
        self._whole.addWidget(scroll, 1)
        return layout

    def _one_open(self, name: str, *, is_open: bool) -> None:
        self._tasks[name].foot.setVisible(is_open)
        if not is_open:
            return
        for other, task in self._tasks.items():
            if other != name:
                task.line.setChecked(False)
        self.opened.emit(name)
