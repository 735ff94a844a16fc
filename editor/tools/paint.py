"""The painting brush: puts the foreground colour down with any tip; the pen's back erases."""

from __future__ import annotations

from typing import ClassVar

from editor.document.document import Document
from editor.document.painting_media import Erase, Medium, Paint
from editor.document.stroke import StrokeSession
from editor.document.targets import Target
from editor.tools.paint_options import DabOptions, RimOptions
from editor.tools.paint_stroke import Session
from editor.tools.paint_tool import BrushTool, keeps_alpha
from editor.tools.tool import Buttons, PointerEvent


class PaintBrush(BrushTool):
    """Paints on what the document says is painted: a layer, its mask, or the quick mask."""

    id = "paint"
    title = "Brush"
    options_kind: ClassVar[type[RimOptions]] = DabOptions

    def session(self, document: Document, target: Target, event: PointerEvent) -> Session:
        erases = bool(event.buttons & Buttons.ERASER_TIP)
        medium = self.erasing(document, target) if erases else self.painting(document, target)
        return StrokeSession(document, target, self.brush, medium)

    def painting(self, document: Document, target: Target) -> Medium:
        keeps = keeps_alpha(document, target)
        self.colours.use(self.colours.foreground)
        return Paint.of(self.colours.foreground, self.brush.opacity, keeps_alpha=keeps)

    def erasing(self, document: Document, target: Target) -> Medium:
        """Where the alpha is locked nothing can be taken away: the background colour goes on."""
        if keeps_alpha(document, target):
            return Paint.of(self.colours.background, self.brush.opacity, keeps_alpha=True)
        return Erase(self.brush.opacity)
