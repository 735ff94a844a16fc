"""What this plug-in adds: the tasks Remove and Expand, and two actions."""

from __future__ import annotations

from plugins.api import API_VERSION, ActionOffer, Needs, Panel, Params, Plugin, param

LARGEST_MARGIN_PX = 4000
_ENTRIES = "plugins.builtin.remove.entries"
_FIRST = ("quality", "grow", "feather", "match")


class Margins(Params):
    """How far the canvas grows at each side."""

    left: int = param(
        0, title="Left", help="New pixels at the left", low=0, high=LARGEST_MARGIN_PX, unit="px"
    )
    top: int = param(
        0, title="Top", help="New pixels above", low=0, high=LARGEST_MARGIN_PX, unit="px"
    )
    right: int = param(
        0, title="Right", help="New pixels at the right", low=0, high=LARGEST_MARGIN_PX, unit="px"
    )
    bottom: int = param(
        0, title="Bottom", help="New pixels below", low=0, high=LARGEST_MARGIN_PX, unit="px"
    )


PLUGIN = Plugin(
    id="remove",
    title="Remove and expand",
    version="1.0",
    api=API_VERSION,
    panels=(
        Panel(
            id="remove.remove",
            title="Remove",
            hint="Brush over what should go.",
            generator="inpaint",
            entry=f"{_ENTRIES}:remove",
            button="Remove",
            icon="remove",
            fields=_FIRST,
            tool="brush",
            needs=Needs.MASK,
            paints_mask=True,
            paints_source=True,
        ),
        Panel(
            id="remove.expand",
            title="Expand",
            hint="Give the picture more room; the new part is filled from what is there.",
            generator="inpaint",
            entry=f"{_ENTRIES}:expand",
            button="Expand and fill",
            icon="expand",
            fields=("quality",),
            own=Margins,
            tool="hand",
        ),
    ),
    actions=(
        ActionOffer(
            id="remove.draft",
            title="Remove, draft quality",
            entry=f"{_ENTRIES}:draft",
            needs=Needs.MASK,
            icon="remove",
        ),
        ActionOffer(
            id="remove.fill_transparent",
            title="Fill transparent pixels",
            entry=f"{_ENTRIES}:fill_transparent",
            icon="remove",
        ),
    ),
)
