"""The ellipse: what fits into the frame between press and release joins the selection."""

from __future__ import annotations

import math
from collections.abc import Callable

from editor.document.mask import Mask
from editor.document.mask_operations import polygon
from editor.tools.region_frame import FrameTool
from ml.api.regions import Box

# The polygon that stands for the ellipse leaves it by no more than this.
_ERROR_PX = 0.02
_SKETCHED_CORNERS = 96
_SMALLEST_PX = 0.5


class MaskEllipse(FrameTool):
    """A smooth edge; a drag with equal sides makes a circle."""

    id = "ellipse"
    title = "Ellipse"

    def outline(self) -> tuple[tuple[float, float], ...]:
        return self._corners(_SKETCHED_CORNERS)

    def drawn(self) -> Callable[[Box], Mask]:
        left, top, right, bottom = self.corners()
        if min(right - left, bottom - top) < _SMALLEST_PX:
            return lambda _: Mask()
        radius = max(right - left, bottom - top) / 2
        # The sagitta of a chord over the angle a is radius * (1 - cos(a / 2)).
        angle = 2 * math.acos(max(0.0, 1 - _ERROR_PX / max(radius, 1.0)))
        points = self._corners(math.ceil(2 * math.pi / angle))
        return lambda canvas: polygon(points, canvas)

    def _corners(self, count: int) -> tuple[tuple[float, float], ...]:
        left, top, right, bottom = self.corners()
        x, y = (left + right) / 2, (top + bottom) / 2
        across, down = (right - left) / 2, (bottom - top) / 2
        angles = [2 * math.pi * step / count for step in range(count)]
        return tuple((x + across * math.cos(a), y + down * math.sin(a)) for a in angles)
