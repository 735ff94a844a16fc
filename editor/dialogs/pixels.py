"""Asks for a number of pixels: how far to grow, shrink or feather."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from editor.widgets.buttons import text_button
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
    buttons = QHBoxLayout()
    buttons.setSpacing(8)
    go = text_button(title, kind="primary", parent=dialog)
    go.setDefault(True)
    stay = text_button("Cancel", parent=dialog)
    stay.setMinimumHeight(32)
    go.clicked.connect(dialog.accept)
    stay.clicked.connect(dialog.reject)
    buttons.addStretch(1)
    buttons.addWidget(stay)
    buttons.addWidget(go)
    layout.addLayout(buttons)
    row.setFocus()
    return int(row.number) if dialog.exec() == QDialog.DialogCode.Accepted else None
