"""What can be set of a text."""

from __future__ import annotations

from enum import Enum

from editor.document.kinds.fill.colours import Colour
from ml.api.params import Params, param

SMALLEST_PX = 4
MOST_PX = 2000
MOST_WIDTH_PX = 8000


class Align(Enum):
    """Where the lines meet; the layer's place is on that side."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class TextParams(Params):
    """Words and how they look. The layer's position is the top of the first line."""

    text: str = param("Text", title="Text", help="What is written", control="paragraph")
    font: str = param(
        "", title="Font", help="Family and style; empty is the usual font", control="font"
    )
    size_px: float = param(
        64.0,
        title="Size",
        help="Height of the font",
        low=SMALLEST_PX,
        high=MOST_PX,
        step=1,
        unit="px",
    )
    colour: Colour = param("#000000", title="Colour", help="The colour", control="colour")
    align: Align = param(Align.LEFT, title="Align", help="On which side lines begin together")
    leading: float = param(
        120.0,
        title="Line height",
        help="From line to line, as a share of the size",
        low=50,
        high=400,
        step=1,
        unit="%",
    )
    tracking: float = param(
        0.0,
        title="Tracking",
        help="Space added between letters, in thousandths of the size",
        low=-200,
        high=1000,
        step=1,
    )
    width_px: float = param(
        0.0,
        title="Box width",
        help="Where lines go on below; 0 breaks them only where you do",
        low=0,
        high=MOST_WIDTH_PX,
        step=1,
        unit="px",
    )
