"""A choice among a few pictures side by side, such as how a selection joins the old one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from editor.widgets.buttons import icon_button
from editor.widgets.choice import words
from editor.widgets.icons import Icons


class IconChoice(QWidget):
    """Exactly one button is down; `named` is the field, whose drawings are `<named>_<choice>`."""

    value_changed = Signal(str)

    def __init__(
        self,
        named: str,
        choices: tuple[str, ...],
        default: str,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices = choices
        self._default = default
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for number, choice in enumerate(choices):
            icon = icons.icon(f"{named}_{choice.replace(' ', '_')}")
            button = icon_button(icon, words(choice), parent=self)
            button.setCheckable(True)
            self._group.addButton(button, number)
            layout.addWidget(button)
        self.set_value(default)
        self._group.idToggled.connect(self._tell)

    @property
    def value(self) -> str:
        return self._choices[max(0, self._group.checkedId())]

    def set_value(self, value: str) -> None:
        if value in self._choices:
            self._group.button(self._choices.index(value)).setChecked(True)

    def reset(self) -> None:
        self.set_value(self._default)

    def _tell(self, _number: int, checked: bool) -> None:  # noqa: FBT001 - a slot of Qt
        if checked:
            self.value_changed.emit(self.value)
