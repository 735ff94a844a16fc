"""The lasso: what the drawn line goes around joins the mask."""

from __future__ import annotations

import math

from editor.document.document import Document
from editor.document.mask_operations import Combine, polygon
from editor.tools.region import RegionOptions, join
from editor.tools.tool import PointerEvent, Sketch, combine_of
from ml.api.params import Params

# Reports closer than this to the last one tell nothing new about the line.
_SPACING_PX = 0.5
# A line that encloses less was a click.
_SMALLEST_CORNERS = 3


class MaskLasso:
    """Draws freely from press to release; the line is closed by itself."""

    id = "lasso"
    title = "Lasso"

    def __init__(self, options: RegionOptions | None = None) -> None:
        self.options = options or RegionOptions()
        self._document: Document | None = None
        self._how = Combine.REPLACE
        self._points: list[tuple[float, float]] = []

    def set_options(self, options: Params) -> None:
        self.options = RegionOptions.model_validate(dict(options))

    @property
    def is_active(self) -> bool:
        return self._document is not None

    @property
    def cursor_radius_px(self) -> float | None:
        return None

    @property
    def sketch(self) -> Sketch | None:
        return Sketch(tuple(self._points), closed=True) if self.is_active else None

    def resize(self, size_px: float) -> bool:
        return False

    def press(self, document: Document, event: PointerEvent) -> None:
        self._document = document
        self._how = combine_of(event)
        self._points = [(event.x, event.y)]

    def move(self, event: PointerEvent) -> None:
        if self.is_active and math.dist(self._points[-1], (event.x, event.y)) >= _SPACING_PX:
            self._points.append((event.x, event.y))

    def release(self, event: PointerEvent) -> None:
        self.move(event)
        document, points = self._document, self._points
        self.cancel()
        if document is None or len(points) < _SMALLEST_CORNERS:
            return
        shape = polygon(points, document.canvas)
        if not shape.is_empty:
            join(document, shape, self._how, feather_px=self.options.feather, title=self.title)

    def cancel(self) -> None:
        self._document = None
        self._points = []
