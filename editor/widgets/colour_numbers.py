"""A colour in numbers: as text, as red, green and blue, or as hue, saturation and value."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from editor.tools.colours import Colour
from editor.widgets.choice import ChoiceRow
from editor.widgets.colour_mixing import Hsv, hex_of, read_hex
from editor.widgets.slider import Scale, SliderRow
from editor.widgets.theme import tabular

HSV, RGB = "hue, saturation, value", "red, green, blue"
_HSV_ROWS = (("Hue", 360.0, "°"), ("Saturation", 100.0, "%"), ("Value", 100.0, "%"))


class ColourNumbers(QWidget):
    """Shows what it is given and tells what was typed or dragged."""

    colour_changed = Signal(tuple)
    hsv_changed = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_deep = False
        self._hsv: Hsv = (0.0, 0.0, 0.0)
        self._colour: Colour = (0.0, 0.0, 0.0)
        self.text = QLineEdit(self)
        self.text.setFont(tabular(self.text.font()))
        self.text.setAccessibleName("Hex")
        self.text.setToolTip("Three, six or twelve hexadecimal digits")
        self.text.setMaxLength(16)
        self.text.editingFinished.connect(self._take_text)
        self.kind = ChoiceRow("Numbers", (RGB, HSV), RGB, self)
        self.kind.value_changed.connect(lambda _: self._show_rows())
        line = QHBoxLayout()
        line.setContentsMargins(9, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(QLabel("Hex", self))
        line.addWidget(self.text, 1)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._layout.addLayout(line)
        self._layout.addWidget(self.kind)
        self.hsv_rows = [
            self._row(name, Scale(0, high, 1, unit), self._take_hsv)
            for name, high, unit in _HSV_ROWS
        ]
        self.rgb_rows: list[SliderRow] = []
        self._make_rgb_rows()
        self._show_rows()

    def show_colour(self, colour: Colour, hsv: Hsv) -> None:
        """Nobody is told of what is only shown."""
        self._colour, self._hsv = colour, hsv
        if not self.text.hasFocus() or not self.text.isModified():
            self.text.setText(hex_of(colour))
        for row, value in zip(self.rgb_rows, colour, strict=True):
            _write(row, value * self._full)
        for row, value, (_, high, _) in zip(self.hsv_rows, hsv, _HSV_ROWS, strict=True):
            _write(row, value * high)

    def set_deep(self, is_deep: bool) -> None:  # noqa: FBT001 - a setter in Qt's manner
        """Per cent with a decimal for 16 bits, 0 to 255 for 8."""
        if is_deep != self._is_deep:
            self._is_deep = is_deep
            self._make_rgb_rows()
            self._show_rows()
            self.show_colour(self._colour, self._hsv)

    @property
    def _full(self) -> float:
        return 100.0 if self._is_deep else 255.0

    def _make_rgb_rows(self) -> None:
        for row in self.rgb_rows:
            self._layout.removeWidget(row)
            row.deleteLater()
        scale = Scale(0, 100, 0.1, "%") if self._is_deep else Scale(0, 255, 1)
        names = ("Red", "Green", "Blue")
        self.rgb_rows = [self._row(name, scale, self._take_rgb) for name in names]

    def _row(self, name: str, scale: Scale, take: object) -> SliderRow:
        row = SliderRow(name, scale, 0.0, self)
        row.setAccessibleName(name)
        row.value_changed.connect(take)
        self._layout.addWidget(row)
        return row

    def _show_rows(self) -> None:
        as_rgb = self.kind.value == RGB
        for row in self.rgb_rows:
            row.setVisible(as_rgb)
        for row in self.hsv_rows:
            row.setVisible(not as_rgb)

    def _take_text(self) -> None:
        colour = read_hex(self.text.text())
        self.text.setModified(False)
        if colour is None:
            self.text.setText(hex_of(self._colour))
        elif hex_of(colour) != hex_of(self._colour) or len(self.text.text()) > 8:
            self.colour_changed.emit(colour)

    def _take_rgb(self) -> None:
        red, green, blue = (row.number / self._full for row in self.rgb_rows)
        self.colour_changed.emit((red, green, blue))

    def _take_hsv(self) -> None:
        values = zip(self.hsv_rows, _HSV_ROWS, strict=True)
        hue, saturation, value = (row.number / high for row, (_, high, _) in values)
        self.hsv_changed.emit((hue, saturation, value))


def _write(row: SliderRow, value: float) -> None:
    row.blockSignals(True)
    row.set_number(value)
    row.blockSignals(False)
