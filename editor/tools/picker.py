"""The colour picker: a click takes the colour under it into the hand."""

from __future__ import annotations

from enum import Enum

from editor.document.document import Document
from editor.document.mask_similar import Sample, colour_at
from editor.document.selection_sources import of_layer, visible
from editor.tools.brushless import Brushless
from editor.tools.colours import Colour, Colours
from editor.tools.tool import Buttons, Modifiers, PointerEvent
from ml.api.params import Params, param
from ml.api.regions import Box


class SampleFrom(Enum):
    """Whose colours count."""

    ALL = "all layers"
    ACTIVE = "active layer"


class PickArea(Enum):
    """How many pixels a picked colour is the mean of."""

    POINT = "one pixel"
    THREE = "3 × 3"
    FIVE = "5 × 5"

    @property
    def radius_px(self) -> int:
        return {PickArea.POINT: 0, PickArea.THREE: 1, PickArea.FIVE: 2}[self]


class PickerOptions(Params):
    """What a click looks at."""

    area: PickArea = param(
        PickArea.POINT, title="Sample size", help="The colour is the mean of this many pixels"
    )
    sample: SampleFrom = param(
        SampleFrom.ALL,
        title="Sample",
        help="Look at all that is seen, or at the active layer alone",
    )


class Picker(Brushless):
    """Never touches the document; the right button or Alt picks the background colour."""

    id = "picker"
    title = "Colour picker"

    def __init__(self, colours: Colours, options: PickerOptions | None = None) -> None:
        self.options = options or PickerOptions()
        self._colours = colours
        self._document: Document | None = None

    def set_options(self, options: Params) -> None:
        self.options = PickerOptions.model_validate(dict(options))

    @property
    def is_active(self) -> bool:
        return self._document is not None

    def press(self, document: Document, event: PointerEvent) -> None:
        self._document = document
        self.move(event)

    def move(self, event: PointerEvent) -> None:
        if self._document is None:
            return
        colour = pick(self._document, event.x, event.y, self.options)
        if colour is None:
            return
        if event.modifiers & Modifiers.ALT or event.buttons & Buttons.RIGHT:
            self._colours.set_background(colour)
        else:
            self._colours.set_foreground(colour)

    def release(self, event: PointerEvent) -> None:
        self.cancel()

    def cancel(self) -> None:
        self._document = None


_USUAL = PickerOptions()


def pick(document: Document, x: float, y: float, options: PickerOptions = _USUAL) -> Colour | None:
    """The colour there in the document's profile; None beside the picture or where all is clear."""
    place = int(x // 1), int(y // 1)
    if not document.canvas.contains(Box(place[0], place[1], place[0] + 1, place[1] + 1)):
        return None
    sample = sample_of(document, SampleFrom(options.sample))
    radius = PickArea(options.area).radius_px
    found = colour_at(sample, *place, radius_px=radius, canvas=document.canvas)
    full = 255 if document.depth == "uint8" else 65535
    red, green, blue, alpha = (float(value) / full for value in found)
    return (red, green, blue) if alpha > 0 else None


def sample_of(document: Document, wanted: SampleFrom) -> Sample:
    """The pixels to look at, as they are now; all of them where no layer is active."""
    if wanted is SampleFrom.ACTIVE and document.active is not None:
        return of_layer(document.active)
    return visible(document)
