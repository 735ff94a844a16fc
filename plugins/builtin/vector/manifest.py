"""What this plug-in adds: the task Vector layers."""

from __future__ import annotations

from plugins.api import API_VERSION, Panel, Plugin

PLUGIN = Plugin(
    id="vector",
    title="Vector layers",
    version="1.0",
    api=API_VERSION,
    panels=(
        Panel(
            id="vector.layers",
            title="Vector layers",
            hint="The picture becomes shapes that can be edited and stay sharp at any size. Stop "
            "at any layer: what is found so far is kept. With a selection only that is turned.",
            generator="vector_layers",
            entry="plugins.builtin.vector.entries:layers",
            button="Turn into shapes",
            icon="vector",
            fields=("layers", "fills", "segments"),
            tool="hand",
        ),
    ),
)
