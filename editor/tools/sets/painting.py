"""The tools that change the pixels of a layer."""

from __future__ import annotations

from editor.tools.clone import Clone
from editor.tools.colours import Colours
from editor.tools.errands import Errands
from editor.tools.fill import Fill
from editor.tools.gradient import GradientTool
from editor.tools.heal import HealingBrush
from editor.tools.paint import PaintBrush
from editor.tools.paint_eraser import PaintEraser
from editor.tools.picker import Picker
from editor.tools.smudge import Smudge
from editor.tools.spot import ToolSpot
from editor.tools.tone import ToneBrush
from editor.tools.tool import Tool

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


def tools(colours: Colours, errands: Errands | None = None) -> tuple[Tool, ...]:
    """New at each call; they share the colours, and heavy work goes to `errands`."""
    errands = errands or Errands()
    return (
        PaintBrush(colours),
        PaintEraser(colours),
        Clone(colours),
        HealingBrush(colours),
        Smudge(colours),
        ToneBrush(colours),
        Fill(colours, errands),
        GradientTool(colours, errands),
        Picker(colours),
    )
