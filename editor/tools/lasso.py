"""The lasso: what the drawn line goes around joins the selection."""

from __future__ import annotations

import math
from collections.abc import Callable

from editor.document.mask import Mask
from editor.document.mask_operations import polygon
from editor.tools.errands import Errands
from editor.tools.joining import JoinOptions
from editor.tools.region import RegionTool
from editor.tools.tool import PointerEvent
from ml.api.regions import Box

# Reports closer than this to the last one tell nothing new about the line.
_SPACING_PX = 0.5
# A line that encloses less was a click.
_SMALLEST_CORNERS = 3


class MaskLasso(RegionTool):
    """Draws freely from press to release; the line is closed by itself."""

    id = "lasso"
    title = "Lasso"

    def __init__(self, options: JoinOptions | None = None, errands: Errands | None = None) -> None:
        super().__init__(options, errands)
        self._points: list[tuple[float, float]] = []

    def begin(self, event: PointerEvent) -> None:
        self._points = [(event.x, event.y)]

    def follow(self, event: PointerEvent) -> None:
        if math.dist(self._points[-1], (event.x, event.y)) >= _SPACING_PX:
            self._points.append((event.x, event.y))

    def outline(self) -> tuple[tuple[float, float], ...]:
        return tuple(self._points)

    def drawn(self) -> Callable[[Box], Mask]:
        points = tuple(self._points)
        if len(points) < _SMALLEST_CORNERS:
            return lambda _: Mask()
        return lambda canvas: polygon(points, canvas)
