"""The label line: a straight line as wide as its tip, from press to release."""

from __future__ import annotations

import math

from editor.document.brush import Touch
from editor.document.document import Document
from editor.document.kinds.label.rules import LabelPaint, label_target, require_open
from editor.document.kinds.label.spans import Tip
from editor.document.kinds.label.stroke import LabelStroke
from editor.tools.label_brush import LARGEST_PX, SMALLEST_PX, pick_label
from editor.tools.label_hand import LabelHand
from editor.tools.tool import Band, Modifiers, PointerEvent, Sketch
from ml.api.params import Params, param

_DIRECTION = math.pi / 4


class LabelLineOptions(Params):
    """How the line is drawn."""

    size: float = param(
        8.0,
        title="Width",
        help="Width of the line in whole pixels of the picture",
        low=SMALLEST_PX,
        high=LARGEST_PX,
        unit="px",
        step=1,
    )


class LabelLine:
    """Shift turns it by steps of 45°; the right button draws unlabelled."""

    id = "label_line"
    title = "Label line"

    def __init__(self, hand: LabelHand, options: LabelLineOptions | None = None) -> None:
        self.options = options or LabelLineOptions()
        self._hand = hand
        self._document: Document | None = None
        self._paint = LabelPaint(0)
        self._start = self._end = (0.0, 0.0)

    def set_options(self, options: Params) -> None:
        self.options = LabelLineOptions.model_validate(dict(options))

    @property
    def is_active(self) -> bool:
        return self._document is not None

    @property
    def cursor_radius_px(self) -> float | None:
        return self.options.size / 2

    @property
    def sketch(self) -> Sketch | None:
        if self._document is None:
            return None
        return Sketch(bands=(Band((self._start, self._end), self.options.size),))

    def resize(self, size_px: float) -> bool:
        size = min(float(LARGEST_PX), max(float(SMALLEST_PX), size_px))
        self.options = self.options.model_copy(update={"size": size})
        return True

    def press(self, document: Document, event: PointerEvent) -> None:
        self.cancel()
        layer = label_target(document)
        if event.modifiers == Modifiers.CTRL:
            pick_label(self._hand, layer, event, document.canvas)
            return
        self._paint = self._hand.paint(layer, erases=event.erases)
        require_open(layer, self._paint.index)
        self._document = document
        self._start = self._end = (event.x, event.y)

    def move(self, event: PointerEvent) -> None:
        if self._document is not None:
            self._end = self._turned(event)

    def release(self, event: PointerEvent) -> None:
        self.move(event)
        document = self._document
        self.cancel()
        if document is None:
            return
        tip = Tip(float(round(self.options.size)))
        drawn = LabelStroke(document, label_target(document), self._paint, tip)
        drawn.touch(Touch(*self._start), Touch(*self._end))
        step = drawn.finish()
        if step is not None:
            document.history.push_done(step)

    def cancel(self) -> None:
        self._document = None

    def _turned(self, event: PointerEvent) -> tuple[float, float]:
        x, y = self._start
        if not event.modifiers & Modifiers.SHIFT:
            return event.x, event.y
        length = math.dist(self._start, (event.x, event.y))
        angle = round(math.atan2(event.y - y, event.x - x) / _DIRECTION) * _DIRECTION
        return x + length * math.cos(angle), y + length * math.sin(angle)
