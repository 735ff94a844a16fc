"""The Generate dock: plain tasks that plug-ins declare, one of them open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from editor.docks.result_card import ResultFacts
from editor.docks.task import INPUTS, PanelFace, Task
from editor.widgets.icons import Icons
from editor.widgets.speech import translate_tree
from editor.widgets.status_bar import JobLine
from ml.api.params import Scalar
from plugins.api import Panel


class GenerateDock(QWidget):
    """Knows nothing of any generator: every task comes from its PanelFace.

    A task is built when it is first asked for, and all of them when the dock is first seen.
    """

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
        self._faces: dict[str, PanelFace] = {}
        self._tasks: dict[str, Task] = {}
        self._values: dict[str, dict[str, Scalar]] = {}
        self._waiting: dict[str, list[Callable[[Task], object]]] = {}
        self._to_open = ""
        self._is_reopening = False
        self._all_visible = self._after_stroke = self._source = False
        self._icons = icons
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._layout = self._make_room()
        for face in faces:
            self.add(face)

    def add(self, face: PanelFace) -> None:
        """One more task at the end."""
        self._faces[face.panel.id] = face
        if self.isVisible():
            self.task(face.panel.id)

    def _make(self, name: str) -> Task:
        task = self._tasks[name] = Task(self._faces[name], self._icons, self)
        order = list(self._faces)
        before = sum(order.index(other) < order.index(name) for other in self._tasks)
        self._layout.insertWidget(before, task)
        self._whole.addWidget(task.foot)
        task.foot.hide()
        task.write(self._values.pop(name, {}))
        task.input.set_value(INPUTS[int(self._all_visible)])
        _switch(task, after_stroke=self._after_stroke, source=self._source)
        self._connect(name, task)
        translate_tree(task)
        translate_tree(task.foot)
        for do in self._waiting.pop(name, ()):
            do(task)
        if name == self._to_open:
            self._open_again(task)
        return task

    def _open_again(self, task: Task) -> None:
        self._is_reopening = True
        task.line.setChecked(True)
        self._is_reopening = False

    def _connect(self, name: str, task: Task) -> None:
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
        del self._faces[name]
        task = self._tasks.pop(name, None)
        if task is not None:
            task.foot.deleteLater()
            task.deleteLater()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._faces)

    @property
    def made(self) -> Mapping[str, Task]:
        """The tasks that are built already."""
        return self._tasks

    @property
    def open_task(self) -> str:
        """The id of the open task, or ""."""
        found = (name for name, task in self._tasks.items() if task.line.isChecked())
        return next(found, self._to_open)

    def panel(self, name: str) -> Panel:
        """What a plug-in says of a task; asking builds nothing."""
        return self._faces[name].panel

    def task(self, name: str) -> Task:
        """One of the tasks, built now if it was not yet."""
        return self._tasks[name] if name in self._tasks else self._make(name)

    def task_or_none(self, name: str) -> Task | None:
        return self.task(name) if name in self._faces else None

    def when_made(self, name: str, do: Callable[[Task], object]) -> None:
        """Hand a task to `do` as soon as it is built; at once where it is."""
        if name in self._tasks:
            do(self._tasks[name])
        else:
            self._waiting.setdefault(name, []).append(do)

    def open(self, name: str) -> None:
        """Open a task and close the others; a name that nobody has is left alone."""
        if name in self._faces:
            self._to_open = ""
            self.task(name).line.setChecked(True)

    def reopen(self, name: str) -> None:
        """Let a task be open that was so when the program ended; it is built when it is seen."""
        if name in self._tasks:
            self._open_again(self._tasks[name])
        elif name in self._faces:
            self._to_open = name

    @property
    def is_reopening(self) -> bool:
        """Whether a task opens because it was open before, and nobody pressed anything."""
        return self._is_reopening

    def write(self, name: str, values: dict[str, Scalar]) -> None:
        """Show remembered values in a task, now or when it is built."""
        if name in self._tasks:
            self._tasks[name].write(values)
        else:
            self._values[name] = values

    def show_job(self, name: str, job: JobLine | None) -> None:
        """Show the running job in its own task, and in no other."""
        self.task_or_none(name)
        for one, task in self._tasks.items():
            task.foot.show_job(job if one == name else None)

    def show_result(self, name: str, facts: ResultFacts | None) -> None:
        self.task_or_none(name)
        for one, task in self._tasks.items():
            task.foot.show_result(facts if one == name else None)

    def show_input(self, *, all_visible: bool) -> None:
        """The same choice in every task."""
        self._all_visible = all_visible
        for task in self._tasks.values():
            task.input.set_value(INPUTS[int(all_visible)])

    def show_switches(self, *, after_stroke: bool, source: bool) -> None:
        self._after_stroke, self._source = after_stroke, source
        for task in self._tasks.values():
            _switch(task, after_stroke=after_stroke, source=source)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Now somebody looks."""
        for name in self.names:
            self.task(name)
        super().showEvent(event)

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
        self._to_open = ""
        if not is_open:
            return
        for other, task in self._tasks.items():
            if other != name:
                task.line.setChecked(False)
        self.opened.emit(name)


def _switch(task: Task, *, after_stroke: bool, source: bool) -> None:
    task.after_stroke.setChecked(after_stroke)
    task.source.setChecked(source)
