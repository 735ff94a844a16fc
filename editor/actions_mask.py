"""The actions of the Mask menu: each changes the mask that the tools paint, as one step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from editor.actions import Action
from editor.desk import Desk
from editor.dialogs.asker import Asker
from editor.document import mask_operations
from editor.document.commands import replace_mask
from editor.document.document import Document
from editor.document.mask import Mask
from editor.document.targets import SelectionTarget
from editor.lazy import late

PNG = "PNG (*.png)"
_read_mask = late("editor.files.mask_file:read_mask")
_write_mask = late("editor.files.mask_file:write_mask")


class MaskWork:
    """What the actions do; `paper` is the document whose mask is painted at the moment."""

    def __init__(self, desk: Desk, asker: Asker) -> None:
        self._desk = desk
        self._asker = asker

    def select_all(self) -> None:
        self._set("Mask everything", lambda paper: mask_operations.select_all(paper.canvas))

    def clear(self) -> None:
        self._set("Clear the mask", lambda _: mask_operations.clear())

    def invert(self) -> None:
        self._set(
            "Invert the mask",
            lambda paper: mask_operations.invert(paper.selection, paper.canvas),
        )

    def grow(self) -> None:
        self._by_pixels("Grow", 4, mask_operations.grow)

    def shrink(self) -> None:
        def shrink(mask: Mask, pixels: int, canvas: object) -> Mask:
            return mask_operations.grow(mask, -pixels, canvas)  # type: ignore[arg-type]

        self._by_pixels("Shrink", 4, shrink)

    def feather(self) -> None:
        self._by_pixels("Feather", 6, mask_operations.feather)

    def import_mask(self) -> None:
        """A mask from a picture of the same size."""
        paper = self._desk.paper
        path = self._asker.mask_to_open(self._folder()) if paper else None
        if paper is None or path is None:
            return
        size = (paper.width, paper.height)

        def read(coverage: np.ndarray) -> None:
            self._apply(paper, Mask.from_coverage(coverage), "Import mask")

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

    def empty(self) -> str:
        """Why something that needs a mask cannot be done."""
        paper = self._desk.paper
        if paper is None:
            return self._desk.no_document()
        return "Paint a mask first." if paper.selection.is_empty else ""

    def _by_pixels(self, title: str, default: int, work: Callable[..., Mask]) -> None:
        pixels = self._asker.pixels(title, default)
        if pixels is not None:
            self._set(
                f"{title} the mask", lambda paper: work(paper.selection, pixels, paper.canvas)
            )

    def _set(self, title: str, make: Callable[[Document], Mask]) -> None:
        paper = self._desk.paper
        if paper is not None:
            self._apply(paper, make(paper), title)

    @staticmethod
    def _apply(paper: Document, mask: Mask, title: str) -> None:
        change = replace_mask(paper, SelectionTarget(), mask, title)
        if change is not None:
            paper.apply(change)

    def _folder(self) -> Path:
        document = self._desk.document
        return document.path.parent if document and document.path else Path.home()


def mask_actions(desk: Desk, work: MaskWork) -> list[Action]:
    """Everything that changes a mask without a brush."""
    rows = (
        ("all", "Mask everything", work.select_all, ("Ctrl+A",), "mask", "all"),
        ("clear", "Clear the mask", work.clear, ("Ctrl+Shift+A", "Ctrl+D"), "clear", "all"),
        ("invert", "Invert the mask", work.invert, ("Ctrl+Shift+I", "Shift+V"), "invert", "all"),
        ("grow", "Grow\u2026", work.grow, (), "grow", "edge"),
        ("shrink", "Shrink\u2026", work.shrink, (), "shrink", "edge"),
        ("feather", "Feather\u2026", work.feather, ("Shift+F6",), "feather", "edge"),
        ("import", "Import mask\u2026", work.import_mask, (), "import_mask", "file"),
        ("export", "Export mask\u2026", work.export_mask, (), "export_mask", "file"),
    )
    without_mask = {"all", "invert", "import"}
    return [
        Action(
            id=f"mask.{name}",
            title=title,
            run=run,
            keys=keys,
            icon=icon,
            menu="Mask",
            group=group,
            why_not=desk.no_document if name in without_mask else work.empty,
        )
        for name, title, run, keys, icon, group in rows
    ]
