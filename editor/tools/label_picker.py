"""The label picker: a click takes the label under it into the hand."""

from __future__ import annotations

from editor.document.document import Document
from editor.document.kinds.label.layer import LabelLayer
from editor.document.kinds.label.rules import label_target
from editor.tools.brushless import Brushless
from editor.tools.label_brush import pick_label
from editor.tools.label_hand import LabelHand
from editor.tools.tool import PointerEvent
from ml.api.params import Params


class LabelPickerOptions(Params):
    """There is nothing to set."""


class LabelPicker(Brushless):
    """Never touches the document."""

    id = "label_picker"
    title = "Label picker"

    def __init__(self, hand: LabelHand) -> None:
        self.options = LabelPickerOptions()
        self._hand = hand
        self._looks_at: tuple[Document, LabelLayer] | None = None

    def set_options(self, options: Params) -> None:
        self.options = LabelPickerOptions.model_validate(dict(options))

    @property
    def is_active(self) -> bool:
        return self._looks_at is not None

    def press(self, document: Document, event: PointerEvent) -> None:
        self._looks_at = document, label_target(document)
        self.move(event)

    def move(self, event: PointerEvent) -> None:
        if self._looks_at is not None:
            document, layer = self._looks_at
            pick_label(self._hand, layer, event, document.canvas)

    def release(self, event: PointerEvent) -> None:
        self.cancel()

    def cancel(self) -> None:
        self._looks_at = None
