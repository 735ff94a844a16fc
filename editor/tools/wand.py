"""The magic wand: what has the colour of the clicked pixel joins the selection."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import ClassVar, cast

from editor.document import mask_operations
from editor.document.document import Document
from editor.document.mask import Mask
from editor.document.mask_flood import flood_from
from editor.document.mask_operations import Combine
from editor.document.mask_similar import Sample, colour_at, everywhere, near
from editor.document.selection_sources import of_layer, visible
from editor.tools.errands import Errands
from editor.tools.joining import JoiningTool, JoinOptions, join
from editor.tools.tool import PointerEvent
from ml.api.params import param
from ml.api.regions import Box


class Sampled(Enum):
    """Whose colours count."""

    ALL = "all layers"
    ACTIVE = "active layer"


class SampleArea(Enum):
    """How many pixels the clicked colour is the mean of."""

    POINT = "one pixel"
    THREE = "3 \u00d7 3"
    FIVE = "5 \u00d7 5"

    @property
    def radius_px(self) -> int:
        return {SampleArea.POINT: 0, SampleArea.THREE: 1, SampleArea.FIVE: 2}[self]


class WandOptions(JoinOptions):
    """What counts as the same colour."""

    tolerance: int = param(
        32,
        title="Tolerance",
        help="How much red, green, blue or alpha may differ, in steps of 8 bits",
        low=0,
        high=255,
    )
    contiguous: bool = param(
        True,
        title="Contiguous",
        help="Only what is connected with the clicked pixel, not the whole picture",
    )
    sample: Sampled = param(
        Sampled.ALL, title="Sample", help="Look at all that is seen, or at the active layer alone"
    )
    antialias: bool = param(
        True, title="Smooth edge", help="Soften the steps of the edge over one pixel"
    )
    area: SampleArea = param(
        SampleArea.POINT,
        title="Sample size",
        help="The clicked colour is the mean of this many pixels",
        more=True,
    )


def sample_of(document: Document, sampled: Sampled) -> Sample:
    """The pixels to look at, as they are now; all of them where no layer is active."""
    if sampled is Sampled.ACTIVE and document.active is not None:
        return of_layer(document.active)
    return visible(document)


class MagicWand(JoiningTool):
    """A click selects; the picture is looked at in the background and as far as the fill goes."""

    id = "wand"
    title = "Magic wand"
    options_kind: ClassVar[type[JoinOptions]] = WandOptions

    def __init__(self, options: JoinOptions | None = None, errands: Errands | None = None) -> None:
        super().__init__(options, errands)
        self._place = (0, 0)

    def begin(self, event: PointerEvent) -> None:
        self._place = (int(event.x // 1), int(event.y // 1))

    def follow(self, event: PointerEvent) -> None:
        """The clicked pixel is the one that was pressed."""

    def click_inside(self, document: Document) -> None:
        self.finish(document, self._how)

    def finish(self, document: Document, how: Combine) -> None:
        self.cancel()
        x, y = self._place
        if not document.canvas.contains(Box(x, y, x + 1, y + 1)):
            return
        made = _maker(document, (x, y), cast("WandOptions", self.options))

        def done(shape: Mask) -> None:
            join(document, shape, how, self.title)

        self._errands.run(made, done)


def _maker(document: Document, place: tuple[int, int], options: WandOptions) -> Callable[[], Mask]:
    """What finds the shape, from the picture as it is now."""
    sample, canvas = sample_of(document, options.sample), document.canvas

    def made() -> Mask:
        x, y = place
        colour = colour_at(sample, x, y, radius_px=options.area.radius_px, canvas=canvas)
        reach = options.tolerance
        if options.contiguous:
            shape = flood_from(lambda box: near(sample(box), colour, reach), x, y, canvas)
        else:
            shape = everywhere(sample, colour, reach, canvas)
        return mask_operations.soften(shape, canvas) if options.antialias else shape

    return made
