"""The actions that take a tool into the hand; one letter each, never while text is typed."""

from __future__ import annotations

from editor.actions import Action
from editor.desk import Desk
from editor.tools.sets import arranging, labelling, painting, selecting

SPOTS = (*selecting.SPOTS, *painting.SPOTS, *labelling.SPOTS, *arranging.SPOTS)
LARGER = 1.15


def tool_actions(desk: Desk) -> list[Action]:
    """The rail as actions, and the keys that change the brush."""
    box = desk.toolbox
    taking = [
        Action(
            id=f"tool.{spot.id}",
            title=spot.title,
            run=lambda name=spot.id: box.choose(name),
            keys=(spot.key,) if spot.key else (),
            icon=spot.icon,
        )
        for spot in SPOTS
    ]
    return [
        *taking,
        Action("tool.larger", "Larger brush", lambda: box.scale_brush(LARGER), ("]",), "brush"),
        Action(
            "tool.smaller", "Smaller brush", lambda: box.scale_brush(1 / LARGER), ("[",), "brush"
        ),
    ]
