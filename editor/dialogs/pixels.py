"""Asks for a number of pixels: how far to grow, shrink or feather."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from editor.widgets.dialog_end import DialogEnd
from editor.widgets.slider import Scale, SliderRow

LARGEST_PX = 256


def ask_pixels(title: str, default: int, parent: QWidget | None) -> int | None:
    """A whole number of pixels, or None where the artist thought better of it."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setMinimumWidth(320)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(20, 18, 20, 16)
    layout.setSpacing(14)
    row = SliderRow(title, Scale(1, LARGEST_PX, 1, "px"), default, dialog)
    layout.addWidget(row)
    layout.addLayout(DialogEnd(title, dialog))
    row.setFocus()
    return int(row.number) if dialog.exec() == QDialog.DialogCode.Accepted else None
