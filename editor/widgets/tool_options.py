"""The bar above the canvas: the options of the tool in the hand, made by the one form builder."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QToolButton, QWidget

from editor.widgets.buttons import icon_button
from editor.widgets.icons import Icons
from editor.widgets.params_form import ParamsForm
from ml.api.params import Params, Scalar

HEIGHT_PX = 36
SHOWN = ("size", "hardness", "opacity", "close_loops", "mode", "combination", "feather")


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
        self._titles: dict[str, str] = {}
        layout = QHBoxLayout(self)
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

    def add_tool(self, name: str, title: str, options: type[Params]) -> None:
        """A form for one more tool."""
        form = ParamsForm(options, self._icons, only=SHOWN, across=True, parent=self)
        row = form.layout()
        if isinstance(row, QHBoxLayout):
            row.addStretch(1)
        form.changed.connect(lambda: self.changed.emit(name))
        self._forms[name] = form
        self._titles[name] = title
        self._stack.addWidget(form)

    def show_tool(self, name: str) -> None:
        """Bring the options of a tool in front."""
        self.title.setText(self._titles[name])
        self._stack.setCurrentWidget(self._forms[name])

    def values(self, name: str) -> dict[str, Scalar]:
        return self._forms[name].values()

    def write(self, name: str, values: dict[str, Scalar]) -> None:
        """Show what a tool has; nothing is sent back for it."""
        form = self._forms[name]
        form.blockSignals(True)
        form.write(values)
        form.blockSignals(False)

    def add_button(self, name: str, icon: str, tip: str) -> QToolButton:
        """One more button at the right end."""
        button = icon_button(self._icons.icon(icon), name, tip=tip, parent=self)
        button.setIconSize(QSize(20, 20))
        layout = self.layout()
        if isinstance(layout, QHBoxLayout):
            layout.insertWidget(layout.count() - 2, button)
        return button
