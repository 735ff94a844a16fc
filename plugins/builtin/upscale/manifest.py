"""What this plug-in adds: the task Upscale."""

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
        help="a picture of its own; or this one: all layers are resized as by Image Size, and what "
        "is seen of them, enlarged by the network, lies on top as a layer",
    )


PLUGIN = Plugin(
    id="upscale",
    title="Upscale",
    version="1.0",
    api=API_VERSION,
    panels=(
        Panel(
            id="upscale.upscale",
            title="Upscale",
            hint="The picture becomes larger and stays sharp; drag the line to compare.",
            generator="upscale",
            entry="plugins.builtin.upscale.entries:upscale",
            button="Upscale",
            icon="upscale",
            fields=("factor", "crisp", "condition"),
            own=Destination,
            tool="hand",
        ),
    ),
)
