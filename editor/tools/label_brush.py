"""The label brush: paints whole pixels with the label in the hand; the right button erases."""

from __future__ import annotations

import math
from enum import Enum
from typing import ClassVar

from editor.document.document import Document
from editor.document.kinds.label.layer import LabelLayer
from editor.document.kinds.label.rules import label_target
from editor.document.kinds.label.spans import Tip
from editor.document.kinds.label.stroke import LabelStroke
from editor.tools.label_hand import LabelHand
from editor.tools.paint_stroke import PaintStroke
from editor.tools.tool import Modifiers, PointerEvent, Points, Sketch
from ml.api.params import Params, param
from ml.api.regions import Box

SMALLEST_PX, LARGEST_PX = 1, 2000
LARGEST_RIM_PX = 160


class TipShape(Enum):
    """What the tip of a label brush looks like."""

    ROUND = "round"
    SQUARE = "square"


class LabelBrushOptions(Params):
    """How the label brush paints."""

    size: float = param(
        40.0,
        title="Size",
        help="Diameter of the brush in whole pixels of the picture",
        low=SMALLEST_PX,
        high=LARGEST_PX,
        unit="px",
        step=1,
    )
    shape: TipShape = param(TipShape.ROUND, title="Tip", help="A round or a square tip")
    pressure_size: bool = param(
        False, title="Pressure to size", help="Pressing the pen harder makes the brush larger"
    )
    steadiness: float = param(
        0.0,
        title="Steadiness",
        help="Takes the tremble out of the line; the line then follows a little later",
        low=0.0,
        high=1.0,
        step=0.05,
        more=True,
    )

    def tip(self) -> Tip:
        is_square = TipShape(self.shape) is TipShape.SQUARE
        return Tip(float(round(self.size)), is_square, self.pressure_size)


class LabelBrush:
    """Every stroke from press to release is one step; with Ctrl the label under the pen is picked.

    The outline at the pointer is that of the very pixels that a press would paint.
    """

    id = "label_brush"
    title = "Label brush"
    is_eraser: ClassVar[bool] = False

    def __init__(self, hand: LabelHand, options: LabelBrushOptions | None = None) -> None:
        self.options = options or LabelBrushOptions()
        self._hand = hand
        self._stroke: PaintStroke | None = None
        self._picks_from: LabelLayer | None = None
        self._place = (0.0, 0.0)

    def set_options(self, options: Params) -> None:
        self.options = LabelBrushOptions.model_validate(dict(options))

    @property
    def is_active(self) -> bool:
        return self._stroke is not None or self._picks_from is not None

    @property
    def cursor_radius_px(self) -> float | None:
        return self.options.size / 2

    @property
    def cursor_outline(self) -> Points:
        """Around the pointer, though the tip settles on whole pixels beside it."""
        tip, (x, y) = self.options.tip(), self._place
        if tip.size_px > LARGEST_RIM_PX and not tip.is_square:
            # Steps of a pixel cannot be told from a circle so large, and are many to draw.
            return ()
        settled = tip.settled(x, y)
        dx, dy = settled[0] - x, settled[1] - y
        return tuple((px + dx, py + dy) for px, py in tip.rim())

    @property
    def sketch(self) -> Sketch | None:
        return None

    def resize(self, size_px: float) -> bool:
        size = min(float(LARGEST_PX), max(float(SMALLEST_PX), size_px))
        self.options = self.options.model_copy(update={"size": size})
        return True

    def press(self, document: Document, event: PointerEvent) -> None:
        self.cancel()
        self._place = (event.x, event.y)
        layer = label_target(document)
        if event.modifiers == Modifiers.CTRL:
            self._picks_from = layer
            self._pick(event, document.canvas)
            return
        paint = self._hand.paint(layer, erases=self.is_eraser or event.erases)
        session = LabelStroke(document, layer, paint, self.options.tip())
        self._stroke = PaintStroke(document, session, steadiness=self.options.steadiness)
        self._stroke.add(event)

    def move(self, event: PointerEvent) -> None:
        self._place = (event.x, event.y)
        if self._stroke is not None:
            self._stroke.add(event)

    def release(self, event: PointerEvent) -> None:
        stroke, self._stroke = self._stroke, None
        self._picks_from = None
        if stroke is not None:
            stroke.finish(event)

    def cancel(self) -> None:
        stroke, self._stroke = self._stroke, None
        self._picks_from = None
        if stroke is not None:
            stroke.abort()

    def hover(self, document: Document, event: PointerEvent) -> None:
        self._place = (event.x, event.y)

    def accept(self) -> bool:
        return False

    def step_back(self) -> bool:
        return False

    def _pick(self, event: PointerEvent, canvas: Box) -> None:
        if self._picks_from is not None:
            pick_label(self._hand, self._picks_from, event, canvas)


def pick_label(hand: LabelHand, layer: LabelLayer, event: PointerEvent, canvas: Box) -> None:
    """Take the label under the pointer into the hand; nothing beside the picture."""
    x, y = math.floor(event.x), math.floor(event.y)
    if canvas.contains(Box(x, y, x + 1, y + 1)):
        hand.choose(layer, layer.index_at(x, y))
