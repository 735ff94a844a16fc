"""The tools that write, move, shape, measure and look."""

from __future__ import annotations

from functools import partial

from editor.lazy import late
from editor.tools.colours import Colours
from editor.tools.labour import Labour
from editor.tools.snapping import Aids
from editor.tools.spot import Makers, ToolSpot

_move = late("editor.tools.move:Move")
_transform = late("editor.tools.transform:Transform")
_crop = late("editor.tools.crop:Crop")
_text_tool = late("editor.tools.text:TextTool")
_vector_edit = late("editor.tools.vector_edit:VectorEdit")
_hand = late("editor.tools.hand:Hand")
_zoom = late("editor.tools.zoom:Zoom")
_measure = late("editor.tools.measure:Measure")

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


def makers(colours: Colours, aids: Aids | None = None, labour: Labour | None = None) -> Makers:
    """They align by the same aids and give long work to the same labour."""
    aids, labour = aids or Aids(), labour or Labour()
    return {
        "move": partial(_move, aids, labour),
        "transform": partial(_transform, aids, labour),
        "crop": partial(_crop, aids, labour),
        "text": partial(_text_tool, colours, aids, labour),
        "vector_edit": partial(_vector_edit, aids, labour),
        "hand": _hand,
        "zoom": _zoom,
        "measure": partial(_measure, aids, labour),
    }
