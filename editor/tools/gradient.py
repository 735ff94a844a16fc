"""The gradient tool: a drag says where one colour begins and the other one is reached."""

from __future__ import annotations

import math
from enum import Enum

from editor.document.document import Document
from editor.document.painting_fill import Pour
from editor.document.painting_gradient import Form, Gradient, Line, Straight
from editor.tools.brushless import Brushless
from editor.tools.colours import Colours
from editor.tools.errands import Errands
from editor.tools.paint_pour import run_pour
from editor.tools.paint_tool import keeps_alpha
from editor.tools.tool import Modifiers, PointerEvent, Sketch
from ml.api.params import Params, param

# A shorter drag was a click.
_SHORTEST_PX = 1.0
_TURN = math.pi / 12


class Ends(Enum):
    """What the foreground colour turns into."""

    BACKGROUND = "background"
    TRANSPARENT = "transparent"


class GradientOptions(Params):
    """How the colours lie along the drag."""

    form: Form = param(Form.LINEAR, title="Form", help="How the colours lie around the line")
    ends: Ends = param(
        Ends.BACKGROUND, title="To", help="What the foreground colour turns into at the end"
    )
    opacity: float = param(
        1.0, title="Opacity", help="How strong the gradient is", low=0.01, high=1.0, step=0.05
    )
    reverse: bool = param(False, title="Reverse", help="Begin with what is the end otherwise")
    dither: bool = param(
        True, title="Dither", help="Mixes steps of colour so that no bands are seen", more=True
    )


class GradientTool(Brushless):
    """The line is shown while it is dragged; Shift holds it to steps of 15 degrees."""

    id = "gradient"
    title = "Gradient"

    def __init__(
        self,
        colours: Colours,
        errands: Errands | None = None,
        options: GradientOptions | None = None,
    ) -> None:
        self.options = options or GradientOptions()
        self._colours = colours
        self._errands = errands or Errands()
        self._document: Document | None = None
        self._start = (0.0, 0.0)
        self._end = (0.0, 0.0)

    def set_options(self, options: Params) -> None:
        self.options = GradientOptions.model_validate(dict(options))

    @property
    def is_active(self) -> bool:
        return self._document is not None

    @property
    def sketch(self) -> Sketch | None:
        if not self.is_active:
            return None
        return Sketch((self._start, self._end), crosses=(self._start, self._end))

    def press(self, document: Document, event: PointerEvent) -> None:
        document.paint_target()
        self._document = document
        self._start = self._end = (event.x, event.y)

    def move(self, event: PointerEvent) -> None:
        self._end = (event.x, event.y)
        if event.modifiers & Modifiers.SHIFT:
            self._end = _held(self._start, self._end)

    def release(self, event: PointerEvent) -> None:
        self.move(event)
        document = self._document
        self.cancel()
        if document is not None and math.dist(self._start, self._end) >= _SHORTEST_PX:
            self._pour(document)

    def cancel(self) -> None:
        self._document = None

    def _pour(self, document: Document) -> None:
        options, target = self.options, document.paint_target()
        self._colours.use(self._colours.foreground)
        dx, dy = document.origin(target)
        (x0, y0), (x1, y1) = self._start, self._end
        gradient = Gradient(
            Line(x0 - dx, y0 - dy, x1 - dx, y1 - dy),
            self._ends(),
            Form(options.form),
            options.opacity,
            options.dither,
            keeps_alpha(document, target),
        )
        run_pour(document, self._errands, Pour(document, target, gradient), title="Gradient")

    def _ends(self) -> tuple[Straight, Straight]:
        front, back = self._colours.foreground, self._colours.background
        first: Straight = (*front, 1.0)
        is_opaque = Ends(self.options.ends) is Ends.BACKGROUND
        last: Straight = (*back, 1.0) if is_opaque else (*front, 0.0)
        return (last, first) if self.options.reverse else (first, last)


def _held(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """The end at the nearest whole step of 15 degrees around the start."""
    length = math.dist(start, end)
    turn = round(math.atan2(end[1] - start[1], end[0] - start[0]) / _TURN) * _TURN
    return start[0] + length * math.cos(turn), start[1] + length * math.sin(turn)
