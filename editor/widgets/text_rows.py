"""Words in a form: a few lines of text, and the font that they are written in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from editor.document.kinds.text.fonts import FontBook, system_fonts
from editor.language import tr
from editor.widgets.choice import CalmComboBox

LINES_PX = 84
STYLE_PX = 108


class ParagraphRow(QWidget):
    """A field of several lines; Tab leaves it."""

    value_changed = Signal(str)

    def __init__(self, title: str, default: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._default = default
        layout = QVBoxLayout(self)
        layout.setContentsMargins(9, 0, 0, 0)
        layout.setSpacing(4)
        label = QLabel(title, self)
        self.field = QPlainTextEdit(default, self)
        self.field.setAccessibleName(title)
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(LINES_PX)
        label.setBuddy(self.field)
        layout.addWidget(label)
        layout.addWidget(self.field)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(lambda: self.value_changed.emit(self.value))

    @property
    def value(self) -> str:
        return self.field.toPlainText()

    def set_value(self, value: str) -> None:
        # Where the words are the same the cursor stays: they may come back from the layer.
        if value != self.value:
            self.field.blockSignals(True)
            self.field.setPlainText(value)
            self.field.blockSignals(False)

    def reset(self) -> None:
        self.field.setPlainText(self._default)


class FontRow(QWidget):
    """A list of families over a list of the family's styles; read when first opened."""

    value_changed = Signal(str)

    def __init__(
        self, title: str, default: str, parent: QWidget | None = None, fonts: FontBook | None = None
    ) -> None:
        super().__init__(parent)
        self._fonts = fonts
        self._default = default
        self._value = default
        layout = QHBoxLayout(self)
        layout.setContentsMargins(9, 0, 0, 0)
        layout.setSpacing(6)
        label = QLabel(title, self)
        self.family = CalmComboBox(self)
        self.family.setAccessibleName(tr("Font family"))
        self.family.setMinimumContentsLength(10)
        self.style_box = CalmComboBox(self)
        self.style_box.setAccessibleName(tr("Font style"))
        self.style_box.setFixedWidth(STYLE_PX)
        label.setBuddy(self.family)
        layout.addWidget(label)
        layout.addWidget(self.family, 1)
        layout.addWidget(self.style_box)
        self.setFocusProxy(self.family)
        self.family.currentTextChanged.connect(self._take_family)
        self.style_box.currentTextChanged.connect(self._take_style)

    @property
    def fonts(self) -> FontBook:
        return self._fonts if self._fonts is not None else system_fonts()

    @property
    def value(self) -> str:
        return self._value

    def set_value(self, value: str) -> None:
        """Show that font, also one that this machine does not have."""
        self._value = value
        family, style = self._names()
        for box in (self.family, self.style_box):
            box.blockSignals(True)
        self._fill_families()
        if self.family.findText(family) < 0:
            self.family.addItem(family)
        self.family.setCurrentText(family)
        self._fill_styles(family, style)
        for box in (self.family, self.style_box):
            box.blockSignals(False)

    def reset(self) -> None:
        self.set_value(self._default)
        self.value_changed.emit(self._value)

    def _names(self) -> tuple[str, str]:
        name = self._value or self.fonts.usual().name
        family, _, style = name.partition("/")
        return family, style

    def _fill_families(self) -> None:
        families = self.fonts.families()
        if [self.family.itemText(n) for n in range(self.family.count())] != list(families):
            self.family.clear()
            self.family.addItems(list(families))

    def _fill_styles(self, family: str, style: str) -> None:
        self.style_box.clear()
        self.style_box.addItems(list(self.fonts.styles(family)) or [style])
        if self.style_box.findText(style) < 0:
            style = self.style_box.itemText(0)
        self.style_box.setCurrentText(style)

    def _take_family(self, family: str) -> None:
        self.style_box.blockSignals(True)
        self._fill_styles(family, self.style_box.currentText())
        self.style_box.blockSignals(False)
        self._take_style(self.style_box.currentText())

    def _take_style(self, style: str) -> None:
        self._value = f"{self.family.currentText()}/{style}"
        self.value_changed.emit(self._value)
