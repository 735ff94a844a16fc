"""The one question before work could be lost: save it?"""

from __future__ import annotations

from enum import Enum

from PySide6.QtWidgets import QMessageBox, QWidget


class Answer(Enum):
    """What the artist wants done with an unsaved picture."""

    SAVE = "save"
    DISCARD = "discard"
    STAY = "stay"


def ask_unsaved(name: str, parent: QWidget | None) -> Answer:
    """Ask once; Enter saves, Esc goes back."""
    box = QMessageBox(parent)
    box.setWindowTitle("Unsaved")
    box.setText(f"Save \u201c{name}\u201d before it is closed?")
    box.setInformativeText("What is not saved is lost.")
    save = box.addButton("Save", QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton("Don\u2019t save", QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton("Go back", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(save)
    box.setEscapeButton(stay)
    save.setObjectName("primary")
    box.exec()
    answers: dict[object, Answer] = {save: Answer.SAVE, discard: Answer.DISCARD}
    return answers.get(box.clickedButton(), Answer.STAY)
