"""The toning brush: dodges, burns, and strengthens or pales colours."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from editor.document.document import Document
from editor.document.painting_media import Toned
from editor.document.sheets import Tone, Tones, Toning
from editor.document.stroke import StrokeSession
from editor.document.targets import Target
from editor.tools.paint_options import RimOptions, StrokeOptions, brush_of
from editor.tools.paint_stroke import Session
from editor.tools.paint_tool import BrushTool
from editor.tools.tool import Modifiers, PointerEvent
from ml.api.params import param

_OPPOSITE = {
    Toning.DODGE: Toning.BURN,
    Toning.BURN: Toning.DODGE,
    Toning.SATURATE: Toning.DESATURATE,
    Toning.DESATURATE: Toning.SATURATE,
}


class ToneOptions(StrokeOptions):
    """What the brush does to the tones below it, and to which."""

    size: float = param(
        120.0,
        title="Size",
        help="Diameter of the brush in pixels of the picture ([ and ])",
        low=1,
        high=2000,
        unit="px",
        step=1,
    )
    hardness: float = param(
        0.0,
        title="Hardness",
        help="How sharp the rim of the brush is (Shift+[ and Shift+])",
        low=0.0,
        high=1.0,
        step=0.05,
    )
    opacity: float = param(
        0.3,
        title="Exposure",
        help="How far one stroke goes, however often it crosses itself (I and O)",
        low=0.01,
        high=1.0,
        step=0.05,
    )
    what: Toning = param(
        Toning.DODGE,
        title="Do",
        help="Dodge makes lighter, burn darker; Alt does the opposite",
    )
    where: Tones = param(
        Tones.MIDTONES, title="Range", help="The tones that dodging and burning reach most"
    )


class ToneBrush(BrushTool):
    """Never changes the alpha; pure black and white stay what they are."""

    id = "tone"
    title = "Dodge and burn"
    options_kind: ClassVar[type[RimOptions]] = ToneOptions
    picks = False

    def session(self, document: Document, target: Target, event: PointerEvent) -> Session:
        options = self.options
        if not isinstance(options, ToneOptions):
            raise TypeError(type(options))
        tone = Tone(Toning(options.what), Tones(options.where), options.opacity)
        if event.modifiers & Modifiers.ALT:
            tone = replace(tone, what=_OPPOSITE[tone.what])
        return StrokeSession(document, target, brush_of(options), Toned(tone))
