"""The mask brush: paints the mask, erases with the right button or the back of the pen."""

from __future__ import annotations

from typing import ClassVar

from editor.document.brush import SIZE_BY_PRESSURE, Brush, Response, Trait
from editor.document.document import Document
from editor.document.stroke import PaintMode
from editor.tools.mask_stroke import MaskStroke
from editor.tools.tool import Modifiers, PointerEvent, Sketch
from ml.api.params import Params, param

SMALLEST_PX = 1
LARGEST_PX = 2000


class BrushOptions(Params):
    """How the brush paints."""

    size: float = param(
        60.0,
        title="Size",
        help="Diameter of the brush in pixels of the picture",
        low=SMALLEST_PX,
        high=LARGEST_PX,
        unit="px",
        step=1,
    )
    hardness: float = param(
        0.9,
        title="Hardness",
        help="How sharp the rim of the brush is",
        low=0.0,
        high=1.0,
        step=0.05,
    )
    opacity: float = param(
        1.0,
        title="Opacity",
        help="How strong one stroke gets, however often it crosses itself",
        low=0.01,
        high=1.0,
        step=0.05,
    )
    close_loops: bool = param(
        True,
        title="Close loops",
        help="A stroke that comes back to where it began also covers what it goes around",
    )
    pressure_size: bool = param(
        True,
        title="Pressure to size",
        help="Pressing the pen harder makes the brush larger",
    )
    pressure_opacity: bool = param(
        False,
        title="Pressure to opacity",
        help="Pressing the pen harder makes the stroke stronger",
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


class MaskBrush:
    """Every stroke from press to release is one step of the history."""

    id = "brush"
    title = "Mask brush"
    mode: ClassVar[PaintMode] = PaintMode.PAINT

    def __init__(self, options: BrushOptions | None = None) -> None:
        self.options = options or BrushOptions()
        self._stroke: MaskStroke | None = None
        self._fills_loops = False

    def set_options(self, options: Params) -> None:
        self.options = BrushOptions.model_validate(dict(options))

    @property
    def is_active(self) -> bool:
        return self._stroke is not None

    @property
    def cursor_radius_px(self) -> float | None:
        return self.options.size / 2

    @property
    def sketch(self) -> Sketch | None:
        return None

    def resize(self, size_px: float) -> bool:
        size = min(float(LARGEST_PX), max(float(SMALLEST_PX), size_px))
        self.options = self.options.model_copy(update={"size": size})
        return True

    def press(self, document: Document, event: PointerEvent) -> None:
        self.cancel()
        mode = self._mode_of(event)
        self._fills_loops = self.options.close_loops and mode is PaintMode.PAINT
        steadiness = self.options.steadiness
        self._stroke = MaskStroke(document, self._brush(), mode, steadiness=steadiness)
        self._stroke.add(event)

    def move(self, event: PointerEvent) -> None:
        if self._stroke is not None:
            self._stroke.add(event)

    def release(self, event: PointerEvent) -> None:
        stroke, self._stroke = self._stroke, None
        if stroke is not None:
            stroke.finish(event, closes_loops=self._fills_loops)

    def cancel(self) -> None:
        stroke, self._stroke = self._stroke, None
        if stroke is not None:
            stroke.abort()

    def _mode_of(self, event: PointerEvent) -> PaintMode:
        """Right button, the pen's back and Alt do the opposite of what the tool does."""
        opposite = event.erases or bool(event.modifiers & Modifiers.ALT)
        if not opposite:
            return self.mode
        return PaintMode.PAINT if self.mode is PaintMode.ERASE else PaintMode.ERASE

    def _brush(self) -> Brush:
        options = self.options
        responses: list[Response] = []
        if options.pressure_size:
            responses.append(SIZE_BY_PRESSURE)
        if options.pressure_opacity:
            responses.append(Response(Trait.OPACITY))
        return Brush(
            size_px=options.size,
            hardness=options.hardness,
            opacity=options.opacity,
            responses=tuple(responses),
        )
