"""The rectangle: what lies between press and release joins the mask."""

from __future__ import annotations

from editor.document.document import Document
from editor.document.mask_operations import Combine, rectangle
from editor.tools.region import RegionOptions, join
from editor.tools.tool import Modifiers, PointerEvent, Sketch, combine_of
from ml.api.params import Params
from ml.api.regions import Box


class MaskRectangle:
    """Whole pixels between two corners; Ctrl while dragging makes it a square."""

    id = "rectangle"
    title = "Rectangle"

    def __init__(self, options: RegionOptions | None = None) -> None:
        self.options = options or RegionOptions()
        self._document: Document | None = None
        self._how = Combine.REPLACE
        self._start = (0.0, 0.0)
        self._end = (0.0, 0.0)

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
        if not self.is_active:
            return None
        box = self._box()
        corners = (
            (float(box.left), float(box.top)),
            (float(box.right), float(box.top)),
            (float(box.right), float(box.bottom)),
            (float(box.left), float(box.bottom)),
        )
        return Sketch(corners, closed=True)

    def resize(self, size_px: float) -> bool:
        return False

    def press(self, document: Document, event: PointerEvent) -> None:
        self._document = document
        self._how = combine_of(event)
        self._start = self._end = (event.x, event.y)

    def move(self, event: PointerEvent) -> None:
        if not self.is_active:
            return
        x, y = event.x, event.y
        if event.modifiers & Modifiers.CTRL:
            side = max(abs(x - self._start[0]), abs(y - self._start[1]))
            x = self._start[0] + (side if x >= self._start[0] else -side)
            y = self._start[1] + (side if y >= self._start[1] else -side)
        self._end = (x, y)

    def release(self, event: PointerEvent) -> None:
        self.move(event)
        document = self._document
        box = self._box()
        self.cancel()
        if document is None:
            return
        shape = rectangle(box, document.canvas)
        if not shape.is_empty:
            join(document, shape, self._how, feather_px=self.options.feather, title=self.title)

    def cancel(self) -> None:
        self._document = None

    def _box(self) -> Box:
        (x0, y0), (x1, y1) = self._start, self._end
        return Box(round(min(x0, x1)), round(min(y0, y1)), round(max(x0, x1)), round(max(y0, y1)))
