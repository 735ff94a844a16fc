"""What this plug-in adds: the task Upscale with references."""

from __future__ import annotations

from enum import Enum

from plugins.api import API_VERSION, Panel, Params, Plugin, param


class Result(Enum):
    """What becomes of the larger picture."""

    NEW = "new_picture"
    LAYERS = "this_picture"


class Destination(Params):
    """Where the result goes."""

    result: Result = param(
        Result.NEW,
        title="Result is",
        help="a picture of its own, or this one: all layers are resized and the result lies on top",
    )


PLUGIN = Plugin(
    id="reference_sr",
    title="Upscale with references",
    version="1.0",
    api=API_VERSION,
    panels=(
        Panel(
            id="reference_sr.upscale",
            title="Upscale with references",
            hint="Detail comes from the pictures on the reference shelf that show the same thing; "
            "a selection limits where.",
            generator="reference_sr",
            entry="plugins.builtin.reference_sr.entries:upscale",
            button="Upscale",
            icon="reference",
            fields=("factor", "boldness"),
            own=Destination,
            tool="hand",
        ),
    ),
)
