"""The bar above the canvas: the options of the tool in the hand, made by the one form builder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QToolButton, QWidget

from editor.language import tr
from editor.widgets.buttons import icon_button
from editor.widgets.icons import Icons
from editor.widgets.params_form import ParamsForm
from ml.api.params import Params, Scalar, to_scalars

HEIGHT_PX = 36
SHOWN = (
    "auto_select",
    "font",
    "size_px",
    "align",
    "x",
    "y",
    "shape",
    "combine",
    "size",
    "hardness",
    "opacity",
    "flow",
    "tip",
    "what",
    "where",
    "close_loops",
    "mode",
    "combination",
    "tolerance",
    "fuzziness",
    "contiguous",
    "feather",
    "proportion",
    "width",
    "height",
    "angle",
    "shear",
    "method",
    "deletes",
    "thirds",
    "sample",
    "antialias",
    "aligned",
    "onto",
    "colour",
    "form",
    "ends",
    "reverse",
    "area",
)


class Optioned(Protocol):
    """What the bar needs of a tool: its name, and an example of its options."""

    title: str

    @property
    def options(self) -> Params: ...


class ToolOptionsBar(QFrame):
    """One form for each tool, kept once made, so that nothing typed is lost."""

    changed = Signal(str)
    before_held = Signal(bool)
    keys_asked = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setMinimumHeight(HEIGHT_PX)
        self._icons = icons
        self._forms: dict[str, ParamsForm] = {}
        self._tools: dict[str, Callable[[], Optioned]] = {}
        layout = self._row = QHBoxLayout(self)
        layout.setContentsMargins(12, 3, 8, 4)
        layout.setSpacing(10)
        self.title = QLabel(self)
        self.title.setMinimumWidth(84)
        self._stack = QStackedWidget(self)
        self.before = icon_button(
            icons.icon("before"), "Hold to see before", tip="Hold to see before ( \\ )"
        )
        self.before.pressed.connect(lambda: self.before_held.emit(True))
        self.before.released.connect(lambda: self.before_held.emit(False))
        self.keys = icon_button(
            icons.icon("question"), "Keyboard shortcuts", tip="Keyboard shortcuts (F1)"
        )
        self.keys.clicked.connect(self.keys_asked)
        layout.addWidget(self.title)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.before)
        layout.addWidget(self.keys)

    def add_tool(self, name: str, tool: Callable[[], Optioned]) -> None:
        """A form for one more tool, which is asked for when its form is."""
        self._tools[name] = tool

    def show_tool(self, name: str) -> None:
        """Bring the options of a tool in front."""
        self.title.setText(tr(self._tools[name]().title))
        self._stack.setCurrentWidget(self._form(name))

    def add_button(self, icon: str, name: str) -> QToolButton:
        """One more button at the right, before the fixed ones."""
        button = icon_button(self._icons.icon(icon), name, parent=self)
        self._row.insertWidget(self._row.indexOf(self.before), button)
        return button

    def values(self, name: str) -> dict[str, Scalar]:
        return self._form(name).values()

    def write(self, name: str, values: dict[str, Scalar]) -> None:
        """Show what a tool has; nothing is sent back for it."""
        if name in self._forms:
            _write_quietly(self._forms[name], values)

    def _form(self, name: str) -> ParamsForm:
        """The form of a tool, made when it is first needed."""
        if name not in self._forms:
            options = self._tools[name]().options
            form = ParamsForm(type(options), self._icons, only=SHOWN, across=True, parent=self)
            row = form.layout()
            if isinstance(row, QHBoxLayout):
                row.addStretch(1)
            _write_quietly(form, dict(to_scalars(options)))
            form.changed.connect(lambda: self.changed.emit(name))
            self._forms[name] = form
            self._stack.addWidget(form)
        return self._forms[name]


def _write_quietly(form: ParamsForm, values: dict[str, Scalar]) -> None:
    form.blockSignals(True)
    form.write(values)
    form.blockSignals(False)
