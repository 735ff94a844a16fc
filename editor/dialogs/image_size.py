"""Asks how large the picture shall be, and by which filter its pixels are found."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from editor.dialogs.lengths import LengthField, Lengths
from editor.dialogs.sheet import SheetDialog, flush
from editor.document.resample_filters import Resampling
from editor.widgets.choice import ChoiceRow

MOST_PIXELS = 2_000_000_000
USUAL_DPI = 300.0


@dataclass(frozen=True)
class ImageSize:
    """What was chosen."""

    size: tuple[int, int]
    dpi: float
    method: Resampling


class ImageSizeDialog(SheetDialog):
    """Fields for size and resolution; the note says what comes out."""

    def __init__(
        self, size: tuple[int, int], dpi: float | None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Image size", "Resize", parent)
        self._before = size
        self._dpi_before = dpi or USUAL_DPI
        self.lengths = Lengths(size, self._dpi_before, self)
        self.lengths.changed.connect(self._follow)
        self.rows.addWidget(self.lengths)
        row = QGridLayout()
        row.setHorizontalSpacing(8)
        self.dpi = LengthField("Resolution", self)
        self.dpi.setRange(1.0, 9600.0)
        self.dpi.setDecimals(1)
        self.dpi.setSuffix(" px per inch")
        self.dpi.setValue(self._dpi_before)
        self.dpi.valueChanged.connect(self.lengths.set_dpi)
        label = QLabel("Resolution", self)
        label.setBuddy(self.dpi)
        row.addWidget(label, 0, 0)
        row.addWidget(self.dpi, 0, 1)
        row.setColumnStretch(1, 1)
        self.rows.addLayout(row)
        names = tuple(method.value for method in Resampling)
        self.method = ChoiceRow("Sampling", names, Resampling.LANCZOS.value, self)
        flush(self.method)
        self.rows.addWidget(self.method)
        self._follow()
        self.lengths.across.setFocus()
        self.lengths.across.selectAll()

    def choice(self) -> ImageSize:
        return ImageSize(self.lengths.size_px, self.dpi.value(), Resampling(self.method.value))

    def _follow(self) -> None:
        width, height = self.lengths.size_px
        if width * height > MOST_PIXELS:
            self.say("That is too large: use fewer pixels.", can_go=False)
            return
        old = self._before[0] * self._before[1] / 1e6
        now = f"{width} × {height} px, {width * height / 1e6:.1f} megapixels"
        self.say(f"{now} (it has {old:.1f})", can_go=True)
