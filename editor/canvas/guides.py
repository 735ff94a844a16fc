"""Guides and grid over the picture, and the drag that makes, moves or removes a guide."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QLineF
from PySide6.QtGui import QColor, QPainter, QPen

from editor.canvas.viewport import Viewport
from editor.document.document import Document
from editor.document.guides import Guides
from editor.document.guides_step import SetGuides
from editor.tools.snapping import AidState
from ml.api.regions import Box

_GUIDE = QColor(64, 190, 230, 220)
_GRID = QColor(128, 128, 128, 110)
# Grid lines nearer to each other than this (pixels of the view) are thinned out.
_LEAST_GAP_PX = 8.0
GRIP_PX = 5.0


class GuideLines:
    """Paints the grid inside the canvas, and guides from one end of the view to the other."""

    def __init__(self) -> None:
        self.state = AidState()
        self.guides = Guides()

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        if self.state.grid:
            painter.setPen(QPen(_GRID, 1.0))
            painter.drawLines(list(_grid_lines(viewport, self.state.spacing_px)))
        if self.state.guides and not self.guides.is_empty:
            painter.setPen(QPen(_GUIDE, 1.0))
            painter.drawLines(list(_guide_lines(viewport, self.guides)))


def _grid_lines(viewport: Viewport, spacing_px: int) -> Iterator[QLineF]:
    box = viewport.visible_box
    step = float(max(1, spacing_px))
    while step * viewport.scale / viewport.ratio < _LEAST_GAP_PX:
        step *= 2
    for number in range(math.ceil(box.left / step), math.floor(box.right / step) + 1):
        yield _line(viewport, number * step, box.top, number * step, box.bottom)
    for number in range(math.ceil(box.top / step), math.floor(box.bottom / step) + 1):
        yield _line(viewport, box.left, number * step, box.right, number * step)


def _guide_lines(viewport: Viewport, guides: Guides) -> Iterator[QLineF]:
    seen = viewport.document_box(Box.of_size(viewport.device_width, viewport.device_height))
    for x in guides.down:
        yield _line(viewport, x, seen.top, x, seen.bottom)
    for y in guides.across:
        yield _line(viewport, seen.left, y, seen.right, y)


def _line(viewport: Viewport, x: float, y: float, to_x: float, to_y: float) -> QLineF:
    return QLineF(*viewport.to_view(x, y), *viewport.to_view(to_x, to_y))


@dataclass
class GuideDrag:
    """One drag of a guide: from a ruler it is a new one; let go over a ruler it is no more."""

    document: Document
    before: Guides
    index: int
    is_level: bool

    @classmethod
    def of_new(cls, document: Document, *, is_level: bool) -> GuideDrag:
        lines = document.guides.across if is_level else document.guides.down
        document.set_guides(document.guides.with_line(-1.0, is_level=is_level))
        before = document.guides.without(len(lines), is_level=is_level)
        return cls(document, before, len(lines), is_level)

    @classmethod
    def of_near(cls, document: Document, x: float, y: float, reach: float) -> GuideDrag | None:
        """The guide under a place of the document, where they are not locked."""
        guides = document.guides
        found = None if guides.locked else guides.near(x, y, reach)
        return None if found is None else cls(document, guides, *found)

    def follow(self, x: float, y: float) -> None:
        """On whole pixels and their halves."""
        place = round((y if self.is_level else x) * 2) / 2
        moved = self.document.guides.moved(self.index, place, is_level=self.is_level)
        self.document.set_guides(moved)

    def end(self, *, is_kept: bool) -> None:
        """Let go: one step of the history, or none where nothing is other than before."""
        now = self.document.guides
        if not is_kept:
            now = now.without(self.index, is_level=self.is_level)
        self.document.set_guides(self.before)
        if now != self.before:
            self.document.apply(SetGuides(self.before, now))

    def cancel(self) -> None:
        self.document.set_guides(self.before)
