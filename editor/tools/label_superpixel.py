"""The superpixel tool: a click fills one small piece of the picture, a drag all that it touches."""

from __future__ import annotations

import math

from editor.document.document import Document
from editor.document.kinds.label.picture import (
    picture_below,
    picture_state,
    small_picture,
    without_labels,
)
from editor.document.kinds.label.rules import LabelPaint, label_target
from editor.document.kinds.label.spans import Tip
from editor.document.kinds.label.stroke import LabelStroke
from editor.document.kinds.label.superpixels import MOST_PX, Superpixels, superpixels
from editor.document.mask_outline import outlines
from editor.tools.brushless import Brushless
from editor.tools.errands import Errands
from editor.tools.label_brush import pick_label
from editor.tools.label_hand import LabelHand
from editor.tools.tool import Modifiers, PointerEvent, Sketch
from ml.api.params import Params, param
from ml.api.regions import Box

TITLE = "Label superpixels"
_SPACING_PX = 2.0


class SuperpixelOptions(Params):
    """What the pieces look like."""

    size: float = param(
        40.0,
        title="Size",
        help="How large a piece is, about, in pixels of the picture",
        low=8,
        high=400,
        unit="px",
        step=1,
    )
    smoothness: float = param(
        0.25,
        title="Smoothness",
        help="0 follows every colour, 1 makes round pieces",
        low=0.0,
        high=1.0,
        step=0.05,
    )


class LabelSuperpixel(Brushless):
    """The pieces are made in the background when they are first needed, and again for another look.

    What was gone over meanwhile is filled when they are there; a gesture is one step.
    """

    id = "label_superpixel"
    title = "Superpixels"

    def __init__(self, hand: LabelHand, errands: Errands | None = None) -> None:
        self.options = SuperpixelOptions()
        self._hand = hand
        self._errands = errands or Errands()
        self._pieces: Superpixels | None = None
        self._made_for: object = None
        self._wanted: object = None
        self._document: Document | None = None
        self._paint = LabelPaint(0)
        self._stroke: LabelStroke | None = None
        self._places: list[tuple[float, float]] = []
        self._filled: set[int] = set()
        self._is_released = False
        self._under: tuple[int, Sketch | None] = (-1, None)

    def set_options(self, options: Params) -> None:
        self.options = SuperpixelOptions.model_validate(dict(options))

    @property
    def is_active(self) -> bool:
        return self._stroke is not None and not self._is_released

    @property
    def sketch(self) -> Sketch | None:
        """The piece under the pointer."""
        return self._under[1]

    def press(self, document: Document, event: PointerEvent) -> None:
        self.cancel()
        layer = label_target(document)
        if event.modifiers == Modifiers.CTRL:
            pick_label(self._hand, layer, event, document.canvas)
            return
        self._paint = self._hand.paint(layer, erases=event.erases)
        self._stroke = LabelStroke(document, layer, self._paint, Tip(1))
        self._stroke.title = TITLE
        self._document, self._filled, self._is_released = document, set(), False
        self._places = [(event.x, event.y)]
        self._prepare(document)
        self._fill()

    def move(self, event: PointerEvent) -> None:
        if not self.is_active or self._document is None:
            return
        start = self._places[-1] if self._places else (event.x, event.y)
        length = math.dist(start, (event.x, event.y))
        count = max(1, math.ceil(length / max(_SPACING_PX, self.options.size / 4)))
        for number in range(1, count + 1):
            share = number / count
            x, y = start[0] + share * (event.x - start[0]), start[1] + share * (event.y - start[1])
            self._places.append((x, y))
        self._fill()
        self._show(self._document, event)

    def release(self, event: PointerEvent) -> None:
        if not self.is_active:
            return
        self.move(event)
        if self._ready(self._document) is not None:
            self._end()
        else:
            # The gesture ends when the pieces are there.
            self._is_released = True

    def cancel(self) -> None:
        stroke, self._stroke = self._stroke, None
        self._document, self._places = None, []
        if stroke is not None:
            stroke.abort()

    def hover(self, document: Document, event: PointerEvent) -> None:
        self._prepare(document)
        self._show(document, event)

    def accept(self) -> bool:
        return False

    def step_back(self) -> bool:
        return False

    # ---- inside

    def _state(self, document: Document) -> object:
        return (id(document), *picture_state(document), self.options.size, self.options.smoothness)

    def _ready(self, document: Document | None) -> Superpixels | None:
        is_fresh = document is not None and self._made_for == self._state(document)
        return self._pieces if is_fresh else None

    def _prepare(self, document: Document) -> None:
        state = self._state(document)
        if state in (self._made_for, self._wanted):
            return
        self._wanted = state
        twin, sample, canvas = without_labels(document), picture_below(document), document.canvas
        size, smoothness = self.options.size, self.options.smoothness

        def work() -> Superpixels:
            return superpixels(small_picture(twin, MOST_PX), sample, canvas, size, smoothness)

        def done(pieces: Superpixels) -> None:
            if self._wanted != state:
                return
            self._pieces, self._made_for, self._wanted = pieces, state, None
            self._under = (-1, None)
            self._fill()
            if self._is_released:
                self._end()

        self._errands.run(work, done, failed=self._give_up)

    def _give_up(self) -> None:
        self._wanted = None
        self.cancel()

    def _fill(self) -> None:
        """Fill the pieces at the places that were gone over."""
        pieces, stroke, document = self._ready(self._document), self._stroke, self._document
        if pieces is None or stroke is None or document is None:
            return
        places, self._places = self._places, self._places[-1:]
        for x, y in places:
            place = math.floor(x), math.floor(y)
            if not document.canvas.contains(Box(*place, place[0] + 1, place[1] + 1)):
                continue
            piece = pieces.at(*place)
            if piece not in self._filled:
                self._filled.add(piece)
                stroke.pour(pieces.mask_of(piece))

    def _end(self) -> None:
        stroke, document = self._stroke, self._document
        self._stroke, self._document, self._places = None, None, []
        self._is_released = False
        step = stroke.finish() if stroke is not None else None
        if step is not None and document is not None:
            document.history.push_done(step)

    def _show(self, document: Document, event: PointerEvent) -> None:
        pieces, place = self._ready(document), (math.floor(event.x), math.floor(event.y))
        if pieces is None or not document.canvas.contains(Box(*place, place[0] + 1, place[1] + 1)):
            self._under = (-1, None)
            return
        piece = pieces.at(*place)
        if piece != self._under[0]:
            lines = outlines(pieces.mask_of(piece), document.canvas)
            self._under = (piece, Sketch(others=tuple(lines)))
