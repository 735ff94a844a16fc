"""What label tools share that draw an outline: the gesture of a selection, landing in a label."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from editor.document.document import Document
from editor.document.kinds.label.rules import LabelPaint, label_target, require_open
from editor.document.mask import Mask
from editor.document.mask_operations import Combine
from editor.tools.brushless import Brushless
from editor.tools.errands import Errands
from editor.tools.label_brush import pick_label
from editor.tools.label_click import pour_found
from editor.tools.label_hand import LabelHand
from editor.tools.outline_move import OutlineMove
from editor.tools.region import RegionTool
from editor.tools.tool import Modifiers, PointerEvent, Sketch
from ml.api.params import Params
from ml.api.regions import Box

Landed = Callable[[Document, Callable[[Box], Mask], Combine], None]


class Landing(RegionTool):
    """A gesture whose outcome goes to `landed` and not into the selection."""

    landed: Landed | None = None

    def finish(self, document: Document, how: Combine) -> None:
        drawn = self.drawn()
        self.cancel()
        if self.landed is not None:
            self.landed(document, drawn, how)

    def _move_from(self, document: Document, event: PointerEvent) -> OutlineMove | None:
        """A drag inside the selection draws as well as any."""
        return None


class LabelFigureOptions(Params):
    """There is nothing to set."""


class LabelFigure(Brushless):
    """What is drawn around takes the label in the hand; the right button or Alt erases it."""

    id = "label_figure"
    title = "Label figure"
    gesture: ClassVar[type[Landing]]

    def __init__(self, hand: LabelHand, errands: Errands | None = None) -> None:
        self.options = LabelFigureOptions()
        self._hand = hand
        self._errands = errands or Errands()
        self._drawing = type(self).gesture()
        self._drawing.landed = self._land
        self._paint = LabelPaint(0)

    def set_options(self, options: Params) -> None:
        self.options = LabelFigureOptions.model_validate(dict(options))

    @property
    def is_active(self) -> bool:
        return self._drawing.is_active

    @property
    def sketch(self) -> Sketch | None:
        return self._drawing.sketch

    def press(self, document: Document, event: PointerEvent) -> None:
        if not self.is_active:
            layer = label_target(document)
            if event.modifiers == Modifiers.CTRL:
                pick_label(self._hand, layer, event, document.canvas)
                return
            self._paint = self._hand.paint(layer, erases=self._erases(event))
            require_open(layer, self._paint.index)
        self._drawing.press(document, event)

    def move(self, event: PointerEvent) -> None:
        self._drawing.move(event)

    def release(self, event: PointerEvent) -> None:
        self._drawing.release(event)

    def cancel(self) -> None:
        self._drawing.cancel()

    @staticmethod
    def _erases(event: PointerEvent) -> bool:
        return event.erases or bool(event.modifiers & Modifiers.ALT)

    def _land(self, document: Document, drawn: Callable[[Box], Mask], _how: Combine) -> None:
        canvas = document.canvas
        pour_found(document, self._errands, self._paint, lambda: drawn(canvas), self.title)
