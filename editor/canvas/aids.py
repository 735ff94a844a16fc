"""Keeps rulers, grid and guides on the canvas true, and lets guides be dragged."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, Qt

from editor.canvas.guides import GRIP_PX, GuideDrag
from editor.canvas.overlays import Overlays
from editor.canvas.viewport import Viewport
from editor.document.document import Document
from editor.tools.snapping import Aids
from editor.tools.tool import PointerEvent, Tool

# The tool with which guides that are there already can be dragged.
GRABBING = "move"


class AidStage(Protocol):
    """What it needs of the view."""

    @property
    def viewport(self) -> Viewport: ...

    @property
    def document(self) -> Document | None: ...

    @property
    def tool(self) -> Tool | None: ...

    @property
    def overlays(self) -> Overlays: ...

    def update(self) -> None: ...


class CanvasAids:
    """Follows one document's guides and the window's choice of what is shown."""

    def __init__(self, stage: AidStage) -> None:
        self._stage = stage
        self._aids = Aids()
        self._document: Document | None = None
        self._drag: GuideDrag | None = None

    def lend(self, aids: Aids) -> None:
        """From now on `aids` says what is shown."""
        self._aids = aids
        aids.changed.connect(self.show)
        self.show()

    def follow(self, document: Document | None) -> None:
        """Show the guides of this document, or of none."""
        self._drag = None
        if self._document is not None:
            self._document.guides_changed.disconnect(self.show)
        self._document = document
        if document is not None:
            document.guides_changed.connect(self.show)
        self.show()

    def show(self) -> None:
        lines, rulers = self._stage.overlays.guides, self._stage.overlays.rulers
        lines.state, rulers.shown = self._aids.now, self._aids.now.rulers
        if self._document is not None:
            lines.guides = self._document.guides
        self._stage.update()

    # ---- dragging guides

    def press(self, place: QPointF, event: PointerEvent) -> bool:
        """Take hold of a ruler or a guide; whether there was one."""
        document = self._stage.document
        if document is None:
            return False
        side = self._stage.overlays.rulers.side_at(place.x(), place.y())
        if side:
            self._aids.change(guides=True)
            self._drag = GuideDrag.of_new(document, is_level=self._is_level(side))
        elif self._grabs:
            reach = GRIP_PX * event.view_px
            self._drag = GuideDrag.of_near(document, event.x, event.y, reach)
        return self._drag is not None

    def move(self, event: PointerEvent) -> None:
        if self._drag is not None:
            self._drag.follow(event.x, event.y)

    def release(self, place: QPointF) -> None:
        """Over a ruler or outside of the view the guide goes."""
        drag, self._drag = self._drag, None
        if drag is None:
            return
        viewport = self._stage.viewport
        inside = 0 <= place.x() < viewport.view_width and 0 <= place.y() < viewport.view_height
        over_ruler = self._stage.overlays.rulers.side_at(place.x(), place.y()) != ""
        drag.end(is_kept=inside and not over_ruler)

    def cancel(self) -> None:
        drag, self._drag = self._drag, None
        if drag is not None:
            drag.cancel()

    def cursor(self, place: QPointF, view_px: float) -> Qt.CursorShape | None:
        """What a press here would do to a guide, if anything."""
        side = self._stage.overlays.rulers.side_at(place.x(), place.y())
        level, upright = Qt.CursorShape.SplitVCursor, Qt.CursorShape.SplitHCursor
        if self._drag is not None:
            return level if self._drag.is_level else upright
        if side:
            return level if side == "top" else upright
        document = self._stage.document
        if document is None or not self._grabs:
            return None
        x, y = self._stage.viewport.to_document(place.x(), place.y())
        found = None if document.guides.locked else document.guides.near(x, y, GRIP_PX * view_px)
        return None if found is None else (level if found[1] else upright)

    @property
    def _grabs(self) -> bool:
        tool = self._stage.tool
        return tool is not None and tool.id == GRABBING and self._aids.now.guides

    def _is_level(self, side: str) -> bool:
        """A ruler makes lines along itself, also where the view lies on its side."""
        on_its_side = round(self._stage.viewport.angle / 90) % 2 == 1
        return (side == "top") != on_its_side
