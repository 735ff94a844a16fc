"""A seed: the number of a variation, and a die that throws another."""

from __future__ import annotations

import random

from PySide6.QtCore import QRegularExpression, QSize, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from editor.widgets.icons import ICON_PX, Icons
from editor.widgets.theme import tabular


class SeedRow(QWidget):
    """A whole number in its range, typed or thrown."""

    value_changed = Signal(int)

    def __init__(
        self,
        title: str,
        span: tuple[int, int],
        default: int,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._low, self._high = span
        self._default = default
        self._value = default
        layout = QHBoxLayout(self)
        layout.setContentsMargins(9, 0, 0, 0)
        layout.setSpacing(4)
        label = QLabel(title, self)
        self.field = QLineEdit(self)
        self.field.setFont(tabular(self.field.font()))
        self.field.setFixedWidth(104)
        self.field.setAccessibleName(title)
        pattern = QRegularExpression(r"\d{1,10}")
        self.field.setValidator(QRegularExpressionValidator(pattern, self))
        self.dice = QToolButton(self)
        self.dice.setIcon(icons.icon("dice"))
        self.dice.setIconSize(QSize(ICON_PX, ICON_PX))
        self.dice.setToolTip("Throw another number")
        self.dice.setAccessibleName("Throw another seed")
        layout.addWidget(label, 1)
        layout.addWidget(self.field)
        layout.addWidget(self.dice)
        self.setFocusProxy(self.field)
        self.set_value(default)
        self.field.editingFinished.connect(self._take_typed)
        self.dice.clicked.connect(self.throw)

    @property
    def value(self) -> int:
        return self._value

    def set_value(self, value: int) -> None:
        value = min(self._high, max(self._low, int(value)))
        self.field.setText(str(value))
        if value != self._value:
            self._value = value
            self.value_changed.emit(value)

    def throw(self) -> None:
        """A number at random; chance is wanted here, and shown, so that it can be repeated."""
        self.set_value(random.randint(self._low, min(self._high, 999_999)))

    def reset(self) -> None:
        self.set_value(self._default)

    def _take_typed(self) -> None:
        self.set_value(int(self.field.text() or self._default))
