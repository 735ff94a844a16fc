"""What all drawn regions share: a line goes around an area, which joins the selection."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, cast

from editor.document.document import Document
from editor.document.mask import Mask
from editor.document.mask_operations import Combine, feather
from editor.tools.joining import DESELECT, JoiningTool, JoinOptions, join
from editor.tools.tool import Sketch
from ml.api.params import param
from ml.api.regions import Box

# A shape of this many pixels is made within a frame, without leaving for the background.
_SMALL_PX = 1_500_000


class RegionOptions(JoinOptions):
    """How a drawn region joins the selection."""

    feather: float = param(
        0.0,
        title="Feather",
        help="Softens the edge of what is drawn",
        low=0.0,
        high=250.0,
        unit="px",
    )


class RegionTool(JoiningTool):
    """What the line means is for `begin`, `follow` and `drawn` to say; a click deselects."""

    id = "region"
    title = "Region"
    options_kind: ClassVar[type[JoinOptions]] = RegionOptions

    def outline(self) -> tuple[tuple[float, float], ...]:
        """The closed line so far, in document pixels."""
        raise NotImplementedError

    def drawn(self) -> Callable[[Box], Mask]:
        """What makes the shape on a canvas, from the line as it is now; called in any thread.

        The shape is empty where the line encloses nothing.
        """
        raise NotImplementedError

    def drawn_line(self) -> Sketch | None:
        return Sketch(self.outline(), closed=True)

    def finish(self, document: Document, how: Combine) -> None:
        canvas, soft = document.canvas, cast("RegionOptions", self.options).feather
        drawn, is_small = self.drawn(), _around(self.outline()) < _SMALL_PX
        self.cancel()

        def made() -> Mask:
            shape = drawn(canvas)
            return feather(shape, soft, canvas) if soft > 0 else shape

        def done(shape: Mask) -> None:
            if not shape.is_empty:
                join(document, shape, how, self.title)
            elif how is Combine.REPLACE:
                join(document, shape, how, DESELECT)

        self._errands.run(made, done, is_small=is_small)


def _around(points: tuple[tuple[float, float], ...]) -> float:
    """The area of the box around the points."""
    if not points:
        return 0.0
    across, down = [x for x, _ in points], [y for _, y in points]
    return (max(across) - min(across)) * (max(down) - min(down))
