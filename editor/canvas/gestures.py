"""What a press and a drag mean: moving the view, its handles, or the tool's own gesture."""

from __future__ import annotations

import math
from enum import Enum, auto
from typing import Protocol

from PySide6.QtCore import QPointF, Qt

from editor.canvas.aids import CanvasAids
from editor.canvas.context_box import Side
from editor.canvas.handles import cursor_of
from editor.canvas.overlays import Overlays
from editor.canvas.viewport import Viewport
from editor.document.document import Document
from editor.document.errors import DocumentError
from editor.tools.figure import Grip
from editor.tools.standing import StandingTool
from editor.tools.tool import Buttons, LastingTool, Modifiers, PointerEvent, Tool

# Dragging this many logical pixels with Ctrl+Space doubles the scale.
_ZOOM_DRAG_PX = 120.0
# So near to a quarter turn the view clicks into place.
_SNAP_DEGREES = 2.0
# A press and release nearer than this is a click of the zoom tool.
_CLICK_PX = 3.0


class Drag(Enum):
    """What the running drag does."""

    NONE = auto()
    PAN = auto()
    ZOOM = auto()
    TURN = auto()
    BRUSH_SIZE = auto()
    CONTEXT = auto()
    SPLIT = auto()
    GUIDE = auto()
    TOOL = auto()


class Stage(Protocol):
    """What gestures need of the view."""

    @property
    def viewport(self) -> Viewport: ...

    @property
    def document(self) -> Document | None: ...

    @property
    def tool(self) -> Tool | None: ...

    @property
    def overlays(self) -> Overlays: ...

    @property
    def aids(self) -> CanvasAids: ...

    def look(self, viewport: Viewport) -> None: ...

    def resize_brush(self, size_px: float) -> None: ...

    def refuse(self, sentence: str) -> None: ...

    def context_dragged(self, *, done: bool) -> None: ...

    def split_dragged(self) -> None: ...


class Gestures:
    """Decides at the press and holds to it until the release, wherever the pointer goes."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._grip = Grip.NONE
        self.drag = Drag.NONE
        self.space_held = False
        self._start = QPointF()
        self._last = QPointF()
        self._started_with: float = 1.0

    @property
    def holds_brush(self) -> bool:
        """Whether the brush's outline must stay where it is."""
        return self.drag is Drag.BRUSH_SIZE

    def press(self, place: QPointF, event: PointerEvent) -> None:
        if self.drag is not Drag.NONE:
            return
        self._start = self._last = place
        self.drag = self._meaning(place, event)
        if self.drag is Drag.ZOOM:
            self._started_with = self._stage.viewport.scale
        elif self.drag is Drag.TURN:
            self._started_with = self._stage.viewport.angle
        elif self.drag is Drag.BRUSH_SIZE:
            self._started_with = self._brush_size()
        elif self.drag is Drag.TOOL:
            self._press_tool(event)

    def move(self, place: QPointF, event: PointerEvent) -> None:
        before, self._last = self._last, place
        viewport = self._stage.viewport
        if self.drag in (Drag.GUIDE, Drag.TURN, Drag.TOOL, Drag.NONE):
            self._move_others(place, event)
            return
        if self.drag is Drag.PAN:
            step = place - before
            self._stage.look(viewport.panned(step.x(), step.y()))
        elif self.drag is Drag.ZOOM:
            doublings = (place.x() - self._start.x()) / _ZOOM_DRAG_PX
            at = (self._start.x(), self._start.y())
            self._stage.look(viewport.zoomed_to(self._started_with * 2.0**doublings, at))
        elif self.drag is Drag.BRUSH_SIZE:
            across = (place.x() - self._start.x()) * viewport.ratio / viewport.scale
            self._stage.resize_brush(self._started_with + 2 * across)
        elif self.drag is Drag.CONTEXT:
            self._drag_context(event)
        elif self.drag is Drag.SPLIT:
            across, _ = viewport.to_upright(place.x(), place.y())
            self._stage.overlays.preview.drag_split(across, viewport.upright)
            self._stage.split_dragged()

    def _move_others(self, place: QPointF, event: PointerEvent) -> None:
        if self.drag is Drag.GUIDE:
            self._stage.aids.move(event)
        elif self.drag is Drag.TURN:
            self._turn(place)
        elif self.drag is Drag.TOOL and self._stage.tool is not None:
            self._stage.tool.move(event)
        elif self.drag is Drag.NONE:
            self._hover(event)

    def release(self, event: PointerEvent) -> None:
        drag, self.drag = self.drag, Drag.NONE
        if drag is Drag.TOOL and self._stage.tool is not None:
            try:
                self._stage.tool.release(event)
            except DocumentError as error:
                self._stage.refuse(str(error))
        elif drag is Drag.CONTEXT:
            self._stage.overlays.context.let_go()
            self._stage.context_dragged(done=True)
        elif drag is Drag.GUIDE:
            self._stage.aids.release(self._last)
        elif drag is Drag.ZOOM and self._is_zoom:
            self._click_zoom(event)

    def cancel(self) -> bool:
        """Take back the running gesture; whether there was one."""
        drag, self.drag = self.drag, Drag.NONE
        self._stage.overlays.context.let_go()
        self._stage.aids.cancel()
        tool = self._stage.tool
        if tool is not None and tool.is_active:
            tool.cancel()
            return True
        return drag is not Drag.NONE

    def cursor(self, place: QPointF) -> Qt.CursorShape:
        """The cursor that says what a press here would do."""
        if self.drag is Drag.PAN:
            return Qt.CursorShape.ClosedHandCursor
        overlays, viewport = self._stage.overlays, self._stage.viewport
        x, y = viewport.to_upright(place.x(), place.y())
        if not self.space_held and overlays.preview.holds_split(x, y, viewport.upright):
            return Qt.CursorShape.SplitHCursor
        if self.space_held or self._is_hand:
            return Qt.CursorShape.OpenHandCursor
        guide = self._stage.aids.cursor(place, self._view_px)
        if guide is not None and self.drag in (Drag.NONE, Drag.GUIDE):
            return guide
        side = overlays.context.side_at(x, y, viewport.upright)
        if side is not Side.NONE and self.drag is not Drag.TOOL:
            return overlays.context.cursor(side)
        return self._tool_cursor()

    def _tool_cursor(self) -> Qt.CursorShape:
        tool = self._stage.tool
        if tool is None:
            return Qt.CursorShape.ArrowCursor
        if isinstance(tool, StandingTool):
            return cursor_of(self._grip, self._stage.viewport)
        if tool.cursor_radius_px is not None:
            return Qt.CursorShape.BlankCursor
        return Qt.CursorShape.CrossCursor

    @property
    def _is_hand(self) -> bool:
        tool = self._stage.tool
        return tool is not None and tool.id == "hand"

    def _brush_size(self) -> float:
        tool = self._stage.tool
        radius = None if tool is None else tool.cursor_radius_px
        return 1.0 if radius is None else radius * 2

    def _meaning(self, place: QPointF, event: PointerEvent) -> Drag:
        left = bool(event.buttons & Buttons.LEFT)
        if event.buttons & Buttons.MIDDLE:
            return Drag.PAN
        if left and self.space_held:
            return self._space_meaning(event)
        overlays, viewport = self._stage.overlays, self._stage.viewport
        x, y = viewport.to_upright(place.x(), place.y())
        if left and overlays.preview.holds_split(x, y, viewport.upright):
            return Drag.SPLIT
        if left and self._is_hand:
            return Drag.PAN
        if left and self._is_zoom:
            return Drag.ZOOM
        if left and self._stage.aids.press(place, event):
            return Drag.GUIDE
        side = overlays.context.side_at(x, y, viewport.upright)
        if left and side is not Side.NONE:
            overlays.context.grab(side)
            return Drag.CONTEXT
        return self._tool_meaning(event)

    @property
    def _is_zoom(self) -> bool:
        tool = self._stage.tool
        return tool is not None and tool.id == "zoom" and not self.space_held

    @property
    def _view_px(self) -> float:
        return self._stage.viewport.ratio / self._stage.viewport.scale

    def _click_zoom(self, event: PointerEvent) -> None:
        """The zoom tool without a drag: one step closer, with Alt one away."""
        if (self._last - self._start).manhattanLength() <= _CLICK_PX:
            step = -1 if event.modifiers & Modifiers.ALT else 1
            at = (self._start.x(), self._start.y())
            self._stage.look(self._stage.viewport.stepped(step, at))

    @staticmethod
    def _space_meaning(event: PointerEvent) -> Drag:
        if event.modifiers & Modifiers.CTRL:
            return Drag.ZOOM
        return Drag.TURN if event.modifiers & Modifiers.SHIFT else Drag.PAN

    def _turn(self, place: QPointF) -> None:
        """Turn the view as the pointer goes round its middle; quarter turns click into place."""
        viewport = self._stage.viewport
        middle = QPointF(viewport.view_width / 2, viewport.view_height / 2)
        begun, now = self._start - middle, place - middle
        swept = math.degrees(math.atan2(now.y(), now.x()) - math.atan2(begun.y(), begun.x()))
        angle = self._started_with + swept
        quarter = round(angle / 90) * 90
        if abs(angle - quarter) <= _SNAP_DEGREES:
            angle = quarter
        self._stage.look(viewport.turned_to(angle))

    def _tool_meaning(self, event: PointerEvent) -> Drag:
        tool = self._stage.tool
        if tool is None or self._stage.document is None:
            return Drag.NONE
        if tool.cursor_radius_px is not None and event.modifiers == Modifiers.SHIFT:
            return Drag.BRUSH_SIZE
        return Drag.TOOL

    def _press_tool(self, event: PointerEvent) -> None:
        tool, document = self._stage.tool, self._stage.document
        if tool is None or document is None:
            return
        try:
            tool.press(document, event)
        except DocumentError as error:
            # Nothing to paint on, say: the gesture never began.
            self.drag = Drag.NONE
            self._stage.refuse(str(error))

    def _hover(self, event: PointerEvent) -> None:
        tool, document = self._stage.tool, self._stage.document
        if isinstance(tool, LastingTool) and document is not None:
            tool.hover(document, event)
        if isinstance(tool, StandingTool):
            self._grip = tool.grip_at(event)

    def _drag_context(self, event: PointerEvent) -> None:
        document = self._stage.document
        if document is not None:
            self._stage.overlays.context.drag(event.x, event.y, document.canvas)
            self._stage.context_dragged(done=False)
