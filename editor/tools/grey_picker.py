"""A tool for one click: the colour below a layer, at a place that should be grey."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from editor.document.composite_painter import render_steps
from editor.document.composite_program import steps_of
from editor.document.document import Document
from editor.document.kinds.generated.inputs import layers_below
from editor.tools.colours import Colour, Colours
from editor.tools.picker import Picker
from editor.tools.tool import PointerEvent
from ml.api.regions import Box

REACH_PX = 2
"""The colour is the mean of a few pixels around: one alone may be noise."""


class GreyPicker(Picker):
    """Gives the colour below `layer_id` to `picked`, once; never touches the document."""

    id = "grey_picker"
    title = "Pick a grey"

    def __init__(self, layer_id: str, picked: Callable[[Colour | None], None]) -> None:
        super().__init__(Colours())
        self._layer_id = layer_id
        self._picked = picked

    def press(self, document: Document, event: PointerEvent) -> None:
        self._picked(colour_below(document, self._layer_id, int(event.x), int(event.y)))

    def move(self, event: PointerEvent) -> None:
        pass


def colour_below(document: Document, layer_id: str, x: int, y: int) -> Colour | None:
    """The mean colour (0..1) around a place of the canvas; None where nothing is to be seen."""
    around = Box(x - REACH_PX, y - REACH_PX, x + REACH_PX + 1, y + REACH_PX + 1)
    around = around.intersection(document.canvas)
    if around.is_empty:
        return None
    steps = steps_of(layers_below(document.layers, layer_id))
    pixels = render_steps(steps, around, 0, document.depth, document.canvas)
    seen = pixels[pixels[..., 3] > 0][:, :3]
    if seen.size == 0:
        return None
    red, green, blue = (float(v) for v in seen.mean(axis=0) / np.iinfo(document.depth).max)
    return red, green, blue
