"""The tools that move, shape, measure and look."""

from __future__ import annotations

from editor.tools.colours import Colours
from editor.tools.hand import Hand
from editor.tools.spot import ToolSpot
from editor.tools.tool import Tool

SPOTS = (ToolSpot("hand", "Hand", "hand", "H", gap=True),)


def tools(_colours: Colours) -> tuple[Tool, ...]:
    return (Hand(),)
