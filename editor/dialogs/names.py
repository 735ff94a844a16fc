"""Asks for a name, or for one of some names."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from editor.widgets.dialog_end import DialogEnd


def ask_name(title: str, suggested: str, parent: QWidget | None) -> str | None:
    """What the artist typed; None where they thought better of it or typed nothing."""
    dialog, layout = _dialog(title, parent)
    label = QLabel("Name", dialog)
    field = QLineEdit(suggested, dialog)
    field.setAccessibleName("Name")
    field.selectAll()
    label.setBuddy(field)
    layout.addWidget(label)
    layout.addWidget(field)
    layout.addLayout(DialogEnd("Save", dialog))
    field.setFocus()
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    name = field.text().strip()
    dialog.deleteLater()
    return name if accepted and name else None


def ask_one(title: str, names: Sequence[str], parent: QWidget | None) -> str | None:
    """One of `names`; None where the artist thought better of it."""
    dialog, layout = _dialog(title, parent)
    found = QListWidget(dialog)
    found.addItems(list(names))
    found.setCurrentRow(0)
    found.setAccessibleName(title)
    found.itemDoubleClicked.connect(dialog.accept)
    layout.addWidget(found)
    layout.addLayout(DialogEnd(title.split()[0], dialog))
    found.setFocus()
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    item = found.currentItem()
    name = item.text() if item is not None else None
    dialog.deleteLater()
    return name if accepted else None


def _dialog(title: str, parent: QWidget | None) -> tuple[QDialog, QVBoxLayout]:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setMinimumWidth(320)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(20, 18, 20, 16)
    layout.setSpacing(10)
    return dialog, layout
