"""The tools that paint the mask and make selections."""

from __future__ import annotations

from editor.tools.brush import MaskBrush
from editor.tools.colours import Colours
from editor.tools.eraser import MaskEraser
from editor.tools.lasso import MaskLasso
from editor.tools.rectangle import MaskRectangle
from editor.tools.spot import ToolSpot
from editor.tools.tool import Tool

SPOTS = (
    ToolSpot("brush", "Brush", "brush", "B"),
    ToolSpot("eraser", "Eraser", "eraser", "E"),
    ToolSpot("lasso", "Lasso", "lasso", "L", gap=True),
    ToolSpot("rectangle", "Rectangle", "rectangle", "R"),
)


def tools(_colours: Colours) -> tuple[Tool, ...]:
    """The first of them is in the hand when a document opens."""
    return (MaskBrush(), MaskEraser(), MaskLasso(), MaskRectangle())
