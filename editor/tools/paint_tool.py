"""What all brushes share: a stroke from press to release, a size, and Ctrl to pick a colour."""

from __future__ import annotations

import math
from typing import ClassVar

from editor.document.brush import Brush
from editor.document.document import Document
from editor.document.targets import LayerPixels, Target
from editor.tools.colours import Colours
from editor.tools.paint_options import (
    LARGEST_PX,
    SMALLEST_PX,
    DabOptions,
    RimOptions,
    brush_of,
)
from editor.tools.paint_stroke import PaintStroke, Session
from editor.tools.picker import pick
from editor.tools.tool import Buttons, Modifiers, PointerEvent, Sketch
from ml.api.params import Params

_CORNERS = 48


class BrushTool:
    """Every stroke is one step of the history; a tool says by `session` what its stroke does.

    With Ctrl held the pen picks the foreground colour instead, as long as it is down.
    """

    id = "brush_tool"
    title = "Brush"
    options_kind: ClassVar[type[RimOptions]] = RimOptions
    picks: ClassVar[bool] = True

    def __init__(self, colours: Colours, options: RimOptions | None = None) -> None:
        self.colours = colours
        self.options: RimOptions = options or self.options_kind()
        self._stroke: PaintStroke | None = None
        self._picks_from: Document | None = None

    def session(self, document: Document, target: Target, event: PointerEvent) -> Session:
        """The stroke that begins with this press."""
        raise NotImplementedError

    @property
    def brush(self) -> Brush:
        return brush_of(self.options)

    # -- what it is -------------------------------------------------------------------------

    def set_options(self, options: Params) -> None:
        self.options = self.options_kind.model_validate(dict(options))

    @property
    def is_active(self) -> bool:
        return self._stroke is not None or self._picks_from is not None

    @property
    def cursor_radius_px(self) -> float | None:
        return self.options.size / 2

    @property
    def cursor_outline(self) -> tuple[tuple[float, float], ...]:
        """The rim of a dab that is no circle, around its middle in document pixels."""
        options = self.options
        if not isinstance(options, DabOptions) or options.roundness == 1.0:
            return ()
        turn, radius = math.radians(options.tip_angle), options.size / 2
        return tuple(_rim(radius, options.roundness, turn, n / _CORNERS) for n in range(_CORNERS))

    @property
    def sketch(self) -> Sketch | None:
        return None

    def resize(self, size_px: float) -> bool:
        size = min(float(LARGEST_PX), max(float(SMALLEST_PX), size_px))
        self.options = self.options.model_copy(update={"size": size})
        return True

    # -- gestures ---------------------------------------------------------------------------

    def press(self, document: Document, event: PointerEvent) -> None:
        self.cancel()
        if self.picks and event.modifiers == Modifiers.CTRL:
            self._picks_from = document
            self._pick(event)
        elif not event.buttons & Buttons.RIGHT:
            self.begin(document, event)

    def begin(self, document: Document, event: PointerEvent) -> None:
        """A stroke starts; raises NotPaintable where there is nothing to paint on."""
        target = document.paint_target()
        session = self.session(document, target, event)
        self._stroke = PaintStroke(document, session, steadiness=self.options.steadiness)
        self._stroke.add(event)

    def move(self, event: PointerEvent) -> None:
        if self._stroke is not None:
            self._stroke.add(event)
        elif self._picks_from is not None:
            self._pick(event)

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

    def _pick(self, event: PointerEvent) -> None:
        if self._picks_from is not None:
            colour = pick(self._picks_from, event.x, event.y)
            if colour is not None:
                self.colours.set_foreground(colour)


def keeps_alpha(document: Document, target: Target) -> bool:
    """Whether the layer's clear pixels must stay clear."""
    return isinstance(target, LayerPixels) and document.layer(target.layer_id).locks.alpha


def _rim(radius: float, roundness: float, turn: float, share: float) -> tuple[float, float]:
    """A place on an ellipse, turned clockwise."""
    along = radius * math.cos(2 * math.pi * share)
    across = radius * roundness * math.sin(2 * math.pi * share)
    cosine, sine = math.cos(turn), math.sin(turn)
    return along * cosine - across * sine, along * sine + across * cosine
