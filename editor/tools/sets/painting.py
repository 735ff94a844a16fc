"""The tools that change the pixels of a layer."""

from __future__ import annotations

from functools import partial

from editor.lazy import late
from editor.tools.colours import Colours
from editor.tools.errands import Errands
from editor.tools.spot import Makers, ToolSpot

_paint_brush = late("editor.tools.paint:PaintBrush")
_paint_eraser = late("editor.tools.paint_eraser:PaintEraser")
_clone = late("editor.tools.clone:Clone")
_healing_brush = late("editor.tools.heal:HealingBrush")
_smudge = late("editor.tools.smudge:Smudge")
_tone_brush = late("editor.tools.tone:ToneBrush")
_fill = late("editor.tools.fill:Fill")
_gradient_tool = late("editor.tools.gradient:GradientTool")
_picker = late("editor.tools.picker:Picker")
SPOTS: tuple[ToolSpot, ...] = (
    ToolSpot("paint", "Brush", "paint", "B", gap=True),
    ToolSpot("paint_eraser", "Eraser", "paint_eraser", "E"),
    ToolSpot("clone", "Clone stamp", "clone", "S", family="repair"),
    ToolSpot("heal", "Healing brush", "heal", "J", family="repair"),
    ToolSpot("smudge", "Smudge", "smudge", "Shift+S", family="touch"),
    ToolSpot("tone", "Dodge and burn", "tone", "Shift+O", family="touch"),
    ToolSpot("fill", "Fill", "fill", "F", family="cover"),
    ToolSpot("gradient", "Gradient", "gradient", "G", family="cover"),
    ToolSpot("picker", "Colour picker", "picker", "P"),
)
HELD = frozenset(spot.id for spot in SPOTS)
"""The tools that work on pixels, not on the mask."""


def makers(colours: Colours, errands: Errands | None = None) -> Makers:
    """New at each call; they share the colours, and heavy work goes to `errands`."""
    errands = errands or Errands()
    return {
        "paint": partial(_paint_brush, colours),
        "paint_eraser": partial(_paint_eraser, colours),
        "clone": partial(_clone, colours),
        "heal": partial(_healing_brush, colours),
        "smudge": partial(_smudge, colours),
        "tone": partial(_tone_brush, colours),
        "fill": partial(_fill, colours, errands),
        "gradient": partial(_gradient_tool, colours, errands),
        "picker": partial(_picker, colours),
    }
