"""What this plug-in adds: the task Vector layers."""

from __future__ import annotations

from plugins.api import API_VERSION, ActionOffer, Needs, Panel, Plugin

_SHAPES = "plugins.builtin.vector.shapes"

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
    actions=(
        ActionOffer(
            id="vector.lighten",
            title="Lighten the shape",
            entry=f"{_SHAPES}:lighten",
            menu="Layer",
            icon="light",
        ),
        ActionOffer(
            id="vector.darken",
            title="Darken the shape",
            entry=f"{_SHAPES}:darken",
            menu="Layer",
            icon="tone",
        ),
        ActionOffer(
            id="vector.turn_hue",
            title="Turn the shape's hue",
            entry=f"{_SHAPES}:turn_hue",
            menu="Layer",
            icon="colours",
        ),
        ActionOffer(
            id="vector.remove_object",
            title="Delete the shapes under the mask",
            entry=f"{_SHAPES}:remove_object",
            menu="Layer",
            icon="remove",
            needs=Needs.MASK,
        ),
        ActionOffer(
            id="vector.find_similar",
            title="Find the picture with the nearest shapes",
            entry=f"{_SHAPES}:find_similar",
            menu="Generate",
            icon="search",
        ),
    ),
)
