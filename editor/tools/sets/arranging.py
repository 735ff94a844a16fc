"""The tools that write, move, shape, measure and look."""

from __future__ import annotations

from editor.tools.colours import Colours
from editor.tools.crop import Crop
from editor.tools.hand import Hand
from editor.tools.labour import Labour
from editor.tools.measure import Measure
from editor.tools.move import Move
from editor.tools.snapping import Aids
from editor.tools.spot import ToolSpot
from editor.tools.text import TextTool
from editor.tools.tool import Tool
from editor.tools.transform import Transform
from editor.tools.vector_edit import VectorEdit
from editor.tools.zoom import Zoom

SPOTS = (
    ToolSpot("move", "Move", "move", "T", gap=True),
    ToolSpot("transform", "Transform", "transform", "Ctrl+T"),
    ToolSpot("crop", "Crop", "crop", "C"),
    ToolSpot("text", "Text", "text", "Shift+T"),
    ToolSpot("vector_edit", "Curves", "vector", "Shift+A"),
    ToolSpot("hand", "Hand", "hand", "H", gap=True, family="look"),
    ToolSpot("zoom", "Zoom", "zoom", "Z", family="look"),
    ToolSpot("measure", "Measure", "measure", "Shift+M", family="look"),
)


def tools(
    colours: Colours, aids: Aids | None = None, labour: Labour | None = None
) -> tuple[Tool, ...]:
    """They align by the same aids and give long work to the same labour."""
    aids, labour = aids or Aids(), labour or Labour()
    return (
        Move(aids, labour),
        Transform(aids, labour),
        Crop(aids, labour),
        TextTool(colours, aids, labour),
        VectorEdit(aids, labour),
        Hand(),
        Zoom(),
        Measure(aids, labour),
    )
