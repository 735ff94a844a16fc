"""The rectangle: what lies between press and release joins the selection."""

from __future__ import annotations

from collections.abc import Callable

from editor.document.mask import Mask
from editor.document.mask_operations import rectangle
from editor.tools.region_frame import FrameTool
from ml.api.regions import Box


class MaskRectangle(FrameTool):
    """Whole pixels between two corners."""

    id = "rectangle"
    title = "Rectangle"

    def outline(self) -> tuple[tuple[float, float], ...]:
        box = self._box()
        left, top, right, bottom = map(float, (box.left, box.top, box.right, box.bottom))
        return (left, top), (right, top), (right, bottom), (left, bottom)

    def drawn(self) -> Callable[[Box], Mask]:
        box = self._box()
        return lambda canvas: rectangle(box, canvas)

    def _box(self) -> Box:
        left, top, right, bottom = self.corners()
        return Box(round(left), round(top), round(right), round(bottom))
