"""The actions that bring a selection in from a file and write it to one."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from editor.actions import Action
from editor.desk import Desk
from editor.dialogs.asker import Asker
from editor.document.commands import replace_mask
from editor.document.document import Document
from editor.document.mask import Mask
from editor.document.targets import SelectionTarget
from editor.lazy import late

PNG = "PNG (*.png)"
_read_mask = late("editor.files.mask_file:read_mask")
_write_mask = late("editor.files.mask_file:write_mask")


class MaskFiles:
    """Masks in files as large as the picture."""

    def __init__(self, desk: Desk, asker: Asker) -> None:
        self._desk = desk
        self._asker = asker

    def import_mask(self) -> None:
        """A mask from a picture of the same size."""
        paper = self._desk.paper
        path = self._asker.mask_to_open(self._folder()) if paper else None
        if paper is None or path is None:
            return
        size = (paper.width, paper.height)

        def read(coverage: np.ndarray) -> None:
            _apply(paper, Mask.from_coverage(coverage), "Import mask")

        self._desk.background.run(lambda: _read_mask(path, size), read, self._desk.fail)

    def export_mask(self) -> None:
        """The mask as a grey PNG as large as the picture."""
        sheet, paper = self._desk.session.current, self._desk.paper
        if sheet is None or paper is None:
            return
        suggested = sheet.suggested(".mask.png")
        path = self._asker.place_to_save(suggested, "Export mask", PNG)
        if path is None:
            return
        coverage = paper.selection.coverage(paper.canvas)

        def done(_: None) -> None:
            self._desk.tell(f"The mask is in {path.name}.")

        self._desk.background.run(lambda: _write_mask(coverage, path), done, self._desk.fail)

    def nothing(self) -> str:
        """Why there is nothing to write."""
        paper = self._desk.paper
        if paper is None:
            return self._desk.no_document()
        return "Select something first." if paper.selection.is_empty else ""

    def _folder(self) -> Path:
        document = self._desk.document
        return document.path.parent if document and document.path else Path.home()


def _apply(paper: Document, mask: Mask, title: str) -> None:
    change = replace_mask(paper, SelectionTarget(), mask, title)
    if change is not None:
        paper.apply(change)


def mask_actions(desk: Desk, files: MaskFiles) -> list[Action]:
    """Import and export."""
    rows = (
        ("import", "Import mask\u2026", files.import_mask, "import_mask", desk.no_document),
        ("export", "Export mask\u2026", files.export_mask, "export_mask", files.nothing),
    )
    return [
        Action(
            id=f"select.{name}",
            title=title,
            run=run,
            icon=icon,
            menu="Select",
            group="file",
            why_not=why_not,
        )
        for name, title, run, icon, why_not in rows
    ]
