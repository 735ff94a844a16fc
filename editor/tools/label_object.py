"""The label pointer: the thing that is clicked, or shown by a box, takes the label."""

from __future__ import annotations

from psygnal import Signal

from editor.document.document import Document
from editor.document.kinds.label.rules import LabelPaint, label_target, require_open
from editor.tools.brushless import Brushless
from editor.tools.label_brush import pick_label
from editor.tools.label_hand import LabelHand
from editor.tools.object_select import ObjectOptions, ObjectQuestion, ObjectSelect, Take
from editor.tools.tool import Modifiers, PointerEvent, Sketch
from ml.api.params import Params, param


class LabelObjectOptions(Params):
    """How much a click means."""

    take: Take = param(
        Take.AUTO,
        title="Take",
        help="How much a click means: a part, the thing, or the group it belongs to",
    )


class LabelObject(Brushless):
    """The gesture of the object tool; `asked` tells what is to be put down, too."""

    id = "label_object"
    title = "Label an object"
    asked = Signal(object, object, object)

    def __init__(self, hand: LabelHand) -> None:
        self.options = LabelObjectOptions()
        self._hand = hand
        self._paint = LabelPaint(0)
        self._pointing = ObjectSelect()
        self._pointing.asked.connect(self._ask)

    def set_options(self, options: Params) -> None:
        self.options = LabelObjectOptions.model_validate(dict(options))

    @property
    def is_active(self) -> bool:
        return self._pointing.is_active

    @property
    def sketch(self) -> Sketch | None:
        return self._pointing.sketch

    def press(self, document: Document, event: PointerEvent) -> None:
        layer = label_target(document)
        if event.modifiers == Modifiers.CTRL:
            pick_label(self._hand, layer, event, document.canvas)
            return
        self._paint = self._hand.paint(layer, erases=event.erases)
        require_open(layer, self._paint.index)
        self._pointing.set_options(ObjectOptions(take=Take(self.options.take), crisp=1.0))
        self._pointing.press(document, event)

    def move(self, event: PointerEvent) -> None:
        self._pointing.move(event)

    def release(self, event: PointerEvent) -> None:
        self._pointing.release(event)

    def cancel(self) -> None:
        self._pointing.cancel()

    def _ask(self, document: Document, question: ObjectQuestion) -> None:
        self.asked.emit(document, question, self._paint)
