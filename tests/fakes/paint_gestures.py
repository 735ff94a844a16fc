"""Pictures to paint on and gestures with paint tools, for tests."""

from __future__ import annotations

import numpy as np

from editor.document.commands import replace_mask
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from editor.document.targets import SelectionTarget
from editor.tools.tool import Buttons, Modifiers, PointerEvent

RED, BLUE = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)
HARD = {"size": 20, "hardness": 1.0}
LINE = [(100, 100), (150, 100), (200, 100)]


def picture(depth="uint8") -> Document:
    y, x = np.mgrid[0:300, 0:400]
    full = np.iinfo(depth).max
    pixels = np.stack((x * full // 400, y * full // 300, (x + y) * full // 700), axis=2)
    made = Document(400, 300, depth)
    made.insert_layer(PixelLayer.from_pixels("Photo", pixels.astype(depth)))
    return made


def draw(tool, document, places, buttons=Buttons.LEFT, modifiers=Modifiers.NONE, **pen) -> None:
    events = [PointerEvent(x, y, buttons=buttons, modifiers=modifiers, **pen) for x, y in places]
    tool.press(document, events[0])
    for event in events[1:]:
        tool.move(event)
    tool.release(events[-1])


def pixels(document) -> np.ndarray:
    return document.active.pixels.read(document.canvas)


def at(document, x, y) -> list[int]:
    return pixels(document)[y, x].tolist()


def steps(document) -> int:
    return len(document.history.entries)


def select(document, box) -> None:
    document.apply(replace_mask(document, SelectionTarget(), Mask.of_box(box), "Select"))
