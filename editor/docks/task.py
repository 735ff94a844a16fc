"""One task of the Generate dock: its line, and in place below it the few controls it needs."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from editor.docks.task_foot import TaskFoot
from editor.widgets.buttons import text_button
from editor.widgets.choice import ChoiceRow
from editor.widgets.icons import ICON_PX, Icons
from editor.widgets.params_form import NamesOf, ParamsForm
from ml.api.params import Params, Scalar
from plugins.api import Panel

INPUTS = ("active_layer", "all_visible")


@dataclass(frozen=True)
class PanelFace:
    """A panel as a plug-in declares it, with the parameters of its generator.

    `names_of` tells the models of a family, for parameters that name one.
    """

    panel: Panel
    params: type[Params]
    names_of: NamesOf | None = None


class Task(QWidget):
    """Opens in place; its `foot`, with the button, stands where the dock puts it."""

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
        if face.names_of is not None:
            self.form.names_of = face.names_of
        self.form.changed.connect(self.values_changed)
        self._inside.addWidget(self.form)
        self._add_switches(panel)
        self._facts = QLabel(self.body)
        self._facts.setObjectName("small")
        self._facts.setWordWrap(True)
        self._facts.setContentsMargins(8, 2, 8, 0)
        self._facts.hide()
        self._inside.addWidget(self._facts)
        self.foot = TaskFoot(panel, icons)
        self.foot.run_asked.connect(self.run_asked)
        self.foot.stop_asked.connect(self.stop_asked)

    def values(self) -> tuple[dict[str, Scalar], dict[str, Scalar]]:
        """The generator's parameters, and the panel's own."""
        return self.form.values(), self.own.values() if self.own else {}

    def put_first(self, widget: QWidget) -> None:
        """A widget of somebody else's, under the hint and above the controls."""
        self._inside.insertWidget(1, widget)

    def show_facts(self, words: str) -> None:
        """What would come of it, under the controls."""
        self._facts.setText(words)
        self._facts.setVisible(bool(words))

    def write(self, values: dict[str, Scalar]) -> None:
        """Show remembered values; what does not fit any more is left at its default."""
        for form in (self.form, self.own):
            if form is not None:
                form.write(values)

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
