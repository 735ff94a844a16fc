"""How a picture is exported: the format, and the few things that matter for it."""

from __future__ import annotations

from enum import Enum

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from editor.widgets.buttons import text_button
from editor.widgets.icons import Icons
from editor.widgets.params_form import ParamsForm
from ml.api.params import Params, Scalar, param


class Format(Enum):
    """What other programs read."""

    PNG = "PNG"
    JPEG = "JPEG"
    TIFF = "TIFF"
    WEBP = "WebP"

    @property
    def ending(self) -> str:
        return {"JPEG": ".jpg", "TIFF": ".tif"}.get(self.value, f".{self.value.lower()}")


class Bits(Enum):
    """How fine the steps of each channel are."""

    AS_PICTURE = "as_the_picture"
    EIGHT = "8_bit"
    SIXTEEN = "16_bit"


HELD = {
    Format.PNG: {"bits"},
    Format.JPEG: {"quality"},
    Format.TIFF: {"bits"},
    Format.WEBP: {"quality"},
}


class ExportChoice(Params):
    """What the artist may choose for an export."""

    format: Format = param(Format.PNG, title="Format", help="PNG and TIFF lose nothing")
    quality: int = param(
        92, title="Quality", help="Higher looks better and is larger", low=1, high=100, unit="%"
    )
    bits: Bits = param(
        Bits.AS_PICTURE, title="Depth", help="16 bit keeps the finest steps of colour"
    )
    keep_metadata: bool = param(
        True, title="Keep date, camera and place", help="The EXIF and XMP of the photograph"
    )
    to_srgb: bool = param(
        False, title="Convert to sRGB", help="For the web; otherwise the colour profile stays"
    )


class ExportDialog(QDialog):
    """Asks for an ExportChoice; rows that a format does not have are greyed."""

    def __init__(
        self, icons: Icons, remembered: dict[str, Scalar], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self.setMinimumWidth(360)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        title = QLabel("Export a flat picture", self)
        title.setObjectName("subtitle")
        note = QLabel("Layers are kept by Save, which writes OpenRaster.", self)
        note.setObjectName("small")
        self.form = ParamsForm(ExportChoice, icons, parent=self)
        self.form.write(remembered)
        self.form.changed.connect(self._follow_format)
        layout.addWidget(title)
        layout.addWidget(note)
        layout.addWidget(self.form)
        layout.addSpacing(4)
        layout.addLayout(self._end())
        self._follow_format()

    def choice(self) -> ExportChoice:
        """What is chosen now."""
        return ExportChoice.model_validate(self.form.values())

    def _end(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.go = text_button("Export\u2026", kind="primary", parent=self)
        self.go.setDefault(True)
        self.go.clicked.connect(self.accept)
        stay = text_button("Cancel", parent=self)
        stay.setMinimumHeight(32)
        stay.clicked.connect(self.reject)
        row.addStretch(1)
        row.addWidget(stay)
        row.addWidget(self.go)
        return row

    def _follow_format(self) -> None:
        held = HELD[Format(str(self.form.values()["format"]))]
        for name in ("quality", "bits"):
            self.form.row(name).widget.setEnabled(name in held)
