"""The hand: a drag moves the view, which does so itself; the document is never touched."""

from __future__ import annotations

from editor.document.document import Document
from editor.tools.tool import PointerEvent, Sketch
from ml.api.params import Params


class HandOptions(Params):
    """There is nothing to set."""


class Hand:
    """Leaves every gesture to the view."""

    id = "hand"
    title = "Hand"

    def __init__(self) -> None:
        self.options = HandOptions()

    def set_options(self, options: Params) -> None:
        self.options = HandOptions.model_validate(dict(options))

    @property
    def is_active(self) -> bool:
        return False

    @property
    def cursor_radius_px(self) -> float | None:
        return None

    @property
    def sketch(self) -> Sketch | None:
        return None

    def resize(self, size_px: float) -> bool:
        return False

    def press(self, document: Document, event: PointerEvent) -> None:
        pass

    def move(self, event: PointerEvent) -> None:
        pass

    def release(self, event: PointerEvent) -> None:
        pass

    def cancel(self) -> None:
        pass
