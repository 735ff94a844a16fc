"""The one question before another program's work would be written over."""

from __future__ import annotations

from enum import Enum

from PySide6.QtWidgets import QMessageBox, QWidget


class Conflict(Enum):
    """What the artist wants done with a file that others changed."""

    ELSEWHERE = "elsewhere"
    OVERWRITE = "overwrite"
    STAY = "stay"


def ask_conflict(name: str, parent: QWidget | None) -> Conflict:
    """Ask once; Enter saves elsewhere, Esc goes back."""
    box = QMessageBox(parent)
    box.setWindowTitle("Changed meanwhile")
    box.setText(f"\u201c{name}\u201d was changed by another program since you opened it.")
    box.setInformativeText(
        "Save yours under another name, or in its place: what is there now then stays among the "
        "earlier versions."
    )
    elsewhere = box.addButton("Save elsewhere\u2026", QMessageBox.ButtonRole.AcceptRole)
    over = box.addButton("Save in its place", QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton("Go back", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(elsewhere)
    box.setEscapeButton(stay)
    elsewhere.setObjectName("primary")
    box.exec()
    answers: dict[object, Conflict] = {elsewhere: Conflict.ELSEWHERE, over: Conflict.OVERWRITE}
    return answers.get(box.clickedButton(), Conflict.STAY)
