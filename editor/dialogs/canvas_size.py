"""Asks how large the canvas shall be and where on it the picture stays."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QToolButton, QWidget

from editor.dialogs.lengths import Lengths
from editor.dialogs.sheet import SheetDialog
from ml.api.regions import Box

_NAMES = (
    ("Upper left", "Above", "Upper right"),
    ("Left", "Middle", "Right"),
    ("Lower left", "Below", "Lower right"),
)
_CELL_PX = 28


class AnchorGrid(QWidget):
    """Nine places, one of which is chosen: where the picture stays on the new canvas."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for row, names in enumerate(_NAMES):
            for col, name in enumerate(names):
                cell = _Cell(name, self)
                self._group.addButton(cell, row * 3 + col)
                layout.addWidget(cell, row, col)
        self._group.button(4).setChecked(True)
        self._group.idToggled.connect(lambda _, on: self.changed.emit() if on else None)

    @property
    def place(self) -> tuple[int, int]:
        """Column and row, each 0 to 2."""
        row, col = divmod(self._group.checkedId(), 3)
        return col, row

    def choose(self, col: int, row: int) -> None:
        self._group.button(row * 3 + col).setChecked(True)

    def cell(self, col: int, row: int) -> QToolButton:
        button = self._group.button(row * 3 + col)
        assert isinstance(button, QToolButton)
        return button


class _Cell(QToolButton):
    """A square with a dot in the place that is chosen."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFixedSize(_CELL_PX, _CELL_PX)
        self.setAccessibleName(name)
        self.setToolTip(name)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self.palette()
        painter.setPen(colours.mid().color())
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 3, 3)
        if self.isChecked():
            painter.setBrush(colours.windowText())
            painter.drawEllipse(self.rect().center(), 4, 4)


class CanvasSizeDialog(SheetDialog):
    """The picture's pixels stay as they are; only the canvas around them changes."""

    def __init__(
        self, size: tuple[int, int], dpi: float | None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Canvas size", "Change", parent)
        self._before = size
        self.lengths = Lengths(size, dpi or 300.0, self)
        self.lengths.ratio.setChecked(False)
        self.anchor = AnchorGrid(self)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self.lengths, 1)
        side = QGridLayout()
        side.addWidget(QLabel("Picture stays at", self), 0, 0)
        side.addWidget(self.anchor, 1, 0)
        row.addLayout(side)
        self.rows.addLayout(row)
        self.lengths.changed.connect(self._follow)
        self._follow()
        self.lengths.across.setFocus()
        self.lengths.across.selectAll()

    def box(self) -> Box:
        """The new canvas in pixels of the present one."""
        width, height = self.lengths.size_px
        col, row = self.anchor.place
        left = -((width - self._before[0]) * col // 2)
        top = -((height - self._before[1]) * row // 2)
        return Box(left, top, left + width, top + height)

    def _follow(self) -> None:
        width, height = self.lengths.size_px
        dx, dy = width - self._before[0], height - self._before[1]
        self.say(f"{width} × {height} px ({dx:+d}, {dy:+d})", can_go=True)
