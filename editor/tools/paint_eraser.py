"""The eraser of the layers: makes clear what it goes over."""

from __future__ import annotations

from editor.document.document import Document
from editor.document.stroke import StrokeSession
from editor.document.targets import Target
from editor.tools.paint import PaintBrush
from editor.tools.paint_stroke import Session
from editor.tools.tool import PointerEvent


class PaintEraser(PaintBrush):
    """The brush the other way round, with a size and options of its own."""

    id = "paint_eraser"
    title = "Eraser"
    picks = False

    def session(self, document: Document, target: Target, event: PointerEvent) -> Session:
        return StrokeSession(document, target, self.brush, self.erasing(document, target))
