"""What label tools share that look for an area from a click: found in the background, one step."""

from __future__ import annotations

import math
from collections.abc import Callable

from editor.document.document import Document
from editor.document.kinds.label.layer import LabelLayer
from editor.document.kinds.label.pouring import label_pour
from editor.document.kinds.label.rules import LabelPaint, label_target, require_open
from editor.document.mask import Mask
from editor.document.painting_fill import Made
from editor.tools.brushless import Brushless
from editor.tools.errands import Errands
from editor.tools.label_brush import pick_label
from editor.tools.label_hand import LabelHand
from editor.tools.paint_pour import run_pour
from editor.tools.tool import Modifiers, PointerEvent
from ml.api.regions import Box

Find = Callable[[], Mask]
"""Finds the area, on the canvas; called in any thread."""


class LabelClick(Brushless):
    """A click fills what `finder` finds with the label in the hand; the right button erases it."""

    id = "label_click"
    title = "Label"

    def __init__(self, hand: LabelHand, errands: Errands | None = None) -> None:
        self._hand = hand
        self._errands = errands or Errands()
        self._pressed: tuple[Document, LabelPaint, tuple[int, int]] | None = None

    def finder(self, document: Document, layer: LabelLayer, place: tuple[int, int]) -> Find:
        """What finds the area around a pixel of the picture as it is now."""
        raise NotImplementedError

    @property
    def is_active(self) -> bool:
        return self._pressed is not None

    def press(self, document: Document, event: PointerEvent) -> None:
        layer = label_target(document)
        if event.modifiers == Modifiers.CTRL:
            pick_label(self._hand, layer, event, document.canvas)
            return
        paint = self._hand.paint(layer, erases=event.erases)
        require_open(layer, paint.index)
        place = math.floor(event.x), math.floor(event.y)
        self._pressed = document, paint, place

    def move(self, event: PointerEvent) -> None:
        """The clicked pixel is the one that was pressed."""

    def release(self, event: PointerEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            return
        document, paint, (x, y) = pressed
        if document.canvas.contains(Box(x, y, x + 1, y + 1)):
            layer = label_target(document)
            find = self.finder(document, layer, (x, y))
            pour_found(document, self._errands, paint, find, self.title)

    def cancel(self) -> None:
        self._pressed = None


def pour_found(
    document: Document, errands: Errands, paint: LabelPaint, find: Find, title: str
) -> None:
    """Fill what `find` finds on the active label layer, as one step; nothing where it is empty.

    Raises NotPaintable.
    """
    pour = label_pour(document, label_target(document), paint)

    def work() -> Made:
        found = find()
        return Made({}) if found.is_empty else pour.make(found)

    run_pour(document, errands, pour, work, title=title)
