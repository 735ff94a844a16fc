"""The second mask: where new pixels may come from, painted with the same tools in green."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from editor.canvas.colours import CanvasColours
from editor.canvas.sources import ToDisplay
from editor.canvas.view import CanvasView
from editor.document.document import Document
from editor.document.mask import Mask
from editor.session import Sheet

ToDisplayOf = Callable[[Document], ToDisplay | None]


class SourcePainting(QObject):
    """Puts a twin of the document on the canvas whose mask is the source.

    The twin shares all pixels and has a history of its own, so that brush, lasso, undo and the
    mask actions work on it as they do on the mask.
    """

    toggled = Signal(bool)

    def __init__(
        self,
        canvas: CanvasView,
        colours: CanvasColours,
        source_colour: str,
        to_display: ToDisplayOf,
    ) -> None:
        super().__init__()
        self._canvas = canvas
        self._colours = colours
        self._source_colours = replace(colours, mask=source_colour)
        self._to_display = to_display
        self._masks: dict[int, Mask] = {}
        self._sheet: Sheet | None = None
        self._twin: Document | None = None

    @property
    def is_on(self) -> bool:
        return self._twin is not None

    def mask(self, sheet: Sheet) -> Mask | None:
        """What was painted for a picture, or None where all of it may be used."""
        if self._twin is not None and sheet is self._sheet:
            self._masks[sheet.number] = self._twin.selection.share()
        found = self._masks.get(sheet.number)
        return None if found is None or found.is_empty else found

    def set_colours(self, colours: CanvasColours, source_colour: str) -> None:
        """Another theme is worn."""
        self._colours = colours
        self._source_colours = replace(colours, mask=source_colour)
        self._canvas.set_colours(self._source_colours if self.is_on else colours)

    def show(self, sheet: Sheet | None) -> None:
        """Put a picture itself on the canvas, with its mask; None is an empty canvas."""
        self._leave()
        self._canvas.set_colours(self._colours)
        if sheet is None:
            self._canvas.set_document(None)
        else:
            self._canvas.set_document(sheet.document, self._to_display(sheet.document))
        self._sheet = sheet

    def switch(self, *, on: bool) -> None:
        """Paint the source of the picture in front, or its mask again; the view stays put."""
        if self._sheet is None or on == self.is_on:
            return
        look = self._canvas.viewport
        if on:
            document = self._sheet.document
            twin = document.snapshot()
            # Every brush paints the source now, never the layers of the twin.
            twin.set_quick_mask(True)
            twin.selection = self._masks.get(self._sheet.number, Mask()).share()
            self._canvas.set_colours(self._source_colours)
            self._canvas.set_document(twin, self._to_display(document))
            self._twin = twin
            document.layers_changed.connect(self._end)
            document.pixels_changed.connect(self._end)
        else:
            sheet = self._sheet
            self.show(sheet)
        self._canvas.look(look)
        self.toggled.emit(on)

    def forget(self, sheet: Sheet) -> None:
        """The picture is closed."""
        self._masks.pop(sheet.number, None)

    def _end(self, *_box: object) -> None:
        """The layers changed below the twin: show them as they are."""
        self.switch(on=False)

    def _leave(self) -> None:
        if self._twin is None or self._sheet is None:
            return
        self._masks[self._sheet.number] = self._twin.selection.share()
        self._sheet.document.layers_changed.disconnect(self._end)
        self._sheet.document.pixels_changed.disconnect(self._end)
        self._twin = None
