"""A choice among a few words: buttons side by side where they fit, a list where there are many."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from editor.language import tr


class CalmComboBox(QComboBox):
    """A combo box whose wheel acts only with focus; `about_to_open` comes before that."""

    about_to_open = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        self.about_to_open.emit()
        super().focusInEvent(event)

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        self.about_to_open.emit()
        super().showPopup()


class ChoiceRow(QWidget):
    """A name left, a list of words right; the values are what the spec declares."""

    value_changed = Signal(str)

    def __init__(
        self, title: str, choices: tuple[str, ...], default: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choices = choices
        self._default = default
        layout = QHBoxLayout(self)
        layout.setContentsMargins(9, 0, 0, 0)
        layout.setSpacing(8)
        label = QLabel(tr(title), self)
        self.box = CalmComboBox(self)
        self.box.addItems([words(choice) for choice in choices])
        self.box.setAccessibleName(tr(title))
        self.box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.box.setMinimumWidth(112)
        label.setBuddy(self.box)
        layout.addWidget(label, 1)
        layout.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.set_value(default)
        self.box.currentIndexChanged.connect(self._tell)

    @property
    def value(self) -> str:
        return self._choices[self.box.currentIndex()]

    def set_value(self, value: str) -> None:
        """Show `value`; one that is not declared leaves all as it is."""
        if value in self._choices:
            self.box.setCurrentIndex(self._choices.index(value))

    def set_choices(self, choices: tuple[str, ...]) -> None:
        """Offer other words; one that is chosen and still there stays, else the default is."""
        if choices == self._choices:
            return
        chosen = self.value
        self.box.blockSignals(True)
        self._choices = choices
        self.box.clear()
        self.box.addItems([words(choice) for choice in choices])
        self.box.setCurrentIndex(choices.index(chosen if chosen in choices else self._default))
        self.box.blockSignals(False)
        if self.value != chosen:
            self.value_changed.emit(self.value)

    def reset(self) -> None:
        self.set_value(self._default)

    def _tell(self, at: int) -> None:
        self.value_changed.emit(self._choices[at])


def words(value: str) -> str:
    """An identifier as an artist reads it: `active_layer` is "Active layer", `PNG` stays."""
    spaced = value.replace("_", " ")
    # The name of a file is no word.
    return tr(spaced.capitalize()) if spaced.islower() and "." not in value else spaced
