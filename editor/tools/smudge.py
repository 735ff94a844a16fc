"""The smudge tool: a finger that drags the colours of a layer along."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from editor.document.document import Document
from editor.document.painting_smudge import Finger, SmudgeSession
from editor.document.targets import Target
from editor.tools.paint_options import RimOptions, StrokeOptions, brush_of
from editor.tools.paint_stroke import Session
from editor.tools.paint_tool import BrushTool, keeps_alpha
from editor.tools.tool import PointerEvent
from ml.api.params import param

_SPACING = 0.06


class SmudgeOptions(StrokeOptions):
    """How wet the paint is."""

    hardness: float = param(
        0.3,
        title="Hardness",
        help="How sharp the rim of the finger is (Shift+[ and Shift+])",
        low=0.0,
        high=1.0,
        step=0.05,
    )
    opacity: float = param(
        0.7,
        title="Strength",
        help="How long the finger keeps what it picked up (I and O)",
        low=0.01,
        high=1.0,
        step=0.05,
    )


class Smudge(BrushTool):
    """Works on the pixels as they become, dab by dab."""

    id = "smudge"
    title = "Smudge"
    options_kind: ClassVar[type[RimOptions]] = SmudgeOptions
    picks = False

    def session(self, document: Document, target: Target, event: PointerEvent) -> Session:
        brush = replace(brush_of(self.options), spacing=_SPACING, opacity=1.0)
        # Each dab keeps a little less than all: at full strength the line still fades at last.
        finger = Finger(0.5 + 0.498 * self.brush.opacity, keeps_alpha(document, target))
        return SmudgeSession(document, target, brush, finger)
