"""The rectangle: what lies between press and release joins the mask."""

from __future__ import annotations

from editor.document.mask import Mask
from editor.document.mask_operations import rectangle
from editor.tools.region import RegionOptions, RegionTool
from editor.tools.tool import Modifiers, PointerEvent
from ml.api.regions import Box


class MaskRectangle(RegionTool):
    """Whole pixels between two corners; Ctrl while dragging makes it a square."""

    id = "rectangle"
    title = "Rectangle"

    def __init__(self, options: RegionOptions | None = None) -> None:
        super().__init__(options)
        self._start = (0.0, 0.0)
        self._end = (0.0, 0.0)

    def begin(self, event: PointerEvent) -> None:
        self._start = self._end = (event.x, event.y)

    def follow(self, event: PointerEvent) -> None:
        x, y = event.x, event.y
        if event.modifiers & Modifiers.CTRL:
            side = max(abs(x - self._start[0]), abs(y - self._start[1]))
            x = self._start[0] + (side if x >= self._start[0] else -side)
            y = self._start[1] + (side if y >= self._start[1] else -side)
        self._end = (x, y)

    def outline(self) -> tuple[tuple[float, float], ...]:
        box = self._box()
        left, top, right, bottom = map(float, (box.left, box.top, box.right, box.bottom))
        return (left, top), (right, top), (right, bottom), (left, bottom)

    def shape(self, canvas: Box) -> Mask:
        return rectangle(self._box(), canvas)

    def _box(self) -> Box:
        (x0, y0), (x1, y1) = self._start, self._end
        return Box(round(min(x0, x1)), round(min(y0, y1)), round(max(x0, x1)), round(max(y0, y1)))
