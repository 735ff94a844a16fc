"""A whole number in a small field, for values that no slider can reach exactly."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QWidget

from editor.widgets.theme import tabular

FIELD_PX = 76


class CalmSpinBox(QSpinBox):
    """A spin box whose wheel acts only with focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberRow(QWidget):
    """A name left, a field right."""

    value_changed = Signal(int)

    def __init__(
        self,
        title: str,
        span: tuple[int, int],
        default: int,
        *,
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._default = default
        layout = QHBoxLayout(self)
        layout.setContentsMargins(9, 0, 0, 0)
        layout.setSpacing(6)
        label = QLabel(title, self)
        self.field = CalmSpinBox(self)
        self.field.setRange(*span)
        self.field.setValue(default)
        self.field.setSuffix(f" {unit}" if unit else "")
        self.field.setFont(tabular(self.field.font()))
        self.field.setFixedWidth(FIELD_PX)
        self.field.setAccessibleName(title)
        self.field.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        # What is typed counts when it is done, not at every digit.
        self.field.setKeyboardTracking(False)
        label.setBuddy(self.field)
        layout.addWidget(label, 1)
        layout.addWidget(self.field)
        self.setFocusProxy(self.field)
        self.field.valueChanged.connect(self.value_changed)

    @property
    def value(self) -> int:
        return self.field.value()

    def set_value(self, value: int) -> None:
        self.field.setValue(value)

    def reset(self) -> None:
        self.field.setValue(self._default)
