"""Everything that lies over the picture and is no part of it, painted in one order."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QRegion

from editor.canvas.brush_outline import BrushOutline
from editor.canvas.context_box import ContextFrame
from editor.canvas.guides import GuideLines
from editor.canvas.handles import FigureOverlay
from editor.canvas.preview import PreviewOverlay
from editor.canvas.rulers import Rulers
from editor.canvas.running_region import RunningRegion
from editor.canvas.sketch_line import SketchLine
from editor.canvas.swap_overlay import SwapOverlay
from editor.canvas.turning import from_upright, turned_rect
from editor.canvas.viewport import Viewport


class Overlays:
    """The overlays of one view; they are cheap to paint and never change the document."""

    def __init__(self) -> None:
        self.preview = PreviewOverlay()
        self.swap = SwapOverlay()
        self.running = RunningRegion()
        self.context = ContextFrame()
        self.sketch = SketchLine()
        self.brush = BrushOutline()
        self.guides = GuideLines()
        self.figure = FigureOverlay()
        self.rulers = Rulers()
        self.is_before = False
        self._shown = QRegion()
        self._pointed = QRegion()

    def paint(self, painter: QPainter, viewport: Viewport, accent: QColor) -> None:
        """Paint in logical pixels of the view."""
        painter.save()
        # These are rectangles of the picture: painted upright, and turned as a whole.
        upright = viewport.upright
        if not viewport.is_straight:
            painter.setTransform(from_upright(viewport), combine=True)
        if not self.is_before:
            self.preview.paint(painter, upright, accent)
            self.swap.paint(painter, upright)
            self.context.paint(painter, upright)
        self.running.paint(painter, upright, accent)
        painter.restore()
        self.guides.paint(painter, viewport)
        self.figure.paint(painter, viewport, accent)
        self.sketch.paint(painter, viewport)
        self.brush.paint(painter, viewport)
        self.swap.paint_card(painter, viewport, accent)

    def changed_region(self, viewport: Viewport) -> QRegion:
        """Where to repaint: what they covered at the last call and what they cover now."""
        now = QRegion(self.brush.bounds(viewport)).united(self.sketch.bounds(viewport))
        for part in (self.preview, self.context, self.running):
            now = now.united(turned_rect(part.bounds(viewport.upright), viewport))
        before, self._shown = self._shown, now
        return before.united(now)

    def preview_rect(self, viewport: Viewport) -> QRect:
        """What the preview covers of the view."""
        return turned_rect(self.preview.bounds(viewport.upright), viewport)

    def running_rect(self, viewport: Viewport) -> QRect:
        """What the working region covers of the view."""
        return turned_rect(self.running.bounds(viewport.upright), viewport)

    def pointer_region(self, viewport: Viewport) -> QRegion:
        """The same for what follows the pointer alone: the brush and the line of a gesture."""
        now = QRegion(self.brush.bounds(viewport)).united(self.sketch.bounds(viewport))
        before, self._pointed = self._pointed, now
        return before.united(now)
