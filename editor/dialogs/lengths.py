"""Two lengths in one unit, which can keep their shape: for the sizes of pictures and canvases."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QGridLayout,
    QLabel,
    QWidget,
)

from editor.widgets.choice import CalmComboBox
from editor.widgets.theme import tabular

MM_PER_INCH = 25.4
LONGEST_PX = 300_000


class Unit(Enum):
    """In what the lengths are told."""

    PIXELS = "px"
    PERCENT = "%"
    MILLIMETRES = "mm"


class LengthField(QDoubleSpinBox):
    """A number whose wheel acts only with focus and which counts when it is typed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFont(tabular(self.font()))
        self.setRange(0.01, LONGEST_PX)
        self.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.setMinimumHeight(30)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Lengths(QWidget):
    """The exact pixels are kept: what is shown in another unit may be rounded."""

    changed = Signal()

    def __init__(self, size: tuple[int, int], dpi: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = size
        self._exact = (float(size[0]), float(size[1]))
        self.dpi = dpi
        self.across, self.down = LengthField("Width", self), LengthField("Height", self)
        self.unit = CalmComboBox(self)
        self.unit.addItems([unit.value for unit in Unit])
        self.unit.setAccessibleName("Unit")
        self.ratio = QCheckBox("Keep the proportions", self)
        self.ratio.setChecked(True)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(8)
        for row, (name, field) in enumerate((("Width", self.across), ("Height", self.down))):
            label = QLabel(name, self)
            label.setBuddy(field)
            layout.addWidget(label, row, 0)
            layout.addWidget(field, row, 1)
        layout.addWidget(self.unit, 0, 2)
        layout.addWidget(self.ratio, 2, 1, 1, 2)
        layout.setColumnStretch(1, 1)
        self.across.valueChanged.connect(lambda _: self._typed(0))
        self.down.valueChanged.connect(lambda _: self._typed(1))
        self.unit.currentIndexChanged.connect(lambda _: self._show())
        self._show()

    @property
    def size_px(self) -> tuple[int, int]:
        return max(1, round(self._exact[0])), max(1, round(self._exact[1]))

    def set_dpi(self, dpi: float) -> None:
        """Lengths in millimetres stay what they are; others stay in pixels."""
        if self._unit is Unit.MILLIMETRES:
            grown = dpi / self.dpi
            self._exact = (self._exact[0] * grown, self._exact[1] * grown)
        self.dpi = dpi
        self._show()
        self.changed.emit()

    @property
    def _unit(self) -> Unit:
        return Unit(self.unit.currentText())

    def _per_px(self, which: int) -> float:
        """What one pixel is in the unit."""
        if self._unit is Unit.PERCENT:
            return 100.0 / self._before[which]
        return MM_PER_INCH / self.dpi if self._unit is Unit.MILLIMETRES else 1.0

    def _typed(self, which: int) -> None:
        field = (self.across, self.down)[which]
        exact = list(self._exact)
        exact[which] = field.value() / self._per_px(which)
        if self.ratio.isChecked():
            exact[1 - which] = exact[which] * self._before[1 - which] / self._before[which]
        self._exact = (exact[0], exact[1])
        self._show(besides=field)
        self.changed.emit()

    def _show(self, besides: LengthField | None = None) -> None:
        for which, field in enumerate((self.across, self.down)):
            if field is not besides:
                field.blockSignals(True)
                field.setDecimals(0 if self._unit is Unit.PIXELS else 2)
                field.setValue(self._exact[which] * self._per_px(which))
                field.blockSignals(False)
