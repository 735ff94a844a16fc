"""The fill bucket: a click covers what has the clicked colour with the colour in the hand."""

from __future__ import annotations

from enum import Enum

from editor.document.document import Document
from editor.document.mask_flood import flood_from
from editor.document.mask_operations import soften
from editor.document.mask_similar import colour_at, everywhere, near
from editor.document.painting_fill import Made, Pour
from editor.document.painting_media import Paint
from editor.tools.brushless import Brushless
from editor.tools.colours import Colours
from editor.tools.errands import Errands
from editor.tools.paint_pour import run_pour
from editor.tools.paint_tool import keeps_alpha
from editor.tools.picker import SampleFrom, pick, sample_of
from editor.tools.tool import Modifiers, PointerEvent
from ml.api.params import Params, param
from ml.api.regions import Box

TITLE = "Fill"


class FillColour(Enum):
    """Which of the two colours is poured."""

    FOREGROUND = "foreground"
    BACKGROUND = "background"


class FillOptions(Params):
    """What counts as the same colour, and what is poured."""

    tolerance: int = param(
        32,
        title="Tolerance",
        help="How much red, green, blue or alpha may differ, in steps of 8 bits",
        low=0,
        high=255,
    )
    opacity: float = param(
        1.0, title="Opacity", help="How strong the fill is", low=0.01, high=1.0, step=0.05
    )
    contiguous: bool = param(
        True,
        title="Contiguous",
        help="Only what is connected with the clicked pixel, not the whole picture",
    )
    sample: SampleFrom = param(
        SampleFrom.ALL,
        title="Sample",
        help="Look at all that is seen, or at the active layer alone",
    )
    colour: FillColour = param(FillColour.FOREGROUND, title="Colour", help="What is poured")
    antialias: bool = param(
        True, title="Smooth edge", help="Soften the steps of the edge over one pixel"
    )


class Fill(Brushless):
    """The picture is looked at in the background; the fill is one step when it is done."""

    id = "fill"
    title = "Fill"

    def __init__(
        self, colours: Colours, errands: Errands | None = None, options: FillOptions | None = None
    ) -> None:
        self.options = options or FillOptions()
        self._colours = colours
        self._errands = errands or Errands()
        self._pressed: tuple[Document, tuple[int, int]] | None = None

    def set_options(self, options: Params) -> None:
        self.options = FillOptions.model_validate(dict(options))

    @property
    def is_active(self) -> bool:
        return self._pressed is not None

    def press(self, document: Document, event: PointerEvent) -> None:
        if event.modifiers == Modifiers.CTRL:
            colour = pick(document, event.x, event.y)
            if colour is not None:
                self._colours.set_foreground(colour)
        else:
            document.paint_target()
            self._pressed = document, (int(event.x // 1), int(event.y // 1))

    def move(self, event: PointerEvent) -> None:
        """The clicked pixel is the one that was pressed."""

    def release(self, event: PointerEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            return
        document, (x, y) = pressed
        if document.canvas.contains(Box(x, y, x + 1, y + 1)):
            self._pour(document, (x, y))

    def cancel(self) -> None:
        self._pressed = None

    def _pour(self, document: Document, place: tuple[int, int]) -> None:
        options, target = self.options, document.paint_target()
        is_front = FillColour(options.colour) is FillColour.FOREGROUND
        colour = self._colours.foreground if is_front else self._colours.background
        keeps = keeps_alpha(document, target)
        self._colours.use(colour)
        pour = Pour(document, target, Paint.of(colour, options.opacity, keeps_alpha=keeps))
        sample = sample_of(document, SampleFrom(options.sample))
        canvas = document.canvas

        def work() -> Made:
            wanted = colour_at(sample, *place, radius_px=0, canvas=canvas)
            reach = options.tolerance
            if options.contiguous:
                found = flood_from(lambda box: near(sample(box), wanted, reach), *place, canvas)
            else:
                found = everywhere(sample, wanted, reach, canvas)
            return pour.make(soften(found, canvas) if options.antialias else found)

        run_pour(document, self._errands, pour, work, title=TITLE)
