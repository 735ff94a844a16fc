"""The object tool: a click or a box says what is meant; who sees things finds its outline."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from psygnal import Signal

from editor.document.document import Document
from editor.document.mask_operations import Combine
from editor.tools.brushless import Brushless
from editor.tools.joining import JoinOptions, joining
from editor.tools.outline_move import nudge_outline
from editor.tools.tool import PointerEvent, Sketch
from ml.api.params import Params, param

Place = tuple[float, float]

# A drag that spans less, in pixels and as a share of the picture, was a click.
_SMALLEST_BOX_PX = 3.0
_SMALLEST_BOX_SHARE = 0.004


class Take(Enum):
    """How much of what a click hits is meant."""

    AUTO = "auto"
    PART = "part"
    THING = "thing"
    WHOLE = "whole"


class ObjectOptions(JoinOptions):
    """How the object tool selects."""

    take: Take = param(
        Take.AUTO,
        title="Take",
        help="How much a click means: a part, the thing, or the group it belongs to",
    )
    crisp: float = param(
        0.5,
        title="Crisp edge",
        help="0 keeps the edge as soft as the picture shows it, 1 makes it hard",
        low=0.0,
        high=1.0,
        step=0.05,
    )


@dataclass(frozen=True)
class ObjectQuestion:
    """What was shown, in document pixels: a click, or two corners of a box."""

    how: Combine
    options: ObjectOptions
    click: Place | None = None
    corners: tuple[Place, Place] | None = None


class ObjectSelect(Brushless):
    """A click means the thing there, a drag the thing in the box; Shift adds, Alt subtracts.

    The tool itself changes nothing: `asked` goes to whoever can answer, who makes the step.
    """

    id = "object_select"
    title = "Object"
    asked = Signal(object, object)

    def __init__(self, options: ObjectOptions | None = None) -> None:
        self.options = options or ObjectOptions()
        self._document: Document | None = None
        self._how = Combine.REPLACE
        self._start: Place = (0.0, 0.0)
        self._end: Place = (0.0, 0.0)

    def set_options(self, options: Params) -> None:
        self.options = ObjectOptions.model_validate(dict(options))

    @property
    def is_active(self) -> bool:
        return self._document is not None

    @property
    def sketch(self) -> Sketch | None:
        if not self._is_box():
            return None
        (x0, y0), (x1, y1) = self._start, self._end
        return Sketch(((x0, y0), (x1, y0), (x1, y1), (x0, y1)), closed=True)

    def press(self, document: Document, event: PointerEvent) -> None:
        self._document = document
        self._how = joining(event, self.options)
        self._start = self._end = (event.x, event.y)

    def move(self, event: PointerEvent) -> None:
        if self.is_active:
            self._end = (event.x, event.y)

    def release(self, event: PointerEvent) -> None:
        self.move(event)
        document, is_box = self._document, self._is_box()
        self.cancel()
        if document is None:
            return
        if is_box:
            question = ObjectQuestion(self._how, self.options, corners=(self._start, self._end))
        elif _lies_on(document, self._start):
            question = ObjectQuestion(self._how, self.options, click=self._start)
        else:
            return
        self.asked.emit(document, question)

    def cancel(self) -> None:
        self._document = None

    def nudge_outline(self, document: Document, dx: int, dy: int) -> bool:
        """The arrow keys move the outline, while no gesture runs."""
        return not self.is_active and nudge_outline(document, dx, dy)

    def _is_box(self) -> bool:
        if self._document is None:
            return False
        longest = max(self._document.width, self._document.height)
        least = max(_SMALLEST_BOX_PX, _SMALLEST_BOX_SHARE * longest)
        spans = (abs(a - b) for a, b in zip(self._start, self._end, strict=True))
        return all(span >= least for span in spans)


def _lies_on(document: Document, place: Place) -> bool:
    return 0 <= place[0] < document.width and 0 <= place[1] < document.height
