"""What is in the hand while a dialog adjusts a layer: it shows the future and paints nothing."""

from __future__ import annotations

from collections.abc import Callable

from editor.document.adjusted import AdjustedLook
from editor.document.adjustments.adjustment import Adjustment
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.tools.standing import StandingTool
from editor.tools.tool import PointerEvent
from ml.api.params import Params


class AdjustPreview(StandingTool):
    """Shows a twin of the document in which the layer is adjusted already.

    `left` is told once when another tool is taken or the picture goes.
    """

    id = "adjust_preview"
    title = "Adjust"

    def __init__(self, adjustment: Adjustment, left: Callable[[], None]) -> None:
        super().__init__()
        self.options = adjustment.params()
        self._adjustment = adjustment
        self._left = left
        self._twin: Document | None = None
        self._layer: PixelLayer | None = None
        self._is_shown = True
        self._asked: Callable[[int, int], None] | None = None

    @property
    def stand_in(self) -> Document | None:
        return self._twin if self._is_shown else None

    def take(self, document: Document) -> None:
        super().take(document)
        self._twin = document.snapshot()
        active = self._twin.active
        self._layer = active if isinstance(active, PixelLayer) else None
        self.show_params(self.options)

    def leave(self) -> None:
        super().leave()
        self._twin = self._layer = None
        left, self._left = self._left, _nothing
        left()

    def show_params(self, params: Params) -> None:
        """Look as it would with these."""
        self.options = params
        if self._twin is not None and self._layer is not None:
            look = AdjustedLook(self._layer, self._adjustment, params, within=self._twin)
            self._twin.replace_layer(look)

    def show_preview(self, *, shown: bool) -> None:
        """Show the future or the present."""
        self._is_shown = shown
        self.changed.emit()

    def wait_for_place(self, then: Callable[[int, int], None]) -> None:
        """Tell where the artist presses next."""
        self._asked = then

    def press(self, document: Document, event: PointerEvent) -> None:
        asked, self._asked = self._asked, None
        if asked is not None:
            asked(int(event.x), int(event.y))


def _nothing() -> None:
    pass
