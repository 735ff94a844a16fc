"""The tools that change the pixels of a layer."""

from __future__ import annotations

from editor.tools.colours import Colours
from editor.tools.spot import ToolSpot
from editor.tools.tool import Tool

SPOTS: tuple[ToolSpot, ...] = ()


def tools(_colours: Colours) -> tuple[Tool, ...]:
    """New at each call; they share the colours."""
    return ()
