"""The healing brush: what it goes over is filled from its surroundings when it is let go."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import ClassVar

from psygnal import Signal

from editor.document.document import Document
from editor.document.mask import Mask
from editor.document.stroke import StrokeSession
from editor.document.targets import LayerPixels, SelectionTarget, Target
from editor.tools.colours import Colours
from editor.tools.paint_options import RimOptions, brush_of
from editor.tools.paint_stroke import PaintStroke, Session
from editor.tools.paint_tool import BrushTool
from editor.tools.picker import SampleFrom
from editor.tools.tool import Band, PointerEvent, Sketch
from ml.api.params import param

_ROOM_PX = 0.5


class Onto(Enum):
    """Where healed pixels go."""

    ACTIVE = "active layer"
    NEW = "new layer"


class HealOptions(RimOptions):
    """What is looked at, and where the result goes."""

    size: float = param(
        40.0,
        title="Size",
        help="Diameter of the brush in pixels of the picture ([ and ])",
        low=1,
        high=2000,
        unit="px",
        step=1,
    )
    sample: SampleFrom = param(
        SampleFrom.ALL,
        title="Sample",
        help="Look at all that is seen, or at the active layer alone",
    )
    onto: Onto = param(Onto.ACTIVE, title="Onto", help="Where the healed pixels go")


@dataclass(frozen=True, eq=False)
class HealRequest:
    """A stroke that waits to be filled; `mask` lies on the canvas, as the document was then."""

    document: Document
    layer_id: str
    mask: Mask
    onto: Onto
    all_visible: bool
    band: Band = field(default_factory=lambda: Band((), 0.0))


class HealingBrush(BrushTool):
    """Never changes the document itself: whoever hears `asked` does, and then calls `settle`."""

    id = "heal"
    title = "Healing brush"
    options_kind: ClassVar[type[RimOptions]] = HealOptions
    picks = False
    asked = Signal(HealRequest)

    def __init__(self, colours: Colours, options: RimOptions | None = None) -> None:
        super().__init__(colours, options)
        self._document: Document | None = None
        self._sheet: Document | None = None
        self._points: list[tuple[float, float]] = []
        self._waiting: list[HealRequest] = []

    @property
    def sketch(self) -> Sketch | None:
        bands = tuple(request.band for request in self._waiting)
        if self._points:
            bands += (self._band(),)
        return Sketch(bands=bands) if bands else None

    def session(self, document: Document, target: Target, event: PointerEvent) -> Session:
        """The stroke is drawn into the selection of an empty sheet of the picture's size."""
        self._sheet = Document(document.width, document.height)
        return StrokeSession(self._sheet, SelectionTarget(), brush_of(self.options))

    def begin(self, document: Document, event: PointerEvent) -> None:
        target = document.paint_target()
        if not isinstance(target, LayerPixels):
            target = LayerPixels(document.active.id if document.active else "")
            document.require_paintable(target)
        self._document = document
        self._points = [(event.x, event.y)]
        session = self.session(document, target, event)
        self._stroke = PaintStroke(document, session, steadiness=self.options.steadiness)
        self._stroke.add(event)

    def move(self, event: PointerEvent) -> None:
        super().move(event)
        if self._points:
            self._points.append((event.x, event.y))

    def release(self, event: PointerEvent) -> None:
        stroke, self._stroke = self._stroke, None
        document, sheet, band = self._document, self._sheet, self._band()
        self._forget()
        if stroke is None or document is None or sheet is None or document.active is None:
            return
        stroke.end_at(event)
        choice = HealOptions.model_validate(dict(self.options))
        mask = _selected(document, sheet.selection)
        if mask.is_empty:
            return
        request = HealRequest(
            document,
            document.active.id,
            mask,
            Onto(choice.onto),
            SampleFrom(choice.sample) is SampleFrom.ALL,
            band,
        )
        self._waiting.append(request)
        self.asked.emit(request)

    def cancel(self) -> None:
        self._stroke = None
        self._forget()

    def settle(self, request: HealRequest) -> None:
        """The request was done, or cannot be; its place is no longer shown."""
        if request in self._waiting:
            self._waiting.remove(request)

    def _forget(self) -> None:
        self._document, self._sheet, self._points = None, None, []

    def _band(self) -> Band:
        return Band(tuple(self._points), self.options.size)


def _selected(document: Document, mask: Mask) -> Mask:
    """As much of the stroke as the selection lets through."""
    if document.selection.is_empty or mask.is_empty:
        return mask
    box = mask.bounds.intersection(document.selection.bounds)
    made = Mask()
    if not box.is_empty:
        made.write(box, (mask.coverage(box) & document.selection.coverage(box)))
    return made
