"""What this plug-in adds: the tasks Labels to photo and Guess labels."""

from __future__ import annotations

from plugins.api import API_VERSION, Panel, Plugin

PLUGIN = Plugin(
    id="labels",
    title="Labels",
    version="1.0",
    api=API_VERSION,
    panels=(
        Panel(
            id="labels.photo",
            title="Labels to photo",
            hint="Paint regions on a label layer and put photographs on the shelf: the regions "
            "are filled with their material. Over a photograph only what got another label is "
            "made anew.",
            generator="label_to_photo",
            entry="plugins.builtin.labels.entries:photo",
            button="Make the photo",
            icon="label",
            fields=("quality", "variation", "border", "detail"),
            tool="label_brush",
        ),
        Panel(
            id="labels.guess",
            title="Guess labels",
            hint="The picture becomes a label layer: sky, water, trees and so on. Correct it with "
            "the label brush, then let a photo be made of it.",
            generator="label_guess",
            entry="plugins.builtin.labels.entries:guess",
            button="Guess the labels",
            icon="label",
            fields=(),
            tool="hand",
        ),
    ),
)
