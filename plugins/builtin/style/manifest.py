"""What this plug-in adds: the tasks Style and Texture."""

from __future__ import annotations

from plugins.api import API_VERSION, ActionOffer, Needs, Panel, Plugin

PLUGIN = Plugin(
    id="style",
    title="Style",
    version="1.0",
    api=API_VERSION,
    panels=(
        Panel(
            id="style.style",
            title="Style",
            hint="Press a picture below: yours is painted in its manner. Ctrl+click mixes two. "
            "With a selection only that is painted.",
            generator="style",
            entry="plugins.builtin.style.entries:style",
            button="Paint",
            icon="style",
            fields=("method", "strength", "detail", "keep_colours", "balance"),
            tool="hand",
        ),
        Panel(
            id="style.texture",
            title="Texture",
            hint="Brush over a place; it is filled with more of what is around it, or of the "
            "source that you paint green.",
            generator="texture",
            entry="plugins.builtin.style.entries:texture",
            button="Fill",
            icon="texture",
            fields=("method", "tileable", "tile"),
            tool="brush",
            needs=Needs.MASK,
            paints_mask=True,
            paints_source=True,
        ),
    ),
    actions=(
        ActionOffer(
            id="style.learn",
            title="Learn this style",
            entry="plugins.builtin.style.entries:learn",
            icon="style",
        ),
    ),
)
