"""The actions of the Edit menu: undo, redo, clipboard."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QImage

from editor.actions import Action
from editor.desk import Desk
from editor.document.composite import Compositor
from editor.document.document import Document
from editor.pictures import Pictures


def edit_actions(desk: Desk, pictures: Pictures) -> list[Action]:
    """Undo and redo act on what the tools paint on, masks included."""

    def cannot_undo() -> str:
        paper = desk.paper
        return "" if paper and paper.history.can_undo else "There is nothing to undo."

    def cannot_redo() -> str:
        paper = desk.paper
        return "" if paper and paper.history.can_redo else "There is nothing to redo."

    def undo() -> None:
        if desk.paper is not None:
            desk.paper.history.undo()

    def redo() -> None:
        if desk.paper is not None:
            desk.paper.history.redo()

    def copy() -> None:
        if desk.document is not None:
            QGuiApplication.clipboard().setImage(visible_image(desk.document))
            desk.tell("The visible picture is on the clipboard.")

    return [
        Action("edit.undo", "Undo", undo, ("Ctrl+Z",), "undo", "Edit", "undo", why_not=cannot_undo),
        Action(
            id="edit.redo",
            title="Redo",
            run=redo,
            keys=("Ctrl+Shift+Z", "Ctrl+Y"),
            icon="redo",
            menu="Edit",
            group="undo",
            why_not=cannot_redo,
        ),
        Action(
            id="edit.copy_visible",
            title="Copy visible",
            run=copy,
            keys=("Ctrl+Shift+C",),
            icon="copy",
            menu="Edit",
            group="clipboard",
            why_not=desk.no_document,
        ),
        Action(
            id="edit.paste",
            title="Paste",
            run=pictures.paste,
            keys=("Ctrl+V",),
            icon="paste",
            menu="Edit",
            group="clipboard",
        ),
    ]


def visible_image(document: Document) -> QImage:
    """All visible layers as 8-bit straight RGBA."""
    compositor = Compositor(document)
    try:
        pixels = compositor.render(document.canvas)
    finally:
        compositor.close()
    height, width = pixels.shape[:2]
    shape = QImage.Format.Format_RGBA8888
    return QImage(pixels.tobytes(), width, height, 4 * width, shape).copy()
