"""What rectangle and ellipse share: a frame between two corners, free, in proportion or fixed."""

from __future__ import annotations

from enum import Enum
from typing import ClassVar, cast

from editor.tools.errands import Errands
from editor.tools.joining import JoinOptions
from editor.tools.region import RegionOptions, RegionTool
from editor.tools.tool import Modifiers, PointerEvent
from ml.api.params import param

LARGEST_PX = 100_000


class Proportion(Enum):
    """What of the frame the drag decides."""

    FREE = "free"
    RATIO = "ratio"
    FIXED = "fixed size"


class FrameOptions(RegionOptions):
    """How the frame is drawn and how it joins the selection."""

    proportion: Proportion = param(
        Proportion.FREE,
        title="Style",
        help="Free, with the ratio of width to height, or with exactly this width and height",
    )
    width: int = param(
        1,
        title="Width",
        help="The width of a fixed frame, or the first number of the ratio",
        low=1,
        high=LARGEST_PX,
        control="number",
    )
    height: int = param(
        1,
        title="Height",
        help="The height of a fixed frame, or the second number of the ratio",
        low=1,
        high=LARGEST_PX,
        control="number",
    )


class FrameTool(RegionTool):
    """Shift pressed during the drag keeps the sides equal, Alt draws from the middle.

    Keys that were held already when the drag began say how the region joins the selection, until
    they are let go once.
    """

    options_kind: ClassVar[type[JoinOptions]] = FrameOptions

    def __init__(self, options: JoinOptions | None = None, errands: Errands | None = None) -> None:
        super().__init__(options, errands)
        self._start = (0.0, 0.0)
        self._span = (0.0, 0.0)
        self._from_middle = False
        self._spoken_for = Modifiers.NONE

    @property
    def frame(self) -> FrameOptions:
        return cast("FrameOptions", self.options)

    def begin(self, event: PointerEvent) -> None:
        self._start = (event.x, event.y)
        self._spoken_for = event.modifiers
        self._from_middle = False
        self._span = (0.0, 0.0)
        self.follow(event)

    def follow(self, event: PointerEvent) -> None:
        self._spoken_for &= event.modifiers
        keys = event.modifiers & ~self._spoken_for
        self._from_middle = bool(keys & Modifiers.ALT)
        if self.frame.proportion is Proportion.FIXED:
            # The frame hangs on the pointer, so that a click alone sets it down.
            self._start = (event.x, event.y)
            share = 0.5 if self._from_middle else 1.0
            self._span = (share * self.frame.width, share * self.frame.height)
            return
        across, down = event.x - self._start[0], event.y - self._start[1]
        self._span = self._held(across, down, is_square=bool(keys & Modifiers.SHIFT))

    def corners(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom, ordered, in document pixels."""
        (x, y), (across, down) = self._start, self._span
        left, top = (x - across, y - down) if self._from_middle else (x, y)
        right, bottom = x + across, y + down
        return min(left, right), min(top, bottom), max(left, right), max(top, bottom)

    def _held(self, across: float, down: float, *, is_square: bool) -> tuple[float, float]:
        """The span of a drag that far, in the proportion that is asked for."""
        width, height = self.frame.width, self.frame.height
        if is_square:
            width = height = 1
        elif self.frame.proportion is Proportion.FREE:
            return across, down
        unit = max(abs(across) / width, abs(down) / height)
        return (-1 if across < 0 else 1) * unit * width, (-1 if down < 0 else 1) * unit * height
